import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { hoursSchema } from '../portal/portal.ts'
import { randomFrom } from '../testing/random.ts'
import { deadlinesOf } from './deadline.ts'
import type { Practice } from './opening.ts'

const chicago: Practice = {
  timezone: 'America/Chicago',
  hours: hoursSchema.parse({ 'mon-fri': '08:00-17:00', closed: ['2026-11-26', '2026-12-25'] }),
}
const instant = (local: string, zone = 'America/Chicago'): string =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString()
const local = (iso: string, zone = 'America/Chicago'): string =>
  Temporal.Instant.from(iso).toZonedDateTimeISO(zone).toPlainDateTime().toString()
const dueLocal = (within: string, entered: string, practice = chicago): string =>
  local(deadlinesOf(practice, { within, then: 'escalate' }, instant(entered)).dueAt)

describe('business hours', () => {
  test.each([
    ['within one day', '4 business hours', '2026-11-23T09:00', '2026-11-23T13:00:00'],
    ['to the minute of closing', '8 business hours', '2026-11-23T09:00', '2026-11-23T17:00:00'],
    ['over a night', '4 business hours', '2026-11-23T15:00', '2026-11-24T10:00:00'],
    ['over a weekend', '4 business hours', '2026-11-20T15:00', '2026-11-23T10:00:00'],
    ['over a holiday', '4 business hours', '2026-11-25T15:00', '2026-11-27T10:00:00'],
    ['from before opening', '1 business hour', '2026-11-23T05:30', '2026-11-23T09:00:00'],
    ['from after closing', '1 business hour', '2026-11-23T19:30', '2026-11-24T09:00:00'],
    ['from the minute of opening', '1 business hour', '2026-11-23T08:00', '2026-11-23T09:00:00'],
    ['from the minute of closing', '1 business hour', '2026-11-23T17:00', '2026-11-24T09:00:00'],
    ['from midnight', '1 business hour', '2026-11-23T00:00', '2026-11-23T09:00:00'],
    ['from a Saturday', '30 business minutes', '2026-11-21T12:00', '2026-11-23T08:30:00'],
    ['from a holiday', '90 business seconds', '2026-11-26T12:00', '2026-11-27T08:01:30'],
    ['over New Year', '9 business hours', '2026-12-31T12:00', '2027-01-01T12:00:00'],
    ['for about a year', '2250 business hours', '2026-01-05T08:00', '2026-12-21T17:00:00'],
  ])('%s: %s from %s are over at %s', (_, within, entered, due) => {
    expect(dueLocal(within, entered)).toBe(due)
  })
})

describe('business days keep the time of day', () => {
  test.each([
    ['to the next day', '1 business day', '2026-11-23T10:20', '2026-11-24T10:20:00'],
    ['over a weekend', '1 business day', '2026-11-20T10:20', '2026-11-23T10:20:00'],
    ['over a holiday', '2 business days', '2026-11-25T10:20', '2026-11-30T10:20:00'],
    [
      'from before opening, as if come in at opening',
      '1 business day',
      '2026-11-23T06:00',
      '2026-11-24T08:00:00',
    ],
    [
      'from after closing, as if come in at the next opening',
      '1 business day',
      '2026-11-23T18:00',
      '2026-11-25T08:00:00',
    ],
    ['from the minute of closing, too', '1 business day', '2026-11-23T17:00', '2026-11-25T08:00:00'],
    ['from a Sunday', '1 business day', '2026-11-22T12:00', '2026-11-24T08:00:00'],
    ['when clocks go back', '1 business day', '2026-10-30T10:20', '2026-11-02T10:20:00'],
    ['when clocks go forward', '1 business day', '2026-03-06T10:20', '2026-03-09T10:20:00'],
  ])('%s: %s from %s is %s', (_, within, entered, due) => {
    expect(dueLocal(within, entered)).toBe(due)
  })

  test('but are over at closing on a day that closes earlier', () => {
    const short = { ...chicago, hours: { 'mon-thu': '08:00-17:00', fri: '08:00-12:00' } }
    expect(dueLocal('1 business day', '2026-11-19T15:00', short)).toBe('2026-11-20T12:00:00')
  })
})

describe('plain time', () => {
  test.each([
    ['30 seconds', '2026-11-21T12:00', '2026-11-21T12:00:30'],
    ['90 minutes', '2026-11-20T23:00', '2026-11-21T00:30:00'],
    ['48 hours', '2026-11-20T15:00', '2026-11-22T15:00:00'],
    ['2 days', '2026-11-20T15:00', '2026-11-22T15:00:00'],
    ['24 hours', '2026-10-31T15:00', '2026-11-01T14:00:00'],
    ['1 day', '2026-10-31T15:00', '2026-11-01T15:00:00'],
    ['24 hours', '2026-03-07T15:00', '2026-03-08T16:00:00'],
    ['1 day', '2026-03-07T15:00', '2026-03-08T15:00:00'],
    ['365 days', '2026-11-20T15:00', '2027-11-20T15:00:00'],
  ])('%s from %s are over at %s', (within, entered, due) => {
    expect(dueLocal(within, entered)).toBe(due)
  })
})

describe('the reminder falls at three quarters', () => {
  const reminded = (within: string, entered: string): string =>
    local(
      deadlinesOf(chicago, { within, 'at 75%': 'remind', then: 'escalate' }, instant(entered)).remindAt ?? '',
    )

  test.each([
    ['of business hours', '4 business hours', '2026-11-20T15:00', '2026-11-23T09:00:00'],
    ['of a business day’s open time', '1 business day', '2026-11-23T17:00', '2026-11-24T14:45:00'],
    ['of plain time', '4 hours', '2026-11-20T15:00', '2026-11-20T18:00:00'],
  ])('%s', (_, within, entered, remind) => {
    expect(reminded(within, entered)).toBe(remind)
  })

  test('and only where one is declared', () => {
    expect(
      deadlinesOf(chicago, { within: '1 hour', then: 'x' }, instant('2026-11-23T09:00')),
    ).not.toHaveProperty('remindAt')
  })
})

describe('opening hours', () => {
  test.each([
    ['never', {}],
    ['backwards', { 'mon-sun': '17:00-08:00' }],
    ['on days that do not exist', { holidays: '08:00-17:00' }],
  ])('that are %s leave plain time, and no endless search', (_, hours) => {
    expect(dueLocal('4 business hours', '2026-11-23T09:00', { ...chicago, hours })).toBe(
      '2026-11-23T13:00:00',
    )
    expect(dueLocal('1 business day', '2026-11-23T09:00', { ...chicago, hours })).toBe('2026-11-24T09:00:00')
  })
})

/** Counts open minutes one by one by what a clock on the wall shows: slow, and obvious. */
const openMinutes = (practice: Practice, entered: string, due: string): number => {
  const minute = 60_000
  const [from, to] = [
    Temporal.Instant.from(entered).epochMilliseconds,
    Temporal.Instant.from(due).epochMilliseconds,
  ]
  let [open, wall] = [0, 0]
  for (let at = from; at < to; at += minute) {
    // No zone of these tests changes its clocks but on a quarter of an hour.
    const isQuarter = at % (15 * minute) === 0
    wall = at === from || isQuarter ? at + offsetAt(at, practice.timezone) : wall + minute
    const clock = new Date(wall).toISOString()
    const weekday = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(wall).getUTCDay()]!
    const [opens = '', closes = ''] = (practice.hours[weekday] ?? '').split('-')
    const isClosed = practice.hours.closed?.includes(clock.slice(0, 10)) ?? false
    if (!isClosed && opens !== '' && clock.slice(11, 16) >= opens && clock.slice(11, 16) < closes) open += 1
  }
  return open
}
const offsetAt = (milliseconds: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000

const seed = Number(process.env['SEED'] ?? 42)

test(`the open minutes until a deadline are its span, and until its reminder three quarters of it (SEED=${seed})`, () => {
  const random = randomFrom(seed)
  // Around the changes of the clocks in both directions, and around nothing in particular.
  const zones = [
    { timezone: 'America/Chicago', around: ['2026-03-07', '2026-10-31', '2026-11-24', '2026-12-30'] },
    { timezone: 'Australia/Lord_Howe', around: ['2026-04-04', '2026-10-03'] },
    { timezone: 'Europe/Madrid', around: ['2026-03-28', '2026-10-24'] },
  ]
  // No practice opens or closes while clocks change: then "open until 01:30" would have two meanings.
  const openings = ['00:00', '03:30', '08:00', '09:30']
  const closings = ['12:00', '17:00', '23:59']
  for (let run = 0; run < 80; run += 1) {
    const { timezone, around } = random.pick(zones)
    const first = Temporal.PlainDate.from(random.pick(around))
    const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].filter(() => random.chance(0.7))
    const hours = hoursSchema.parse({
      ...Object.fromEntries(
        [...weekdays, 'sun'].map((day) => [day, `${random.pick(openings)}-${random.pick(closings)}`]),
      ),
      closed: [1, 2, 3]
        .map((days) => first.add({ days: days * 2 }).toString())
        .filter(() => random.chance(0.3)),
    })
    const practice: Practice = { timezone, hours }
    const entered = first
      .toZonedDateTime({ timeZone: timezone, plainTime: '00:00' })
      .add({ minutes: random.below(2 * 24 * 60) })
      .toInstant()
      .toString()
    const quarters = 1 + random.below(200)
    const due = { within: `${quarters * 4} business minutes`, 'at 75%': 'remind', then: 'escalate' }
    const { dueAt, remindAt } = deadlinesOf(practice, due, entered)
    const where = JSON.stringify({ practice, entered, due, dueAt, remindAt })
    expect(openMinutes(practice, entered, dueAt), where).toBe(quarters * 4)
    expect(openMinutes(practice, entered, remindAt!), where).toBe(quarters * 3)
    const before = Temporal.Instant.from(dueAt).subtract({ minutes: 1 }).toString()
    expect(openMinutes(practice, before, dueAt), `not the first such minute: ${where}`).toBe(1)
  }
}, 60_000)
