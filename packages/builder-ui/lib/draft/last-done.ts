import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import type { Portal } from '@portico/engine/portal/portal'
import { ledThrough, type Step } from './undo.svelte.ts'

/** What the next undo takes back, as the changes a review would tell; none where nothing of it can be seen. */
export const lastDone = (portal: Portal, steps: readonly Step[]): readonly Change[] => {
  let after: Portal | null = portal
  for (const step of steps.toReversed()) {
    const before: Portal | null = after && ledThrough(after, step.inverses)
    if (!step.theirs) return after && before ? compare(before, after) : []
    after = before
  }
  return []
}
