import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import type { Portal } from '@portico/engine/portal/portal'
import { nextUndo } from './next-undo.ts'
import { ledThrough, type Step } from './step.ts'

/** What the next undo takes back, as the changes a review would tell; none where nothing of it can be seen. */
export const lastDone = (portal: Portal, steps: readonly Step[]): readonly Change[] => {
  const { step } = nextUndo(portal, steps)
  const before = step && ledThrough(portal, step.inverses)
  return before ? compare(before, portal) : []
}
