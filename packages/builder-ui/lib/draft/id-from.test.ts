import { expect, test } from 'vitest'
import { idFrom } from './id-from.ts'

const free = (): boolean => true

test('an id is the plain words of its English label', () => {
  expect(idFrom('Preferred pharmacy', '_', free)).toBe('preferred_pharmacy')
  expect(idFrom('  Café – naïve? ', '-', free)).toBe('cafe-naive')
  expect(idFrom('2nd phone', '_', free)).toBe('nd_phone')
})

test('a label without any plain letter still gets an id', () => {
  expect(idFrom('¿¡!?', '_', free)).toBe('new')
})

test('an id that is taken gets a number', () => {
  expect(idFrom('Dose', '_', (id) => id !== 'dose' && id !== 'dose_2')).toBe('dose_3')
})

test('an id is never longer than an id may be', () => {
  expect(idFrom('a'.repeat(300), '_', free)).toMatch(/^[a-z][a-z0-9_-]{0,39}$/)
})
