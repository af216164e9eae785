import type { Temporal } from 'temporal-polyfill'
import type { Hours, Portal } from '../portal/portal.ts'
import { weekdays, weekdaysOf, type Weekday } from '../portal/weekday.ts'

/** What business time needs to know of a practice. */
export type Practice = Pick<Portal, 'hours' | 'timezone'>

/** When a practice opens and closes on one day, in milliseconds since the epoch. */
export type Opening = { readonly opens: number; readonly closes: number }

/** The hours of a weekday, which a checked portal declares at most once. */
const hoursOn = (hours: Hours, weekday: Weekday): string | undefined =>
  Object.entries(hours)
    .flatMap(([key, value]) =>
      typeof value === 'string' && weekdaysOf(key)?.includes(weekday) ? [value] : [],
    )
    .at(0)

/** Whether there is any weekday it opens on; if not, nothing is gained by looking through the calendar. */
export const opensEver = ({ hours }: Practice): boolean =>
  weekdays.some((weekday) => {
    const [from, to] = hoursOn(hours, weekday)?.split('-') ?? []
    return from !== undefined && to !== undefined && from < to
  })

/**
 * When the practice is open on a date, as instants: a day on which the clocks change is an hour shorter or
 * longer if it is open across the change. Null when it is closed that day.
 */
export const openingOn = ({ hours, timezone }: Practice, date: Temporal.PlainDate): Opening | null => {
  if (hours.closed?.includes(date.toString())) return null
  const weekday = weekdays[date.dayOfWeek - 1]
  const [from, to] = (weekday && hoursOn(hours, weekday))?.split('-') ?? []
  if (from === undefined || to === undefined) return null
  const at = (time: string): number =>
    date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds
  const opening = { opens: at(from), closes: at(to) }
  return opening.closes > opening.opens ? opening : null
}
