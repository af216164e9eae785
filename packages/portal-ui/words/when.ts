import type { Language } from '@portico/engine/portal/text'
import { wordsIn } from './words-in.ts'

const locales = { en: 'en-US', es: 'es-US' } satisfies Record<Language, string>
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

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

/** A day and a time at the practice: "Tuesday, November 24 at 9:30 AM". Nobody needs to be told the zone of her practice. */
export const momentInWords = (at: string, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(at))

/** Its day alone: "Tuesday, November 24". */
export const weekdayInWords = (at: string, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
  }).format(new Date(at))

/** Its time of day alone: "9:30 AM". */
export const hourInWords = (at: string, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(at))

/** What the practice's clock and calendar say at an instant, as YYYY-MM-DDTHH:MM; null for what is no instant. */
export const wallTimeAt = (at: string, zone: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(at) || Number.isNaN(Date.parse(at))) return null
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The instant at which the practice's clock says this; null where no clock ever does, such as on February 30. */
export const instantAt = (wall: string, zone: string): string | null => {
  const wanted = Date.parse(`${wall}:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) || Number.isNaN(wanted)) return null
  let at = wanted
  // The offset is that of the instant, which is only known once the offset is: twice is enough.
  for (let turn = 0; turn < 2; turn++)
    at += wanted - Date.parse(`${wallTimeAt(new Date(at).toISOString(), zone) ?? wall}:00Z`)
  const instant = new Date(at).toISOString()
  return wallTimeAt(instant, zone) === wall ? instant : null
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
