import { expect, test } from 'vitest'
import { practice } from '../portal/practice.fixture.ts'
import { fitsWithin } from './fits-within.ts'

const fits = (spans: readonly string[], whole: string): boolean =>
  fitsWithin(practice, spans, whole, '2026-11-03T16:00:00Z')

test('times that pass one after another fit where something is left of the whole', () => {
  expect(fits([], '1 hour')).toBe(true)
  expect(fits(['1 business day', '4 business hours'], '2 business days')).toBe(true)
  expect(fits(['1 business day', '1 business day'], '2 business days')).toBe(false)
  expect(fits(['3 business days'], '2 business days')).toBe(false)
})

test('a business day fits into two days only where no weekend lies between', () => {
  expect(fits(['1 business day'], '2 days')).toBe(false)
  expect(fits(['1 business day'], '4 days')).toBe(true)
})
