import { expect, test } from 'vitest'
import { wordsToFind } from './words-to-find.ts'

test.each([
  ['3/7/1984', '1984-03-07'],
  ['12-30-1989', '1989-12-30'],
  [' 1984-03-27 ', '1984-03-27'],
  ['mar lop', 'mar lop'],
])('%s is looked for as %s', (typed, words) => {
  expect(wordsToFind(typed)).toBe(words)
})
