import type { Workflow } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import type { Portal, RequestPage } from '../call/api.ts'
import type { Names } from '../render/record.ts'
import { stageInWords, statusInWords } from '../render/status-words.ts'
import type { Moment } from '../render/moment.ts'
import { momentInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'

type Step = RequestPage['timeline'][number]
type Telling = {
  readonly portal: Portal
  readonly workflow: Workflow | undefined
  readonly language: Language
}

const newestFirst = (one: Step, other: Step) => other.at.localeCompare(one.at)

/** What has happened, for a patient: only what changed her status, in her words. */
export const timelineForPatient = (
  { portal, workflow, language }: Telling,
  steps: readonly Step[],
  isProxy: boolean,
): Moment[] => {
  const words = wordsIn(language).request
  const who = (by: Step['by']) => {
    if (by === 'staff' || by === 'system') return words.practice
    return by === 'proxy' && !isProxy ? words.actingForYou : words.by_[by]
  }
  const isHers = (by: Step['by']) => by === 'you' || by === 'patient' || by === 'proxy'
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

/** The same for staff: every step, by its name, with who took it. */
export const timelineForStaff = (
  { portal, workflow, language }: Telling,
  steps: readonly Step[],
  names: Names,
): Moment[] => {
  const words = wordsIn(language).request
  return steps.toSorted(newestFirst).map(({ at, transition, to, by, staff, assignee }) => ({
    at,
    what:
      assignee === null
        ? `${transition === null ? words.started : labelOf(transition, workflow?.transitions[transition], language)} → ${stageInWords(workflow, to, language)}`
        : words.reassigned(names[assignee] ?? words.practice),
    who: (by === 'staff' && staff !== null ? names[staff] : undefined) ?? words.by_[by],
    when: momentInWords(at, portal.timezone, language),
  }))
}
