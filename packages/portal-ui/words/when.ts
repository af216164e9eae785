import type { Language } from '@portico/engine/portal/text'
import { wordsIn } from './words-in.ts'

const locales = { en: 'en-US', es: 'es-US' } satisfies Record<Language, string>
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** An instant as a day and a time in the practice's zone: "Monday, November 23 at 3:00 PM". */
export const instantInWords = (at: string, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at))

/** The same in two parts, as short as they can be understood: "Thursday" or "December 3", and "10:00 AM". */
export const dayAndTime = (
  at: string,
  zone: string,
  language: Language,
  isNear: boolean,
): { readonly day: string; readonly time: string } => {
  const as = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options }).format(new Date(at))
  return {
    day: as(isNear ? { weekday: 'long' } : { month: 'long', day: 'numeric' }),
    time: as({ hour: 'numeric', minute: '2-digit' }),
  }
}

/** The day of an instant in the practice's zone: "November 23, 2026". */
export const dayInWords = (at: string, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: zone, dateStyle: 'long' }).format(new Date(at))

/** A calendar day that belongs to no zone, such as a date of birth. */
export const dateInWords = (date: string, language: Language): string => dayInWords(date, 'UTC', language)

/** The date in the practice's zone as YYYY-MM-DD, which is what conditions call `today`. */
export const dateIn = (zone: string, now: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(now))

/** A stretch of time as staff read it at a glance: "20 min", "2 h", "3 d". */
export const stretchInWords = (milliseconds: number, language: Language): string => {
  const { short, lessThanAMinute } = wordsIn(language).time
  if (milliseconds < minute) return lessThanAMinute
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} ${short.minute}`
  if (milliseconds < day) return `${Math.floor(milliseconds / hour)} ${short.hour}`
  return `${Math.floor(milliseconds / day)} ${short.day}`
}

/** A short wait in whole minutes, or in seconds when it is less than one. */
export const waitInWords = (seconds: number, language: Language): string => {
  const { minutes, seconds: inSeconds } = wordsIn(language).time
  return seconds >= 60 ? minutes(Math.ceil(seconds / 60)) : inSeconds(Math.max(1, Math.ceil(seconds)))
}
