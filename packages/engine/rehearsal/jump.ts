import { Temporal } from 'temporal-polyfill'

/** Moments to jump a rehearsal's clock to, told in the practice's own time and answered as instants. */
const isoOf = (moment: Temporal.ZonedDateTime): string => moment.toInstant().toString()

const zoned = (timezone: string, now: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(now).toZonedDateTimeISO(timezone)

export const inHours = (now: string, hours: number): string =>
  Temporal.Instant.from(now).add({ hours }).toString()

export const tomorrowMorning = (timezone: string, now: string): string =>
  isoOf(zoned(timezone, now).add({ days: 1 }).withPlainTime('09:00'))

/** Just after something falls due, so that it has. */
export const justAfter = (due: string): string => Temporal.Instant.from(due).add({ seconds: 1 }).toString()

/** What somebody typed as day and time; null when it is none, or not ahead. */
export const momentAhead = (timezone: string, now: string, local: string): string | null => {
  try {
    const moment = Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).toInstant()
    return Temporal.Instant.compare(moment, now) > 0 ? moment.toString() : null
  } catch {
    return null
  }
}

/** The clock as a field for day and time shows it. */
export const localMoment = (timezone: string, now: string): string =>
  zoned(timezone, now).toPlainDateTime().toString({ smallestUnit: 'minute' })
