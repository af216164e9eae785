import { hoursSchema, type Hours } from './portal.ts'
import { weekdays, weekdaysOf, type Weekday } from './weekday.ts'

/** When the practice is open on one day of the week, as `08:00-17:00`; null where it is closed. */
export const openingOf = (hours: Hours, day: Weekday): string | null =>
  Object.entries(hours).flatMap(([key, opening]) =>
    typeof opening === 'string' && weekdaysOf(key)?.includes(day) ? [opening] : [],
  )[0] ?? null

/** The same hours with one day otherwise. Days that follow each other and are alike are one stretch: `mon-fri`. */
export const withOpening = (hours: Hours, changed: Weekday, opening: string | null): Hours => {
  const stretches: { first: Weekday; last: Weekday; opening: string | null }[] = []
  for (const day of weekdays) {
    const now = day === changed ? opening : openingOf(hours, day)
    const before = stretches.at(-1)
    if (before?.opening === now) before.last = day
    else stretches.push({ first: day, last: day, opening: now })
  }
  const open = stretches.flatMap(({ first, last, opening: when }) =>
    when === null ? [] : [[first === last ? first : `${first}-${last}`, when] as const],
  )
  return hoursSchema.parse({ ...Object.fromEntries(open), ...(hours.closed && { closed: hours.closed }) })
}
