import type { Portal } from '@portico/engine/portal/portal'
import { queueLabel, roleLabel, tableLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'
import { isOwned, type Answers, type Hand } from './made-answers.ts'

/** One group as the sentence speaks of it. */
type ToldHand = {
  readonly queue: string
  readonly handlers: string
  /** Their own time; null where it is only what is left of the whole. */
  readonly within: string | null
  /** Who has it then; null for the last. */
  readonly next: string | null
  readonly asksMore: boolean
}
export type Told = { readonly who: string; readonly table: string; readonly hands: readonly ToldHand[] }

/** Who waits where and for whom, as it is read back before anything is made. */
export const toldOf = (answers: Answers, portal: Portal, name: string): Told => {
  const list = (roles: readonly string[]): string => words.list(roles.map((role) => roleLabel(portal, role)))
  const called = name === '' ? tableLabel(portal, answers.table) : name
  const queueOf = ({ queue, handlers }: Hand, at: number): string => {
    if (queue !== '') return queueLabel(portal, queue)
    return at === 0 ? called : `${called}: ${list(handlers)}`
  }
  return {
    who: list(answers.senders),
    table: called,
    hands: answers.hands.map((hand, at) => {
      const next = answers.hands[at + 1]
      return {
        queue: queueOf(hand, at),
        handlers: list(hand.handlers),
        within: next ? hand.within : null,
        next: next ? list(next.handlers) : null,
        asksMore: hand.asksMore && isOwned(portal, answers.table),
      }
    }),
  }
}
