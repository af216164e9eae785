import { expect, test } from 'vitest'
import type { Field } from '@portico/engine/portal/portal'
import { cellInWords } from './cell-words.ts'

const zone = 'America/Chicago'
const field = (declared: Partial<Field>): Field => ({ kind: 'text', class: 'clinical', ...declared })

test('values are told in the words of their field and of the reader', () => {
  const pharmacy = field({ kind: 'choice', options: { 'by-mail': { en: 'By mail', es: 'Por correo' } } })
  expect(cellInWords('by-mail', pharmacy, 'es', {}, zone)).toBe('Por correo')
  expect(cellInWords(true, field({ kind: 'yes-no' }), 'es', {}, zone)).toBe('Sí')
  expect(cellInWords('1958-03-14', field({ kind: 'date' }), 'en', {}, zone)).toBe('March 14, 1958')
  expect(cellInWords('x1', field({ kind: 'reference' }), 'en', { x1: 'East' }, zone)).toBe('East')
})

test('a date and time is told in the practice’s zone', () => {
  const at = '2026-11-24T15:30:00.000Z'
  expect(cellInWords(at, field({ kind: 'date-time' }), 'en', {}, zone)).toBe(
    'Tuesday, November 24 at 9:30 AM',
  )
})

test('a blank value is told as not given', () => {
  expect(cellInWords(null, field({}), 'en', {}, zone)).toBe('Not given')
})

test('an option that was taken away is still readable', () => {
  expect(cellInWords('river-road', field({ kind: 'choice', options: {} }), 'en', {}, zone)).toBe('River road')
})
