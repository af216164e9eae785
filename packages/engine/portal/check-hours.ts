import type { Portal } from './portal.ts'
import { errorAt, type Problem } from './problem.ts'
import { weekdaysOf, type Weekday } from './weekday.ts'

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

const openingProblems = (key: string, opening: unknown, open: Set<Weekday>): readonly Problem[] => {
  const days = weekdaysOf(key)
  if (days === null)
    return [
      errorAt(
        'bad-weekday',
        ['hours', key],
        `"${key}" is no day of the week. Write mon, tue, wed, thu, fri, sat or sun, or a stretch such as mon-fri.`,
      ),
    ]
  const problems: Problem[] = []
  const twice = days.filter((day) => open.has(day))
  if (twice.length > 0)
    problems.push(
      errorAt(
        'weekday-twice',
        ['hours', key],
        `The opening hours say twice when the practice is open on ${twice.join(', ')}. Keep one.`,
      ),
    )
  for (const day of days) open.add(day)
  const [from = '', to = ''] = typeof opening === 'string' ? opening.split('-') : []
  if (from >= to)
    problems.push(
      errorAt(
        'closes-before-it-opens',
        ['hours', key],
        `The practice closes at ${to} before it opens at ${from}. Write the earlier time first.`,
      ),
    )
  return problems
}

export const checkHours = (portal: Portal): readonly Problem[] => {
  const open = new Set<Weekday>()
  const problems = Object.entries(portal.hours).flatMap(([key, opening]) =>
    key === 'closed' ? [] : openingProblems(key, opening, open),
  )
  const never = open.size === 0 && usesBusinessTime(portal)
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
