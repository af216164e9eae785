/** A moment of a rehearsal's clock, in full: which day it is there cannot be taken from today. */
export const momentIn = (timezone: string, at: string): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(at))
