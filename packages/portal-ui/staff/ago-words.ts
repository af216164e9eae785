import type { Language } from '@portico/engine/portal/text'
import { dateIn } from '../words/when.ts'
import { workWords } from './work-words.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago something was, roughly: what matters of it is whether it was just now. */
export const agoInWords = (at: string, now: number, zone: string, language: Language): string => {
  const { ago } = workWords(language)
  const past = now - Date.parse(at)
  if (past < minute) return ago.now
  if (past < hour) return ago.minutes(Math.floor(past / minute))
  // What was on Friday afternoon is two days ago on Sunday morning, as calendars count.
  const days = Math.round((Date.parse(dateIn(zone, now)) - Date.parse(dateIn(zone, Date.parse(at)))) / day)
  return past < day ? ago.hours(Math.floor(past / hour)) : ago.days(days)
}
