import { expect, test } from 'vitest'
import { spec } from '../access/spec.ts'
import { ada, asPatient, asStaff, maple } from '../testing/maple.ts'
import { whatMay } from './what-may.ts'

test('names every permission of the roles held, table by table, and the steps of each workflow', () => {
  const { tables, steps } = whatMay(maple, asStaff('front-desk'))
  expect(tables.map(({ table }) => table)).toContain('refill')
  for (const { grounds } of tables)
    for (const { permission, role, sentence } of grounds) {
      expect(maple.permissions[permission - 1]?.role).toBe(role)
      expect(sentence).toMatch(/^\*Front desk\* can /)
    }
  expect(steps.join()).toMatch(/^\*Refill\*: can begin one/)
})

test('a role of another audience gives nothing, and who holds none may nothing', () => {
  expect(whatMay(maple, { ...asPatient(ada), roles: ['provider', 'nobody'] })).toEqual({
    tables: [],
    steps: [],
    powers: [],
  })
})

test('says nothing of a table exactly where the oracle grants nothing on any record', () => {
  const actor = asStaff('provider')
  const told = new Set(whatMay(maple, actor).tables.map(({ table }) => table))
  for (const table of Object.keys(maple.tables)) {
    const open = { ...maple, permissions: maple.permissions.map(({ where: _, ...rest }) => rest) }
    const granted = (['read', 'create', 'update', 'delete', 'export'] as const).some(
      (verb) => spec(open, actor, verb, table, { owner: null, facts: {} }, '2026-11-23').record,
    )
    expect(told.has(table), table).toBe(granted)
  }
})

test('a power is listed once, whichever of the roles gives it', () => {
  const roles = {
    ...maple.roles,
    nurse: { audience: 'staff', powers: ['build', 'publish'] },
    provider: { audience: 'staff', powers: ['build'] },
  } as const
  expect(whatMay({ ...maple, roles }, { ...asStaff('nurse'), roles: ['nurse', 'provider'] }).powers).toEqual([
    'build',
    'publish',
  ])
})
