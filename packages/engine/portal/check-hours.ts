import { daysOf } from '../workflow/opening.ts'
import type { Portal } from './portal.ts'
import { errorAt, type Problem } from './problem.ts'

/** A region such as America/Chicago: an offset would be an hour wrong half the year. */
const isTimezone = (name: string): boolean => {
  if (!/^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/.test(name) && name !== 'UTC') return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const timezoneProblems = (portal: Portal): readonly Problem[] =>
  isTimezone(portal.timezone)
    ? []
    : [
        errorAt(
          'unknown-timezone',
          ['timezone'],
          `"${portal.timezone}" is no time zone. Write a region and a city, such as America/Chicago.`,
        ),
      ]

/** Whether some state is due in business time, which needs a time when the practice is open. */
const usesBusinessTime = (portal: Portal): boolean =>
  Object.values(portal.workflows).some((workflow) =>
    Object.values(workflow.states).some((state) => state.due?.within.includes('business')),
  )

/** How many days a key of the hours names, and which; the fewest hold, so only keys of equal length contradict. */
type Named = { readonly key: string; readonly days: readonly number[] }

const isDayKey = (key: string): boolean => /^[a-z]{3}(-[a-z]{3})?$/.test(key) && daysOf(key).length > 0

const openingProblems = (key: string, opening: unknown, earlier: readonly Named[]): readonly Problem[] => {
  const path = ['hours', key]
  if (!isDayKey(key)) {
    const sentence = `"${key}" is no day of the week. Write mon, tue, wed, thu, fri, sat or sun, or a stretch such as mon-fri.`
    return [errorAt('bad-weekday', path, sentence)]
  }
  const days = daysOf(key)
  const other = earlier.find(
    (named) => named.days.length === days.length && named.days.some((day) => days.includes(day)),
  )
  const [from = '', to = ''] = typeof opening === 'string' ? opening.split('-') : []
  return [
    ...(other
      ? [
          errorAt(
            'weekday-twice',
            path,
            `"${other.key}" and "${key}" say different hours for the same day. Keep one.`,
          ),
        ]
      : []),
    ...(from < to
      ? []
      : [
          errorAt(
            'closes-before-it-opens',
            path,
            `The practice closes at ${to} before it opens at ${from}. Write the earlier time first.`,
          ),
        ]),
  ]
}

export const checkHours = (portal: Portal): readonly Problem[] => {
  const openings = Object.entries(portal.hours).filter(([key]) => key !== 'closed')
  const named = openings.map(([key]) => ({ key, days: daysOf(key) }))
  const problems = openings.flatMap(([key, opening], index) =>
    openingProblems(key, opening, named.slice(0, index)),
  )
  const never = !openings.some(([key]) => isDayKey(key)) && usesBusinessTime(portal)
  return [
    ...timezoneProblems(portal),
    ...problems,
    ...(never
      ? [
          errorAt(
            'never-open',
            ['hours'],
            'Something is due in business time, and the practice is never open. Write its opening hours.',
          ),
        ]
      : []),
  ]
}
