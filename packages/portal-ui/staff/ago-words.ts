import type { Language } from '@portico/engine/portal/text'
import { workWords } from './work-words.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago something was, roughly: what matters of it is whether it was just now. */
export const agoInWords = (at: string, now: number, language: Language): string => {
  const { ago } = workWords(language)
  const past = now - Date.parse(at)
  if (past < minute) return ago.now
  if (past < hour) return ago.minutes(Math.floor(past / minute))
  return past < day ? ago.hours(Math.floor(past / hour)) : ago.days(Math.floor(past / day))
}
