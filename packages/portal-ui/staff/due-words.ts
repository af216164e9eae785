import type { Language } from '@portico/engine/portal/text'
import { dateIn, dayAndTime, momentInWords, stretchInWords } from '../words/when.ts'
import { closingWords } from './closing-words.ts'
import { workWords } from './work-words.ts'

const soonMilliseconds = 60 * 60_000
const dayMilliseconds = 24 * 60 * 60_000
const weekDays = 6

export type Due = { readonly words: string; readonly urgency: 'late' | 'soon' | 'today' | 'calm' | 'none' }
type Telling = {
  readonly now: number
  readonly zone: string
  readonly language: Language
  /** At that time it ends by itself, and nobody can do anything with it any more. */
  readonly closes?: boolean
}

/** Whole days between two dates as the practice's calendar counts them, however long clocks made them. */
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMilliseconds)

const overdue = (due: string, { now, zone, language }: Telling): string => {
  const words = workWords(language).due
  const days = daysFrom(dateIn(zone, Date.parse(due)), dateIn(zone, now))
  const { day, time } = dayAndTime(due, zone, language, days <= weekDays)
  if (days === 0) return words.overdueToday(time)
  return days === 1 ? words.overdueYesterday(time) : words.overdueOn(day, time)
}

const ahead = (due: string, { now, zone, language, closes = false }: Telling): Due => {
  const words = closes ? closingWords[language] : workWords(language).due
  const left = Date.parse(due) - now
  const days = daysFrom(dateIn(zone, now), dateIn(zone, Date.parse(due)))
  const { day, time } = dayAndTime(due, zone, language, days <= weekDays)
  if (left < soonMilliseconds)
    return { words: words.soon(stretchInWords(left, language), time), urgency: 'soon' }
  if (days === 0) return { words: words.today(time), urgency: 'today' }
  return { words: days === 1 ? words.tomorrow(time) : words.on(day, time), urgency: 'calm' }
}

/** The same for paper, which is read on another day: with its date, and nothing that is only true today. */
export const dueOnPaper = (due: string | null, { now, zone, language, closes = false }: Telling): string => {
  const words = workWords(language).due
  if (due === null) return words.none
  const at = momentInWords(due, zone, language)
  return Date.parse(due) < now ? words.paperLate(at) : (closes ? closingWords[language] : words).paper(at)
}

/** Until when something must be done, by the practice's clock, and how pressing that is. Colour only repeats the words. */
export const dueInWords = (due: string | null, telling: Telling): Due => {
  if (due === null) return { words: workWords(telling.language).due.none, urgency: 'none' }
  if (Date.parse(due) < telling.now) return { words: overdue(due, telling), urgency: 'late' }
  return ahead(due, telling)
}
