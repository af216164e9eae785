import { expect, test } from 'vitest'
import { agoInWords } from './ago-words.ts'

const now = Date.parse('2026-11-22T15:54:00Z')

test.each([
  ['2026-11-22T15:53:30Z', 'just now'],
  ['2026-11-22T15:53:00Z', '1 minute ago'],
  ['2026-11-21T20:00:00Z', '19 hours ago'],
  ['2026-11-21T15:00:00Z', 'yesterday'],
  // Friday afternoon, told on a Sunday morning.
  ['2026-11-20T22:00:00Z', '2 days ago'],
])('what was at %s was %s, by the calendar of the practice', (at, words) => {
  expect(agoInWords(at, now, 'America/Chicago', 'en')).toBe(words)
})
