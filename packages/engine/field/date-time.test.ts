import { expect, test } from 'vitest'
import { asConditionsKnow, dateTime, dayOf } from './date-time.ts'

test('an instant is kept in UTC with milliseconds, whatever its offset was', () => {
  expect(dateTime.parse('2026-11-24T09:30:00-06:00')).toEqual({ ok: true, value: '2026-11-24T15:30:00.000Z' })
  expect(dateTime.parse('2026-11-24T15:30:00Z')).toEqual({ ok: true, value: '2026-11-24T15:30:00.000Z' })
})

test.each(['2026-11-24', '2026-11-24T09:30', '2026-13-01T09:30:00Z', 'tomorrow'])(
  '%s says no instant: without an offset nobody knows whose half past nine it is',
  (typed) => {
    expect(dateTime.parse(typed)).toEqual({ ok: false, reason: 'not-a-date-time' })
  },
)

test('its day is that of the practice, also when it is another day in UTC', () => {
  expect(dayOf('2026-11-24T05:30:00.000Z', 'America/Chicago')).toBe('2026-11-23')
  const fields = {
    at: { kind: 'date-time', class: 'operational' },
    note: { kind: 'text', class: 'operational' },
  } as const
  const values = { at: '2026-11-24T05:30:00.000Z', note: '2026-11-24T05:30:00.000Z' }
  expect(asConditionsKnow(fields, values, 'America/Chicago')).toEqual({ ...values, at: '2026-11-23' })
})
