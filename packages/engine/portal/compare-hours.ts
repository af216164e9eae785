import { openingOf } from './hours-by-day.ts'
import { listed, listedBriefly } from './name.ts'
import { gainedAndLost } from './pairs.ts'
import type { Hours, Portal } from './portal.ts'
import { weekdays, type Weekday } from './weekday.ts'

const dayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const satisfies Record<Weekday, string>

type Stretch = {
  readonly first: Weekday
  readonly last: Weekday
  readonly old: string | null
  readonly now: string | null
}

/** Days that follow each other and change alike are told as one stretch. */
const stretches = (old: Hours, now: Hours): readonly Stretch[] => {
  const found: Stretch[] = []
  let before: Weekday | null = null
  for (const day of weekdays) {
    const one = { first: day, last: day, old: openingOf(old, day), now: openingOf(now, day) }
    const last = found.at(-1)
    if (one.old === one.now) before = null
    else {
      if (last && last.last === before && last.old === one.old && last.now === one.now)
        found.splice(-1, 1, { ...last, last: day })
      else found.push(one)
      before = day
    }
  }
  return found
}

const stretchWords = ({ first, last, old, now }: Stretch): string => {
  const days = first === last ? dayNames[first] : `${dayNames[first]} to ${dayNames[last]}`
  return `${days} ${now ?? 'closed'} instead of ${old ?? 'closed'}`
}

/** What is different about when the practice is open: by weekday, by days of the calendar, by time zone. */
export const hoursWords = (before: Portal, after: Portal): string => {
  const days = stretches(before.hours, after.hours).map(stretchWords)
  const closed = gainedAndLost(before.hours.closed, after.hours.closed)
  const said = [
    ...(days.length > 0 ? [`the practice is now open ${listed(days)}`] : []),
    ...(closed.gained.length > 0 ? [`it is now closed on ${listedBriefly(closed.gained)}`] : []),
    ...(closed.lost.length > 0 ? [`it is no longer closed on ${listedBriefly(closed.lost)}`] : []),
    ...(before.timezone === after.timezone
      ? []
      : [`its clocks now show the time of ${after.timezone} instead of ${before.timezone}`]),
  ]
  return said.length === 0 ? '' : `: ${said.join('; ')}`
}
