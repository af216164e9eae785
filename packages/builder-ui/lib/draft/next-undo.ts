import { ledBy } from '@portico/engine/portal/between'
import { merge } from '@portico/engine/portal/merge'
import type { Portal } from '@portico/engine/portal/portal'
import { stepBetween, type Step } from './step.ts'

/** What the next undo takes back, as it is undone on the draft as it is now, and the steps that are left then. */
export type NextUndo = { readonly step: Step | null; readonly left: readonly Step[] }

/** The last step done here. What somebody else did since stays: what is undone goes round it. */
export const nextUndo = (portal: Portal, done: readonly Step[]): NextUndo => {
  let left = done
  let before: Portal | null = portal
  let isPlain = true
  for (;;) {
    const step: Step | undefined = left.at(-1)
    if (!step || !before) return { step: null, left }
    left = left.slice(0, -1)
    if (!step.theirs && isPlain) return { step, left }
    const mine: Portal | null = ledBy(before, step.inverses)
    if (!step.theirs && mine) {
      const target = merge(before, mine, portal).portal
      const theirs = stepBetween(mine, target)
      if (theirs) left = [...left, { ...theirs, theirs: true }]
      const rebased = stepBetween(target, portal)
      if (rebased) return { step: rebased, left }
      // They changed all of it since: nothing of this step is left to undo.
      isPlain = true
      before = portal
      continue
    }
    isPlain = false
    before = mine
  }
}
