import type { Workflow } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import type { EarlierValue, Portal, RequestPage } from '../call/api.ts'
import { cellInWords } from '../render/cell-words.ts'
import type { Names, ShownRecord } from '../render/record.ts'
import { stageInWords, statusInWords } from '../render/status-words.ts'
import type { Change, Moment } from '../render/moment.ts'
import { momentInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'
import { handedInWords } from './handed-words.ts'

type Step = RequestPage['timeline'][number]
type Telling = {
  readonly portal: Portal
  readonly workflow: Workflow | undefined
  readonly language: Language
}

const newestFirst = (one: { readonly at: string }, other: { readonly at: string }) =>
  other.at.localeCompare(one.at)

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

/** What cells said before, as their reader reads it. */
export const changesOf = (
  { portal, language }: Pick<Telling, 'portal' | 'language'>,
  record: ShownRecord,
  earlier: readonly EarlierValue[],
  names: Names,
): readonly (Change & EarlierValue)[] =>
  earlier.map((one) => {
    const field = portal.tables[record.table]?.fields[one.field]
    return {
      ...one,
      label: labelOf(one.field, field, language),
      before: cellInWords(one.value, field, language, names, portal.timezone),
      isNow: record.cells[one.field] === one.value,
    }
  })

const whatStaffDid = (
  { workflow, language }: Telling,
  { transition, to, assignee }: Step,
  names: Names,
): string => {
  const words = wordsIn(language).request
  if (transition === '_put-back') return words.putBack
  const handed = handedInWords({ transition, assignee }, names, language)
  if (handed !== null) return handed
  const step =
    transition === null ? words.started : labelOf(transition, workflow?.transitions[transition], language)
  return `${step} → ${stageInWords(workflow, to, language)}`
}

/** The same for staff: every step, by its name, with who took it and what it changed; and changes of no step. */
export const timelineForStaff = (
  telling: Telling,
  steps: readonly Step[],
  names: Names,
  changes: readonly (Change & EarlierValue)[] = [],
): Moment[] => {
  const { portal, language } = telling
  const words = wordsIn(language).request
  const who = ({ by, staff }: Pick<Step, 'by' | 'staff'>) =>
    (by === 'staff' && staff !== null ? names[staff] : undefined) ?? words.by_[by]
  const when = (at: string) => momentInWords(at, portal.timezone, language)
  const versions = new Set(steps.map(({ version }) => version))
  const taken = steps.map((step) => ({
    at: step.at,
    what: whatStaffDid(telling, step, names),
    who: who(step),
    when: when(step.at),
    changes: changes.filter((change) => change.step === step.version),
  }))
  const others = changes
    .filter(({ step }) => step === null || !versions.has(step))
    .map((change) => ({
      at: change.at,
      what: words.changed,
      who: who(change),
      when: when(change.at),
      changes: [change],
    }))
  return [...taken, ...others].toSorted(newestFirst)
}
