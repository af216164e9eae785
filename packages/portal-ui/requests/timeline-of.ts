import type { Workflow } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import type { Portal, RequestPage } from '../call/api.ts'
import type { Names } from '../render/record.ts'
import { stageInWords, statusInWords } from '../render/status-words.ts'
import type { Moment } from '../render/moment.ts'
import { instantInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'
import { handedInWords } from './handed-words.ts'

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
  const status = (state: string) => statusInWords(workflow, state, language)
  return steps
    .filter(({ from, to }) => from === null || status(from) !== status(to))
    .toSorted(newestFirst)
    .map(({ at, from, to, by }) => ({
      at,
      what: from === null ? `${words.started}: ${status(to)}` : status(to),
      who: who(by),
      when: instantInWords(at, portal.timezone, language),
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
      handedInWords({ transition, assignee }, names, language) ??
      `${transition === null ? words.started : labelOf(transition, workflow?.transitions[transition], language)} → ${stageInWords(workflow, to, language)}`,
    who: (by === 'staff' && staff !== null ? names[staff] : undefined) ?? words.by_[by],
    when: instantInWords(at, portal.timezone, language),
  }))
}
