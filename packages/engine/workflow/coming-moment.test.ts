import { expect, test } from 'vitest'
import { hoursSchema } from '../portal/portal.ts'
import { comingMoment } from './coming-moment.ts'

const practice = {
  timezone: 'America/Chicago',
  hours: hoursSchema.parse({ 'mon-fri': '08:00-17:00', closed: ['2026-11-26'] }),
}
const wednesday = '2026-11-25T18:00:00.000Z'

test('a coming time counts the days on which the practice is open, and stands at its own clock', () => {
  expect(comingMoment(practice, 'in 1 open day at 09:30', wednesday)).toBe('2026-11-27T15:30:00.000Z')
  expect(comingMoment(practice, 'in 2 open days at 14:00', wednesday)).toBe('2026-11-30T20:00:00.000Z')
})

test('after the clocks have changed it is still the time of day that was written', () => {
  expect(comingMoment(practice, 'in 5 open days at 09:30', '2027-03-11T18:00:00.000Z')).toBe(
    '2027-03-18T14:30:00.000Z',
  )
})

test('anything else is no coming time', () => {
  for (const text of ['2026-11-27T15:30:00Z', 'in 2 days at 09:30', 'in 2 open days at 25:00', ''])
    expect(comingMoment(practice, text, wednesday)).toBeNull()
  expect(comingMoment({ ...practice, hours: {} }, 'in 1 open day at 09:30', wednesday)).toBeNull()
})
