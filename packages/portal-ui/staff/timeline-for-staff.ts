import { labelOf } from '@portico/engine/portal/text'
import type { EarlierValue } from '../call/api.ts'
import type { Change, Moment } from '../render/moment.ts'
import type { Names } from '../render/record.ts'
import { stageInWords } from '../render/status-words.ts'
import { handedInWords } from '../requests/handed-words.ts'
import { newestFirst, type Happened, type Telling } from '../requests/telling.ts'
import { momentInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'

const whatStaffDid = (
  { workflow, language }: Telling,
  { transition, to, assignee }: Happened,
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
  steps: readonly Happened[],
  names: Names,
  changes: readonly (Change & EarlierValue)[] = [],
): Moment[] => {
  const { portal, language } = telling
  const words = wordsIn(language).request
  const who = ({ by, staff }: Pick<Happened, 'by' | 'staff'>) =>
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
