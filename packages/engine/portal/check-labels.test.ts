import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const codes = (parts: Readonly<Record<string, unknown>>) =>
  problemCodes(parts).filter((code) => code.startsWith('same-label'))

test('two fields of one table may not be called the same, in either language', () => {
  expect(codes({ 'tables.refill.fields.days_left.label': { en: ' medicine', es: 'Días' } })).toEqual([
    'same-label tables.refill.fields.days_left.label',
  ])
  expect(codes({ 'tables.refill.fields.days_left.label': { en: 'Days', es: 'Medicamento' } })).toEqual([
    'same-label tables.refill.fields.days_left.label',
  ])
})

test('fields of different tables may be called the same', () => {
  expect(codes({})).toEqual([])
})

test('two tables, and two roles, may not be called the same', () => {
  expect(codes({ 'tables.location.label': { en: 'Refill' } })).toEqual(['same-label tables.refill.label'])
  expect(codes({ 'roles.provider.label': { en: 'Nurse' } })).toEqual(['same-label roles.provider.label'])
})

test('two queues may not be called the same', () => {
  const queue = { label: { en: 'Front desk' }, roles: ['nurse'] }
  expect(codes({ 'queues.one': queue, 'queues.two': queue })).toEqual(['same-label queues.two.label'])
})

test('what nobody gave a label is called by its id, and that counts', () => {
  expect(codes({ 'tables.location.label': undefined, 'tables.staff.label': { en: 'Location' } })).toEqual([
    'same-label tables.staff.label',
  ])
})
