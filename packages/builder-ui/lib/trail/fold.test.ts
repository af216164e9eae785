import { expect, test } from 'vitest'
import { fold, type Told } from './fold.ts'

const told = (seq: number, changes: Partial<Told> = {}): Told => ({
  seq: String(seq),
  at: `2026-11-20T10:00:${String(60 - seq)}Z`,
  verb: 'list',
  outcome: 'done',
  code: null,
  account: 'nora',
  person: null,
  audience: 'staff',
  roles: ['nurse'],
  onBehalfOf: null,
  version: 1,
  table: 'refill',
  records: [],
  patients: [],
  fields: [],
  detail: null,
  address: null,
  browser: null,
  session: null,
  who: 'Nora Nurse',
  references: [],
  ...changes,
})

test('repeats in a row are one line that says how often and since when', () => {
  const [line, ...others] = fold([told(3), told(2), told(1)])
  expect(others).toEqual([])
  expect(line).toMatchObject({ times: 3, since: told(1).at, entry: { seq: '3' } })
})

test('the same thing with something else in between stays apart', () => {
  expect(fold([told(3), told(2, { verb: 'open' }), told(1)]).map(({ times }) => times)).toEqual([1, 1, 1])
})

test('a refused try is never folded into one that was done', () => {
  expect(fold([told(2), told(1, { outcome: 'refused', code: 'not-found' })])).toHaveLength(2)
})

test('counts of what waits, which show no record, are one line whatever table they are of', () => {
  const [line, ...others] = fold([told(3), told(2, { table: 'message' }), told(1)])
  expect(others).toEqual([])
  expect(line).toMatchObject({ times: 3, tables: ['refill', 'message'] })
})

test('lists that showed records stay apart by their table', () => {
  const shown = { records: ['r'], fields: ['dose'] }
  expect(fold([told(2, shown), told(1, { ...shown, table: 'message' })])).toHaveLength(2)
})
