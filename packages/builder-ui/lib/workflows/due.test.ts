import { expect, test } from 'vitest'
import { units, withinOf, withinText } from './due.ts'

test('every time a stage can be given reads back as it was written', () => {
  for (const unit of units)
    for (const count of [1, 2, 9999]) expect(withinOf(withinText({ count, unit }))).toEqual({ count, unit })
})

test('one of something is written in the singular', () => {
  expect(withinText({ count: 1, unit: 'business hours' })).toBe('1 business hour')
  expect(withinText({ count: 4, unit: 'business hours' })).toBe('4 business hours')
})
