import { expect, test } from 'vitest'
import { inHours, justAfter, localMoment, momentAhead, tomorrowMorning } from './jump.ts'

const chicago = 'America/Chicago'
/** The evening before the clocks go forward there. */
const now = '2027-03-13T23:30:00Z'

test('a clock jumps in the practice’s own time, over the night its clocks change too', () => {
  expect(inHours(now, 1)).toBe('2027-03-14T00:30:00Z')
  expect(tomorrowMorning(chicago, now)).toBe('2027-03-14T14:00:00Z')
  expect(localMoment(chicago, now)).toBe('2027-03-13T17:30')
  expect(justAfter('2027-03-14T14:00:00Z')).toBe('2027-03-14T14:00:01Z')
})

test('a moment that is typed must be one, and ahead', () => {
  expect(momentAhead(chicago, now, '2027-03-13T18:00')).toBe('2027-03-14T00:00:00Z')
  expect(momentAhead(chicago, now, '2027-03-13T17:00')).toBeNull()
  expect(momentAhead(chicago, now, 'soon')).toBeNull()
})
