import { expect, test } from 'vitest'
import { numberLimit } from './number-limit.ts'

test('a limit is typed like any number, and nothing typed is no limit', () => {
  expect(['0', ' 12 ', '2.5', '2,5', '-3'].map(numberLimit)).toEqual([0, 12, 2.5, 2.5, -3])
  expect(numberLimit('  ')).toBeNull()
})

test('what is no number is no limit either, and is told apart from none', () => {
  for (const typed of ['many', '1 000', '1e3', '--1', '1.']) expect(numberLimit(typed)).toBeUndefined()
})
