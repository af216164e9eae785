import { expect, test } from 'vitest'
import { freeId, idFrom } from './free-id.ts'

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

test('an id takes no word of health, because it stays when the name has changed', () => {
  expect(freeId('workflow', 'HIV test', {})).toBe('workflow')
  expect(freeId('workflow', 'HIV test', { workflow: {} })).toBe('workflow-2')
  expect(freeId('notice', 'HIV test waiting', {})).toBe('waiting')
  expect(freeId('form', 'Letter about diabetes for school', {})).toBe('letter-about-for-school')
  expect(freeId('workflow', 'Parking letter 2', {})).toBe('parking-letter-2')
})

test('a field keeps its words, which no address and no message shows', () => {
  expect(freeId('field', 'Blood pressure', {}, '_')).toBe('blood_pressure')
})

test('an id that means something already gets a number', () => {
  expect(freeId('table', 'User', {})).toBe('user-2')
})
