import { labelOf } from '@portico/engine/portal/text'
import type { Moment } from '../render/moment.ts'
import { statusInWords } from '../render/status-words.ts'
import { newestFirst, type Happened, type Telling } from '../requests/telling.ts'
import { momentInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'

/** What has happened, for a patient: only what changed her status, in her words. */
export const timelineForPatient = (
  { portal, workflow, language }: Telling,
  steps: readonly Happened[],
  isProxy: boolean,
): Moment[] => {
  const words = wordsIn(language).request
  const who = (by: Happened['by']) => {
    if (by === 'staff' || by === 'system') return words.practice
    return by === 'proxy' && !isProxy ? words.actingForYou : words.by_[by]
  }
  const isHers = (by: Happened['by']) => by === 'you' || by === 'patient' || by === 'proxy'
  const stepOf = (transition: string) => labelOf(transition, workflow?.transitions[transition], language)
  const status = (state: string) => statusInWords(workflow, state, language)
  return steps
    .filter(({ from, to }) => from === null || status(from) !== status(to))
    .toSorted(newestFirst)
    .map(({ at, from, to, by, transition }) => ({
      at,
      what: from === null && isHers(by) ? `${words.started}: ${status(to)}` : status(to),
      who: transition !== null && isHers(by) ? words.took(who(by), stepOf(transition)) : who(by),
      when: momentInWords(at, portal.timezone, language),
    }))
}
