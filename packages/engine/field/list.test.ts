import { expect, test } from 'vitest'
import { list } from './list.ts'

test('a list is its items in their order, each read as its kind reads it', () => {
  expect(list.parse('Metformin\n\n  Aspirin \r\nMetformin', { of: 'text' })).toEqual({
    ok: true,
    value: 'Metformin\nAspirin\nMetformin',
  })
  expect(list.parse('$1,250\n2,50', { of: 'money' })).toEqual({ ok: true, value: '1250\n2.5' })
  expect(list.parse('9 am\n2 pm', { of: 'time' })).toEqual({ ok: true, value: '09:00\n14:00' })
})

test('one item that cannot be is the reason why the list cannot', () => {
  expect(list.parse('9 am\nsoon', { of: 'time' })).toEqual({ ok: false, reason: 'not-a-time' })
  expect(list.parse('x'.repeat(201), { of: 'text' })).toEqual({ ok: false, reason: 'too-long' })
})

test('it has an end, and is of something', () => {
  expect(list.parse('a\n'.repeat(50), { of: 'text' })).toMatchObject({ ok: true })
  expect(list.parse('a\n'.repeat(51), { of: 'text' })).toEqual({ ok: false, reason: 'too-many' })
  expect(list.parse('a', {})).toEqual({ ok: false, reason: 'not-valid' })
})
