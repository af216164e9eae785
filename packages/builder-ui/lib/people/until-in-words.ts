/** A day in the practice's own time. */
export const untilInWords = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: zone }).format(new Date(instant))
