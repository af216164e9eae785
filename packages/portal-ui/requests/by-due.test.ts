import { expect, test } from 'vitest'
import type { ShownRecord } from '../render/record.ts'
import { byDue } from './by-due.ts'

const record = (id: string, created: string, due: string | null): ShownRecord => ({
  id,
  table: 'refill',
  cells: {},
  hidden: [],
  request: { reference: id, state: 'submitted', queue: 'nurse', assignee: null, due, created, version: 1 },
})

test('of requests due at one time the one that came first stands first, and what is never due last', () => {
  const [morning, noon] = ['2026-11-25T14:00:00.000Z', '2026-11-25T18:00:00.000Z']
  const listed = [
    record('a', '2026-11-23T10:03:00.000Z', morning),
    record('d', '2026-11-23T09:00:00.000Z', null),
    record('b', '2026-11-23T10:01:00.000Z', morning),
    record('c', '2026-11-23T10:02:00.000Z', morning),
    record('e', '2026-11-23T08:00:00.000Z', noon),
  ].toSorted(byDue)
  expect(listed.map(({ id }) => id)).toEqual(['b', 'c', 'a', 'e', 'd'])
})
