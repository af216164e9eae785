import { clauseOf, matches, type Condition } from '@portico/engine/access/condition'
import { expect, test } from 'vitest'
import { conditionOf, rowsOf, type Row } from './rows.ts'

const paths = ['state', 'patient', 'patient.location', 'wanted_by']
const scalars = ['me', 'me.location', 'today', 'submitted', '2026-11-20', 3, true]
const compares = ['=', '!=', '<', '<=', '>', '>=', 'in'] as const

/** Every line there can be, over a few paths and one value of each sort. */
const lines: readonly Row[] = paths.flatMap((path) => [
  { path, how: 'blank', values: [] },
  { path, how: 'filled', values: [] },
  ...compares.flatMap((how) => scalars.map((value): Row => ({ path, how, values: [value] }))),
])

test('every line becomes a condition and the same line again', () => {
  for (const line of lines)
    expect(rowsOf(conditionOf({ mode: 'all', rows: [line] }) ?? undefined)?.rows).toEqual([line])
})

test('several lines become a condition and the same lines again, all of them or any', () => {
  for (const mode of ['all', 'any'] as const)
    for (const [at, line] of lines.entries()) {
      const rows = [line, ...lines.slice((at * 7) % lines.length).slice(0, 2)]
      expect(rowsOf(conditionOf({ mode, rows }) ?? undefined)).toEqual({ mode, rows })
    }
})

test('a condition read as lines and written again means the same', () => {
  const conditions: readonly Condition[] = [
    { patient: 'me' },
    { 'patient.location': 'me.location', state: 'submitted' },
    { any: [{ state: { in: ['a', 'b'] } }, { all: [{ count: { '>': 2 } }] }] },
  ]
  const viewpoint = { me: 'ada', meFacts: { location: 'east' }, today: '2026-11-22' }
  for (const condition of conditions) {
    const rows = rowsOf(condition)
    const again = rows && conditionOf(rows)
    for (const facts of [
      { patient: 'ada', 'patient.location': 'east', state: 'submitted', count: 3 },
      { patient: 'bob', 'patient.location': 'west', state: 'b', count: 1 },
    ])
      expect(matches(again ?? undefined, facts, viewpoint)).toBe(matches(condition, facts, viewpoint))
  }
})

test('parts within parts are left to be read, and never flattened', () => {
  expect(rowsOf({ not: { patient: 'me' } })).toBeNull()
  expect(rowsOf({ any: [{ state: 'a' }, { all: [{ count: 1 }, { patient: 'me' }] }] })).toBeNull()
})

test('no condition at all is no lines, and no lines are no condition', () => {
  expect(rowsOf(undefined)).toEqual({ mode: 'all', rows: [] })
  expect(conditionOf({ mode: 'all', rows: [] })).toBeNull()
  expect(clauseOf(undefined)).toEqual({ kind: 'all', of: [] })
})
