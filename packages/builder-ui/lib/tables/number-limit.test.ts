import { expect, test } from 'vitest'
import { numberLimit } from './number-limit.ts'

test('a limit is typed like any number, and nothing typed is no limit', () => {
  const typed = ['0', ' 12 ', '2.5', '2,5', '-3']
  expect(typed.map((one) => numberLimit(one, 'number'))).toEqual([0, 12, 2.5, 2.5, -3])
  expect(numberLimit('  ', 'number')).toBeNull()
})

test('a limit of money is typed like any amount', () => {
  const typed = ['$1,250.50', '1.250,50 USD', ' 20 ', '']
  expect(typed.map((one) => numberLimit(one, 'money'))).toEqual([1250.5, 1250.5, 20, null])
  expect(numberLimit('2.555', 'money')).toBeUndefined()
})

test('what is no number is no limit either, and is told apart from none', () => {
  for (const typed of ['many', '1 000', '1e3', '--1', '1.'])
    expect(numberLimit(typed, 'number')).toBeUndefined()
})
