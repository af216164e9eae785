import { expect, test } from 'vitest'
import { hoursSchema } from '../portal/portal.ts'
import { isWithinHours } from './within-hours.ts'

const practice = {
  timezone: 'America/Chicago',
  hours: hoursSchema.parse({ 'mon-fri': '08:00-17:00', closed: ['2026-11-26'] }),
}

test.each([
  ['in the middle of a working day', '2026-11-24T16:00:00Z', true],
  ['as it opens', '2026-11-24T14:00:00Z', true],
  ['a minute before it opens', '2026-11-24T13:59:00Z', false],
  ['as it closes', '2026-11-24T23:00:00Z', false],
  ['on a Saturday', '2026-11-28T16:00:00Z', false],
  ['on a day it is closed', '2026-11-26T16:00:00Z', false],
])('a time %s', (_, at, isOpen) => {
  expect(isWithinHours(practice, at)).toBe(isOpen)
})
