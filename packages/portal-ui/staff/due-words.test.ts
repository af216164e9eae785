import { expect, test } from 'vitest'
import { dueInWords } from './due-words.ts'

const now = Date.parse('2026-11-23T15:00:00Z')

test.each([
  ['2026-11-23T17:00:00Z', 'Due in 2 h', 'calm'],
  ['2026-11-23T15:20:00Z', 'Due in 20 min', 'soon'],
  ['2026-11-23T14:40:00Z', 'Late by 20 min', 'late'],
  [null, 'No due time', 'none'],
])('what is due at %s reads "%s"', (due, words, urgency) => {
  expect(dueInWords(due, now, 'en')).toEqual({ words, urgency })
})
