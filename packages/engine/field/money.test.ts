import { expect, test } from 'vitest'
import { amountInWords, money } from './money.ts'

test.each([
  ['25', 25],
  ['25.5', 25.5],
  ['25,50', 25.5],
  ['$25.50', 25.5],
  ['US$ 25', 25],
  ['25 €', 25],
  ['25 usd', 25],
  ['1,250', 1250],
  ['1,250.50', 1250.5],
  ['1.250,50', 1250.5],
  ['1 250', 1250],
  ["1'250'000", 1_250_000],
  ['1,250,000.05', 1_250_000.05],
  ['-3.20', -3.2],
  ['0', 0],
  ['-0', 0],
  ['999999999999.99', 999_999_999_999.99],
] as const)('%s is an amount', (typed, value) => {
  expect(money.parse(typed)).toEqual({ ok: true, value })
  expect(money.parse(String(value)), 'typed back').toEqual({ ok: true, value })
})

test.each([
  '',
  'ten',
  '1,25,000',
  '1.250.00',
  '25.505',
  '0,125.5',
  '1e3',
  '12.',
  '$',
  '$$5',
  '1 2',
  '9'.repeat(13),
])('“%s” is no amount', (typed) => {
  expect(money.parse(typed)).toEqual({ ok: false, reason: 'not-an-amount' })
})

test('an amount is told in the currency of the practice', () => {
  expect(amountInWords(1250.5, {}, 'en')).toBe('$1,250.50')
  expect(amountInWords(3, { currency: 'EUR' }, 'en')).toBe('€3.00')
  expect(amountInWords(3, {}, 'es')).toBe('$3.00')
})
