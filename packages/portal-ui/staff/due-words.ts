import type { Language } from '@portico/engine/portal/text'
import { stretchInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'

const soonMilliseconds = 60 * 60_000

export type Due = { readonly words: string; readonly urgency: 'late' | 'soon' | 'calm' | 'none' }

/** How much time is left, in words and as how pressing it is. Colour only repeats what the words say. */
export const dueInWords = (due: string | null, now: number, language: Language): Due => {
  const words = wordsIn(language).staff
  if (due === null) return { words: words.noDue, urgency: 'none' }
  const left = Date.parse(due) - now
  if (left < 0) return { words: words.lateBy(stretchInWords(-left, language)), urgency: 'late' }
  return {
    words: words.dueIn(stretchInWords(left, language)),
    urgency: left < soonMilliseconds ? 'soon' : 'calm',
  }
}
