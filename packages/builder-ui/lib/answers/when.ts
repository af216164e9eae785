/** A moment as people say it where the practice is: the date, and within a week its weekday too. */
export const whenIn = (timezone: string, at: string, now: number = Date.now()): string => {
  const date = new Date(at)
  const isThisWeek = now - date.getTime() < 6 * 86_400_000
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    ...(isThisWeek ? { weekday: 'long' } : { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  })
  return format.format(date)
}

/** A day as it stands on paper. */
export const dayIn = (timezone: string, at: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: timezone, dateStyle: 'long' }).format(new Date(at))

/** A plain date of the calendar, which has no zone. */
export const calendarDay = (day: string): string => dayIn('UTC', `${day}T00:00:00Z`)

/** The time of day where the practice is. */
export const timeIn = (timezone: string, at: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: timezone, hour: 'numeric', minute: '2-digit' }).format(
    new Date(at),
  )
