import { Temporal } from 'temporal-polyfill'
import type { Due } from '../portal/portal.ts'
import type { ArmedDeadline } from './effect.ts'
import { answeredBy } from './answered-by.ts'
import { openingOn, opensEver, type Opening, type Practice } from './opening.ts'

/** When a state must be left, and when to remind of it, as instants in UTC. */
export type Deadlines = { readonly remindAt?: string; readonly dueAt: string }

type Span = {
  readonly count: number
  readonly isBusiness: boolean
  readonly unit: 'second' | 'minute' | 'hour' | 'day'
}
type OpenDay = Opening & { readonly date: Temporal.PlainDate }

const millisecondsIn = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/** Eleven years. A practice that is never open within them, or a longer span, is counted in plain time. */
const horizonDays = 4000

const units = ['second', 'minute', 'hour', 'day'] as const

const spanOf = (within: string): Span => {
  const unit = units.find((name) => within.includes(name))
  if (!unit) throw new Error('A span has no unit: the portal was not checked.')
  return { count: Number.parseInt(within, 10), isBusiness: within.includes('business'), unit }
}

const isoOf = (milliseconds: number): string =>
  Temporal.Instant.fromEpochMilliseconds(milliseconds).toString()

const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other)

/** The open stretches from an instant on: today's rest first, then whole days. Ends at the horizon. */
function* openDays(practice: Practice, from: number): Generator<OpenDay> {
  const first = Temporal.Instant.fromEpochMilliseconds(from)
    .toZonedDateTimeISO(practice.timezone)
    .toPlainDate()
  for (let day = 0; day < horizonDays; day += 1) {
    const date = first.add({ days: day })
    const opening = openingOn(practice, date)
    if (opening && opening.closes > from)
      yield { date, opens: Math.max(opening.opens, from), closes: opening.closes }
  }
}

/** The first instant at which this much open time has passed; null if that never comes. */
const afterOpenTime = (practice: Practice, from: number, milliseconds: number): number | null => {
  let left = milliseconds
  for (const { opens, closes } of openDays(practice, from)) {
    if (left <= closes - opens) return opens + left
    left -= closes - opens
  }
  return null
}

/** How much open time lies between two instants. */
const openTimeBetween = (practice: Practice, from: number, to: number): number => {
  let total = 0
  for (const { opens, closes } of openDays(practice, from)) {
    if (opens >= to) break
    total += Math.min(closes, to) - opens
  }
  return total
}

/**
 * One business day is the same time of day on the next open day: what comes in on Tuesday at 10:20 is due on
 * Wednesday at 10:20. What comes in while closed counts as come in at the next opening, and on a day that
 * closes earlier than that time it is due at closing.
 */
const afterOpenDays = (practice: Practice, from: number, days: number): number | null => {
  let start: Temporal.PlainTime | null = null
  let left = days
  for (const { date, opens, closes } of openDays(practice, from)) {
    if (start === null) {
      start = Temporal.Instant.fromEpochMilliseconds(opens)
        .toZonedDateTimeISO(practice.timezone)
        .toPlainTime()
      continue
    }
    left -= 1
    if (left > 0) continue
    const same = date.toZonedDateTime({ timeZone: practice.timezone, plainTime: start }).epochMilliseconds
    return Math.min(Math.max(same, opens), closes)
  }
  return null
}

/** Plain days keep the time of day in the practice's zone; shorter spans are elapsed time. */
const afterPlain = (practice: Practice, from: number, { count, unit }: Span): number =>
  unit === 'day'
    ? Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(practice.timezone).add({ days: count })
        .epochMilliseconds
    : from + count * millisecondsIn[unit]

const afterBusiness = (practice: Practice, from: number, { count, unit }: Span): number | null => {
  if (!opensEver(practice)) return null
  return unit === 'day'
    ? afterOpenDays(practice, from, count)
    : afterOpenTime(practice, from, count * millisecondsIn[unit])
}

/** Three quarters of the time, counted as the deadline itself is: open time of open time, else elapsed. */
const threeQuarters = (practice: Practice, from: number, due: number, isBusiness: boolean): number => {
  const elapsed = from + Math.floor((due - from) * 0.75)
  if (!isBusiness) return elapsed
  return afterOpenTime(practice, from, Math.floor(openTimeBetween(practice, from, due) * 0.75)) ?? elapsed
}

/** When a time that begins at this instant is over, in the practice's own time. */
export const deadlinesOf = (practice: Practice, due: Due, since: string): Deadlines => {
  const from = Temporal.Instant.from(since).epochMilliseconds
  const span = spanOf(due.within)
  const business = span.isBusiness ? afterBusiness(practice, from, span) : null
  const at = business ?? afterPlain(practice, from, span)
  if (due['at 75%'] === undefined) return { dueAt: isoOf(at) }
  return { remindAt: isoOf(threeQuarters(practice, from, at, business !== null)), dueAt: isoOf(at) }
}

/** When a state was entered, and when its request was asked: instants, ISO. */
export type Since = { readonly entered: string; readonly asked: string }

/**
 * The deadlines to arm on entering a state, and what people are told it is due by. What the request is about may begin
 * before that (`begins`): nobody can be waited for any longer than until an hour before then. A time counted from when
 * it was asked may be over already: then it is due at once, and a reminder that belonged to an earlier state is not sent again.
 */
export const armed = (
  practice: Practice,
  due: Due | undefined,
  { entered, asked }: Since,
  begins: string | null = null,
): { readonly deadlines: readonly ArmedDeadline[]; readonly due: string | null } => {
  if (!due) return { deadlines: [], due: null }
  const { remindAt, dueAt: declared } = deadlinesOf(practice, due, due.from === 'start' ? asked : entered)
  const last = begins === null ? null : isoOf(answeredBy(begins))
  const dueAt = last !== null && isBefore(last, declared) ? last : declared
  const remind = due['at 75%']
  const reminders: readonly ArmedDeadline[] =
    remindAt !== undefined &&
    remind !== undefined &&
    isBefore(remindAt, dueAt) &&
    (due.from === undefined || isBefore(entered, remindAt))
      ? [{ transition: remind, kind: 'remind', at: remindAt }]
      : []
  return { deadlines: [...reminders, { transition: due.then, kind: 'due', at: dueAt }], due: dueAt }
}
