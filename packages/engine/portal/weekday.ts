/** The days of a week in their order; hours are declared for one, `sat`, or a stretch of them, `mon-fri`. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** The days a key of the opening hours stands for, or null when it is no such key. A stretch does not wrap. */
export const weekdaysOf = (key: string): readonly Weekday[] | null => {
  const [first, last = first, ...more] = key
    .split('-')
    .map((name) => weekdays.findIndex((day) => day === name))
  if (more.length > 0 || first === undefined || last === undefined || first < 0 || last < first) return null
  return weekdays.slice(first, last + 1)
}
