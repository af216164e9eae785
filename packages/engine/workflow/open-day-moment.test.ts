import { expect, test } from 'vitest'
import { hoursSchema } from '../portal/portal.ts'
import { openDayMoment } from './open-day-moment.ts'

const practice = {
  timezone: 'America/Chicago',
  hours: hoursSchema.parse({ 'mon-fri': '08:00-17:00', closed: ['2026-11-26'] }),
}
const wednesday = '2026-11-25T18:00:00.000Z'

test('a time counts the days on which the practice is open, and stands at its own clock', () => {
  expect(openDayMoment(practice, 'in 1 open day at 09:30', wednesday)).toBe('2026-11-27T15:30:00.000Z')
  expect(openDayMoment(practice, 'in 2 open days at 14:00', wednesday)).toBe('2026-11-30T20:00:00.000Z')
})

test('a time may as well be past', () => {
  expect(openDayMoment(practice, '1 open day ago at 16:00', wednesday)).toBe('2026-11-24T22:00:00.000Z')
  expect(openDayMoment(practice, '3 open days ago at 16:00', '2026-12-01T18:00:00.000Z')).toBe(
    '2026-11-25T22:00:00.000Z',
  )
  expect(openDayMoment(practice, '0 open days ago at 08:00', wednesday)).toBe('2026-11-25T14:00:00.000Z')
})

test('after the clocks have changed it is still the time of day that was written', () => {
  expect(openDayMoment(practice, 'in 5 open days at 09:30', '2027-03-11T18:00:00.000Z')).toBe(
    '2027-03-18T14:30:00.000Z',
  )
})

test('anything else is no such time', () => {
  for (const text of ['2026-11-27T15:30:00Z', 'in 2 days at 09:30', 'in 2 open days at 25:00', ''])
    expect(openDayMoment(practice, text, wednesday)).toBeNull()
  expect(openDayMoment({ ...practice, hours: {} }, 'in 1 open day at 09:30', wednesday)).toBeNull()
})
