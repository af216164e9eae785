import { expect, test } from 'vitest'
import { apply } from '@portico/engine/portal/apply'
import { matrixOf } from '@portico/engine/portal/cell-level'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { check } from '@portico/engine/portal/check'
import { portalWith, practice } from '@portico/engine/portal/practice.fixture'
import {
  besides,
  editsOfVerb,
  editsTo,
  levels,
  levelWords,
  nextLevel,
  openStates,
  tallyWords,
  wasWords,
  type Cells,
} from './cell.ts'
import { presetOf, presetsFor } from './presets.ts'

const edited = (portal: Portal, edits: readonly Edit[]): Portal =>
  edits.reduce((now, edit) => {
    const done = apply(now, edit)
    if (!done.ok) throw new Error(done.refusal[0]?.sentence)
    return done.value.portal
  }, portal)

const fields = Object.keys(practice.tables.refill?.fields ?? {})
const roles = Object.keys(practice.roles)
const one: Cells = { table: 'refill', roles: ['front-desk'], fields: ['pharmacy'] }

test('every cell of the matrix can be brought to every level, alone and all at once', () => {
  for (const level of levels) {
    const blocks = roles.flatMap((role) =>
      fields.map((field) => ({ ...one, roles: [role], fields: [field] })),
    )
    for (const cells of [...blocks, { ...one, roles, fields }]) {
      const edits = editsTo(practice, cells, level)
      expect(edits.length, 'one step of undo, and one edit to save').toBe(1)
      const matrix = matrixOf(edited(practice, edits), 'refill')
      for (const role of cells.roles)
        for (const field of cells.fields) expect(matrix(role, field).level, `${role} ${field}`).toBe(level)
    }
  }
})

test('a cell that is only filled in keeps that when it becomes readable', () => {
  const none = edited(practice, editsTo(practice, one, 'hidden'))
  const filled = edited(none, editsOfVerb(none, one, 'create', true))
  const read = edited(filled, editsTo(filled, one, 'read'))
  expect(matrixOf(filled, 'refill')('front-desk', 'pharmacy').level).toBe('fill-in')
  expect(matrixOf(read, 'refill')('front-desk', 'pharmacy').verbs).toEqual(['read', 'create'])
})

test('what cannot be given to anybody outside stays hidden when a whole row is given', () => {
  const open = portalWith({ 'roles.visitor': { audience: 'public' } })
  const cells = { table: 'refill', roles: ['nurse', 'visitor'], fields }
  const matrix = matrixOf(edited(open, editsTo(open, cells, 'read')), 'refill')
  expect(fields.filter((field) => matrix('nurse', field).level === 'read')).toEqual(fields)
  expect(fields.filter((field) => matrix('visitor', field).level !== 'hidden')).toEqual([])
})

test('a cell says its level, its stages, and what its level does not say', () => {
  expect(openStates(practice, 'refill')).toEqual(['submitted', 'awaiting-decision'])
  const matrix = matrixOf(edited(practice, editsTo(practice, one, 'write-in-state')), 'refill')
  expect(levelWords(matrix('front-desk', 'pharmacy'))).toBe('Change in 2 stages')
  expect(besides(matrix('front-desk', 'pharmacy'))).toEqual(['fills in'])
  expect(besides(matrix('nurse', 'pharmacy'))).toEqual(['all records'])
})

test('what the live version says is told where a verb differs, and of other records only where nothing else does', () => {
  const before = matrixOf(practice, 'refill')('nurse', 'pharmacy')
  const given = edited(practice, editsOfVerb(practice, { ...one, roles: ['nurse'] }, 'create', true))
  const filled = matrixOf(given, 'refill')('nurse', 'pharmacy')
  expect(wasWords(before, filled)).toBe('Read only')
  expect(wasWords(filled, before)).toBe('Read, fills in')
  expect(wasWords(before, { ...before, isEverywhere: false, key: 'other' })).toBeNull()
  const nothing = matrixOf(practice, 'refill')('operations', 'pharmacy')
  expect(wasWords(nothing, before)).toBe('Hidden')
})

test('several cells are counted for everything they may do', () => {
  const matrix = matrixOf(practice, 'refill')
  const cells = [
    matrix('front-desk', 'pharmacy'),
    matrix('nurse', 'pharmacy'),
    matrix('operations', 'pharmacy'),
  ]
  expect(tallyWords(cells)).toBe('2 × Read, 1 × Fill in, 1 × Hidden')
})

test('of patients themselves a patient has her own record, and nothing says or offers more', () => {
  const open = edited(practice, [
    {
      kind: 'add-permission',
      permission: { role: 'patient', table: 'patient', may: ['read'], fields: ['name'] },
    },
  ])
  expect(besides(matrixOf(open, 'patient')('patient', 'name'))).toEqual([])
  const presets = presetsFor(open, 'patient', 'patient')
  expect(presets.map(({ label }) => label)).toEqual(['Their own'])
  expect(presetOf(presets, undefined)?.label).toBe('Their own')
  expect(presetOf(presetsFor(open, 'refill', 'patient'), undefined)?.label).toBe('Their own')
  expect(presetOf(presetsFor(open, 'location', 'patient'), undefined)?.label).toBe('All of them')
})

test('the levels follow each other in a circle', () => {
  const after = (isWritten: boolean) => levels.map((level) => nextLevel(level, isWritten))
  expect(after(true)).toEqual(['read', 'write', 'hidden', 'hidden'])
  expect(after(false), 'computed').toEqual(['read', 'hidden', 'hidden', 'hidden'])
  expect(nextLevel('fill-in', true)).toBe('read')
})

const label = { en: 'Extra', es: 'Extra' }
const amount = { kind: 'money', class: 'clinical' } as const
const computing = portalWith({
  'tables.refill.fields.fee': { ...amount, label: { en: 'Fee', es: 'Tarifa' } },
  'tables.refill.fields.tax': { ...amount, label: { en: 'Tax', es: 'Impuesto' } },
  'tables.refill.fields.total': { kind: 'computed', class: 'clinical', label, from: { sum: ['fee', 'tax'] } },
})
const computedProblems = (portal: Portal): readonly string[] =>
  check(portal).flatMap(({ code }) => (code.startsWith('computed') ? [code] : []))

test('what is worked out is never changed or filled in, and read together with what it is made of', () => {
  const total: Cells = { table: 'refill', roles, fields: ['total'] }
  for (const level of levels) {
    const given = edited(computing, editsTo(computing, total, level))
    const matrix = matrixOf(given, 'refill')
    expect(computedProblems(given), level).toEqual([])
    for (const role of roles)
      for (const field of ['total', 'fee', 'tax'])
        expect(matrix(role, field).level, `${level} ${role} ${field}`).toBe(
          level === 'hidden' ? 'hidden' : 'read',
        )
  }
  expect(editsOfVerb(computing, total, 'create', true)).toEqual([])
  expect(editsOfVerb(computing, total, 'update', true)).toEqual([])
})

test('whoever exports what is worked out exports what it is made of', () => {
  const total: Cells = { table: 'refill', roles: ['front-desk'], fields: ['total'] }
  const read = edited(computing, editsTo(computing, total, 'read'))
  const exported = edited(read, editsOfVerb(read, total, 'export', true))
  expect(computedProblems(exported)).toEqual([])
  expect(matrixOf(exported, 'refill')('front-desk', 'tax').verbs).toEqual(['read', 'export'])
})

test('where a whole row can be changed, what is worked out among it is read', () => {
  const cells = { ...one, fields: Object.keys(computing.tables.refill?.fields ?? {}) }
  for (const level of ['write', 'write-in-state'] as const) {
    const given = edited(computing, editsTo(computing, cells, level))
    const matrix = matrixOf(given, 'refill')
    expect(computedProblems(given), level).toEqual([])
    for (const field of cells.fields)
      expect(matrix('front-desk', field).level, field).toBe(field === 'total' ? 'read' : level)
  }
})
