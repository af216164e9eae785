import { expect, test } from 'vitest'
import { practice } from '@portico/engine/portal/practice.fixture'
import { apply } from '@portico/engine/portal/apply'
import type { Portal } from '@portico/engine/portal/portal'
import { editsTo, levelOf, levels, nextLevel, verbsOf } from './cell.ts'

const cells = Object.keys(practice.roles).flatMap((role) =>
  Object.entries(practice.tables).flatMap(([table, { fields }]) =>
    Object.keys(fields).map((field) => ({ role, table, field })),
  ),
)

const edited = (portal: Portal, edits: ReturnType<typeof editsTo>): Portal =>
  edits.reduce((now, edit) => {
    const done = apply(now, edit)
    if (!done.ok) throw new Error(done.refusal[0]?.sentence)
    return done.value.portal
  }, portal)

test('every cell of the matrix can be brought to every level, and back to nothing', () => {
  for (const cell of cells)
    for (const level of levels) {
      const now = edited(practice, editsTo(practice, cell, level))
      const verbs = verbsOf(now, cell.role, cell.table, cell.field)
      expect(levelOf(verbs), `${cell.role} ${cell.table}.${cell.field} ${level}`).toBe(level)
    }
})

test('a cell that is only filled in keeps that when it becomes readable', () => {
  const cell = { role: 'front-desk', table: 'refill', field: 'pharmacy' }
  const none = edited(practice, editsTo(practice, cell, 'none'))
  const filled = edited(none, [{ kind: 'set-cell', ...cell, verb: 'create', on: true }])
  expect(verbsOf(edited(filled, editsTo(filled, cell, 'read')), cell.role, cell.table, cell.field)).toEqual([
    'read',
    'create',
  ])
})

test('the levels follow each other in a circle', () => {
  expect(levels.map((level) => nextLevel(level, false))).toEqual(['read', 'edit', 'none'])
  expect(
    levels.map((level) => nextLevel(level, true)),
    'computed',
  ).toEqual(['read', 'none', 'none'])
})
