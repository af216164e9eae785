import type { Workflow } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import type { RequestPage } from '../call/api.ts'
import type { Names } from '../render/record.ts'
import { handedInWords } from '../requests/handed-words.ts'
import { wordsIn } from '../words/words-in.ts'
import { agoInWords } from './ago-words.ts'
import { workWords } from './work-words.ts'

export type Step = RequestPage['timeline'][number]
type Telling = {
  readonly workflow: Workflow | undefined
  readonly names: Names
  readonly now: number
  readonly zone: string
  readonly language: Language
}

/** One step as it is told to a colleague: who did what, and how long ago. */
export const stepInWords = (step: Step, { workflow, names, now, zone, language }: Telling): string => {
  const common = wordsIn(language).request
  const { transition, assignee, by, staff, at } = step
  const given = handedInWords({ transition, assignee }, names, language)
  const named =
    transition === null ? common.started : labelOf(transition, workflow?.transitions[transition], language)
  const taken = transition === '_put-back' ? common.putBack : named
  const ago = agoInWords(at, now, zone, language)
  if (by === 'you') return workWords(language).didYou(given ?? taken, ago)
  const who = (by === 'staff' && staff !== null ? names[staff] : undefined) ?? common.by_[by]
  return workWords(language).did(who, given ?? taken, ago)
}
