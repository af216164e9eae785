import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import type { Portal } from '@portico/engine/portal/portal'
import { nextUndo } from './next-undo.ts'
import { ledThrough, type Step } from './step.ts'

/** What is come or gone as a whole says more of a step than what came or went with it, as permissions do. */
const wholes: readonly Change['kind'][] = [
  'add-workflow',
  'remove-workflow',
  'add-table',
  'retire-table',
  'add-role',
  'remove-role',
]

const wholeFirst = (changes: readonly Change[]): readonly Change[] => {
  const [kind] = wholes.filter((whole) => changes.some((change) => change.kind === whole))
  return changes.toSorted((one, other) => Number(other.kind === kind) - Number(one.kind === kind))
}

/** What the next undo takes back, as the changes a review would tell; none where nothing of it can be seen. */
export const lastDone = (portal: Portal, steps: readonly Step[]): readonly Change[] => {
  const { step } = nextUndo(portal, steps)
  const before = step && ledThrough(portal, step.inverses)
  return before ? wholeFirst(compare(before, portal)) : []
}
