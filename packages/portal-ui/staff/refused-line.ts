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
