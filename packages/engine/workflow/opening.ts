import type { Temporal } from 'temporal-polyfill'
import type { Hours, Portal } from '../portal/portal.ts'

/** What business time needs to know of a practice. */
export type Practice = Pick<Portal, 'hours' | 'timezone'>

/** When a practice opens and closes on one day, in milliseconds since the epoch. */
export type Opening = { readonly opens: number; readonly closes: number }

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The days a key such as `mon-fri`, `sat-mon` or `wed` names, as 1 (Monday) to 7; none if it is not one. */
export const daysOf = (key: string): readonly number[] => {
  const [first = '', last = first] = key.split('-')
  const from = weekdays.findIndex((day) => day === first)
  const to = weekdays.findIndex((day) => day === last)
  if (from < 0 || to < 0) return []
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => ((from + step) % 7) + 1)
}

/** The hours of a weekday. The key that names the fewest days holds: `fri` is an exception from `mon-fri`. */
const hoursOn = (hours: Hours, weekday: number): string | undefined => {
  const naming = Object.entries(hours).flatMap(([key, value]) => {
    const days = daysOf(key)
    return typeof value === 'string' && days.includes(weekday) ? [{ value, days: days.length }] : []
  })
  return naming.toSorted((one, other) => one.days - other.days)[0]?.value
}

/** Whether there is any weekday it opens on; if not, nothing is gained by looking through the calendar. */
export const opensEver = ({ hours }: Practice): boolean =>
  weekdays.some((_, place) => {
    const [from, to] = hoursOn(hours, place + 1)?.split('-') ?? []
    return from !== undefined && to !== undefined && from < to
  })

/**
 * When the practice is open on a date, as instants: a day on which the clocks change is an hour shorter or
 * longer if it is open across the change. Null when it is closed that day.
 */
export const openingOn = ({ hours, timezone }: Practice, date: Temporal.PlainDate): Opening | null => {
  if (hours.closed?.includes(date.toString())) return null
  const [from, to] = hoursOn(hours, date.dayOfWeek)?.split('-') ?? []
  if (from === undefined || to === undefined) return null
  const at = (time: string): number =>
    date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds
  const opening = { opens: at(from), closes: at(to) }
  return opening.closes > opening.opens ? opening : null
}
