import type { Language } from '../portal/text.ts'
import { parsed, unparsed, type Kind } from './kind.ts'

const half = /\s*(?:(am|pm|a|p)|(?:de|por|in) (?:la|the) (morning|manana|afternoon|tarde|evening|noche))$/
const clock = /^(\d{1,2})(?:\s?[:.h]?\s?(\d{2}))?\s*(?:h|hs|hrs|o'clock)?$/
const named: Readonly<Record<string, string>> = {
  noon: '12:00',
  midday: '12:00',
  mediodia: '12:00',
  midnight: '00:00',
  medianoche: '00:00',
}

/** Small letters without accents, and "a. m." as "am". */
const folded = (typed: string): string =>
  typed
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\b([ap])\.? ?m\b\.?$/, '$1m')

const isMorning = (word: string): boolean => ['am', 'a', 'morning', 'manana'].includes(word)

/** The hour of the day; null for what no clock shows. Twelve in the morning is the first hour, at noon the thirteenth. */
const hourOf = (hour: number, word: string | undefined): number | null => {
  if (word === undefined) return hour < 24 ? hour : null
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (isMorning(word) || (word === 'noche' && hour === 12) ? 0 : 12)
}

const timeIn = (typed: string): string | null => {
  const text = folded(typed)
  if (Object.hasOwn(named, text)) return named[text] ?? null
  const [ending = '', short, long] = half.exec(text) ?? []
  const [, hours, minutes = '00'] = clock.exec(text.slice(0, text.length - ending.length).trim()) ?? []
  const hour = hours === undefined ? null : hourOf(Number(hours), short ?? long)
  if (hour === null || Number(minutes) > 59) return null
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

/** A time of day as HH:MM, from however people write one: `9:30 am`, `2 pm`, `14.30`, `0930`, `3 de la tarde`. */
export const time = {
  parse: (typed) => {
    const found = timeIn(typed)
    return found === null ? unparsed('not-a-time') : parsed(found)
  },
  // Text of this form is in the order of the clock.
  column: 'text',
} satisfies Kind

/** As a portal writes one down. */
export const isTime = (text: unknown): boolean =>
  typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

export const timeInWords = (value: string, language: Language): string =>
  isTime(value)
    ? new Intl.DateTimeFormat(language === 'en' ? 'en-US' : 'es-US', {
        timeZone: 'UTC',
        hour: 'numeric',
        minute: '2-digit',
      }).format(Date.parse(`2026-01-01T${value}:00Z`))
    : value
