import { expect, test } from 'vitest'
import type { Field } from '@portico/engine/portal/portal'
import { cellInWords } from './cell-words.ts'

const practice = { timezone: 'America/Chicago' } as const
const field = (declared: Partial<Field>): Field => ({ kind: 'text', class: 'clinical', ...declared })

test('values are told in the words of their field and of the reader', () => {
  const pharmacy = field({ kind: 'choice', options: { 'by-mail': { en: 'By mail', es: 'Por correo' } } })
  expect(cellInWords('by-mail', pharmacy, 'es', {}, practice)).toBe('Por correo')
  expect(cellInWords(true, field({ kind: 'yes-no' }), 'es', {}, practice)).toBe('Sí')
  expect(cellInWords('1958-03-14', field({ kind: 'date' }), 'en', {}, practice)).toBe('March 14, 1958')
  expect(cellInWords('x1', field({ kind: 'reference' }), 'en', { x1: 'East' }, practice)).toBe('East')
})

test('a date and time is told in the practice’s zone', () => {
  const at = '2026-11-24T15:30:00.000Z'
  expect(cellInWords(at, field({ kind: 'date-time' }), 'en', {}, practice)).toBe(
    'Tuesday, November 24 at 9:30 AM',
  )
})

test('a blank value is told as not given', () => {
  expect(cellInWords(null, field({}), 'en', {}, practice)).toBe('Not given')
})

test('an option that was taken away is still readable', () => {
  expect(cellInWords('river-road', field({ kind: 'choice', options: {} }), 'en', {}, practice)).toBe(
    'River road',
  )
})

test('several that were chosen are listed, and an amount is told in the money of the practice', () => {
  const needs = field({
    kind: 'many-choice',
    options: { chair: { en: 'A wheelchair', es: 'Una silla' }, lift: { en: 'The lift' } },
  })
  expect(cellInWords('chair lift', needs, 'en', {}, practice)).toBe('A wheelchair and The lift')
  expect(cellInWords('chair gone-by', needs, 'es', {}, practice)).toBe('Una silla y Gone by')
  expect(cellInWords('1 A St\n\nAda\nOK\n74820', field({ kind: 'address' }), 'es', {}, practice)).toBe(
    '1 A St, Ada, OK 74820',
  )
  const dues = field({ kind: 'list', of: 'money' })
  expect(cellInWords('1250\n2.5', dues, 'en', {}, practice)).toBe('$1,250.00, $2.50')
  const fee = field({ kind: 'money' })
  expect(cellInWords(12.5, fee, 'en', {}, practice)).toBe('$12.50')
  expect(cellInWords(12.5, fee, 'en', {}, { ...practice, currency: 'EUR' })).toBe('€12.50')
})
