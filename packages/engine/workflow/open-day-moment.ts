import { Temporal } from 'temporal-polyfill'
import { openingOn, opensEver, type Practice } from './opening.ts'

const written = /^(?:in (\d{1,3}) open days?|(\d{1,3}) open days? ago) at ([01]\d|2[0-3]):([0-5]\d)$/

/**
 * A time that keeps its distance from today, as files of invented people write it: `in 3 open days at 09:30`,
 * `2 open days ago at 16:00`. Days on which the practice is closed do not count. Null when the text says something else,
 * or the practice never opens.
 */
export const openDayMoment = (practice: Practice, text: string, now: string): string | null => {
  const [, ahead, ago, hour, minute] = written.exec(text) ?? []
  if (hour === undefined || !opensEver(practice)) return null
  const step = ahead === undefined ? -1 : 1
  let date = Temporal.Instant.from(now).toZonedDateTimeISO(practice.timezone).toPlainDate()
  for (let left = Number(ahead ?? ago); left > 0;) {
    date = date.add({ days: step })
    if (openingOn(practice, date)) left -= 1
  }
  const plainTime = { hour: Number(hour), minute: Number(minute) }
  return new Date(
    date.toZonedDateTime({ timeZone: practice.timezone, plainTime }).epochMilliseconds,
  ).toISOString()
}
