import { expect, test } from 'vitest'
import { practice } from '@portico/engine/portal/practice.fixture'
import { foundInList } from './found-in-list.ts'
import type { HeldRow } from './held-list.svelte.ts'

const names = { one: 'Ada Lindqvist', two: 'José Ávila' }
const row = (id: string, patient: string, medication: string, reference: string): HeldRow => ({
  isGone: false,
  record: {
    id,
    table: 'refill',
    cells: { patient, medication },
    hidden: [],
    request: {
      ...{ reference, state: 'submitted', queue: 'nurse', assignee: null, due: null },
      ...{ created: '2026-11-23T10:00:00.000Z', version: 1 },
    },
  },
})
const rows = [row('a', 'one', 'Lisinopril', 'K7F-2QD'), row('b', 'two', 'Metformin', 'YSC-4TT')]
const found = (sought: string) =>
  foundInList(practice, rows, sought, { language: 'en', names }).map(({ record }) => record.id)

test.each([
  ['', ['a', 'b']],
  ['avila jose', ['b']],
  ['k7f', ['a']],
  ['METF', ['b']],
  ['refill', ['a', 'b']],
  ['nobody', []],
])('in a list %j finds by patient, reference and first words', (sought, expected) => {
  expect(found(sought)).toEqual(expected)
})
