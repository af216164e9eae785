import type { Language } from '@portico/engine/portal/text'
import type { LineAnswer } from './reassigning.svelte.ts'
import { workWords } from './work-words.ts'

const assignable = { 'no-role': 'role', 'has-it': 'hasIt', 'no-sight': 'sight' } as const

/** Why a request cannot be handed over. */
export const refusedLine = (refusal: NonNullable<LineAnswer['refusal']>, language: Language): string => {
  const why = workWords(language).handWhy
  if (refusal.code === 'not-assignable') return why[assignable[refusal.reason]]
  if (refusal.code === 'stale-version') return why.changed
  if (refusal.code === 'wrong-state') return why.ended
  return refusal.code === 'not-found' ? why.gone : why.other
}

type Kept = readonly Extract<NonNullable<LineAnswer['refusal']>, { readonly code: 'not-assignable' }>[]

/** Whether a colleague has all of so many requests already. */
export const hasThemAll = (refusals: Kept, count: number): boolean =>
  refusals.length === count && refusals.every(({ reason }) => reason === 'has-it')

/** Why none of so many requests can go to a colleague, by what keeps each of them from her; null where some can. */
export const whyNone = (refusals: Kept, count: number, language: Language): string | null => {
  const why = refusals.find(({ reason }) => reason !== 'has-it')
  return refusals.length === count && why ? refusedLine(why, language) : null
}
