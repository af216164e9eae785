import { expect, test } from 'vitest'
import type { FieldValue } from '../access/condition.ts'
import type { Field } from '../portal/portal.ts'
import { shownAs, sourcesOf, withComputed, type Expression } from './expression.ts'

const field = (kind: Field['kind']): Field => ({ kind, class: 'operational' })
const practice = { timezone: 'America/Chicago' }
const fields = {
  fee: field('money'),
  tax: field('money'),
  count: field('number'),
  first: field('text'),
  home: field('address'),
  from: field('date'),
  until: field('date'),
  seen: field('date-time'),
}
const computed = (from: Expression): Field => ({ kind: 'computed', class: 'operational', from })

const worked = (from: Expression, cells: Readonly<Record<string, FieldValue>>): FieldValue | undefined =>
  withComputed({ ...fields, made: computed(from) }, { ...cells, made: null }, practice)['made']

test('a sum adds what is there, to the hundredth', () => {
  expect(worked({ sum: ['fee', 'tax'] }, { fee: 0.1, tax: 0.2 })).toBe(0.3)
  expect(worked({ sum: ['fee', 'tax'] }, { fee: 12.5, tax: null })).toBe(12.5)
  expect(worked({ sum: ['fee', 'tax'] }, { fee: null, tax: null })).toBe(null)
})

test('a difference needs both, and of two days is how many lie between', () => {
  expect(worked({ difference: ['fee', 'tax'] }, { fee: 10, tax: 2.75 })).toBe(7.25)
  expect(worked({ difference: ['fee', 'tax'] }, { fee: 10, tax: null })).toBe(null)
  expect(worked({ difference: ['until', 'from'] }, { from: '2026-03-01', until: '2026-03-31' })).toBe(30)
})

test('texts stand one after the other, without those that are blank', () => {
  const join = { join: ['first', 'home'] }
  expect(worked(join, { first: 'Ada', home: '1 A St\n\nAda\nOK\n74820' })).toBe('Ada 1 A St, Ada, OK 74820')
  expect(worked(join, { first: '', home: null })).toBe(null)
})

test('whether something is so is yes or no, and knows of a moment its day at the practice', () => {
  expect(worked({ whether: { count: { '>': 2 } } }, { count: 3 })).toBe(true)
  expect(worked({ whether: { count: { '>': 2 } } }, { count: null })).toBe(false)
  const evening = { seen: '2026-11-24T05:30:00.000Z' }
  expect(worked({ whether: { seen: '2026-11-23' } }, evening)).toBe(true)
})

test('nobody sees what is computed without all it is made of', () => {
  expect(worked({ sum: ['fee', 'tax'] }, { fee: 1 })).toBe(undefined)
  expect(worked({ whether: { count: 1, fee: 2 } }, { fee: 2 })).toBe(undefined)
})

test('what is not computed stays as it is, and what was not granted does not appear', () => {
  const all = { ...fields, made: computed({ sum: ['fee', 'tax'] }) }
  expect(withComputed(all, { fee: 1, tax: 2 }, practice)).toEqual({ fee: 1, tax: 2 })
})

test('what comes of it is shown like a field of its kind', () => {
  const as = (from: Expression) => shownAs(fields, computed(from))?.kind
  expect(as({ sum: ['fee', 'tax'] })).toBe('money')
  expect(as({ difference: ['until', 'from'] })).toBe('number')
  expect(as({ join: ['first', 'home'] })).toBe('text')
  expect(as({ whether: { count: 1 } })).toBe('yes-no')
  expect(shownAs(fields, fields.fee)).toBe(fields.fee)
})

test('its sources are named once each', () => {
  expect(sourcesOf({ sum: ['fee', 'fee', 'tax'] })).toEqual(['fee', 'tax'])
  expect(sourcesOf({ whether: { any: [{ count: 1 }, { count: 2 }] } })).toEqual(['count'])
})
