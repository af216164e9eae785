import { expect, test } from 'vitest'
import type { Field } from '@portico/engine/portal/portal'
import { cellInWords } from './cell-words.ts'

const field = (declared: Partial<Field>): Field => ({ kind: 'text', class: 'clinical', ...declared })

test('values are told in the words of their field and of the reader', () => {
  const pharmacy = field({ kind: 'choice', options: { 'by-mail': { en: 'By mail', es: 'Por correo' } } })
  expect(cellInWords('by-mail', pharmacy, 'es', {})).toBe('Por correo')
  expect(cellInWords(true, field({ kind: 'yes-no' }), 'es', {})).toBe('Sí')
  expect(cellInWords('1958-03-14', field({ kind: 'date' }), 'en', {})).toBe('March 14, 1958')
  expect(cellInWords('x1', field({ kind: 'reference' }), 'en', { x1: 'East' })).toBe('East')
})

test('a blank value is told as not given', () => {
  expect(cellInWords(null, field({}), 'en', {})).toBe('Not given')
})

test('an option that was taken away is still readable', () => {
  expect(cellInWords('river-road', field({ kind: 'choice', options: {} }), 'en', {})).toBe('River road')
})
