import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply } from './apply.ts'
import { compare } from './compare.ts'
import type { Edit } from './edit.ts'
import { mayEver } from './grants.ts'
import type { Portal } from './portal.ts'
import { portalWith, practice } from './practice.fixture.ts'

const after = (edit: Edit, portal: Portal = practice): Portal => {
  const result = apply(portal, edit)
  if (!result.ok) throw new Error(result.refusal.map(({ sentence }) => sentence).join(' '))
  return result.value.portal
}
const cell = (
  role: string,
  field: string,
  verb: 'read' | 'create' | 'update',
  on: boolean,
  table = 'refill',
): Edit => ({
  kind: 'set-cell',
  role,
  table,
  field,
  verb,
  on,
})
const of = (portal: Portal, role: string, table = 'refill') =>
  portal.permissions.filter((permission) => permission.role === role && permission.table === table)

test('a cell joins the permission its role has for the verb, under the same condition', () => {
  expect(of(after(cell('front-desk', 'decision_note', 'read', true)), 'front-desk')).toEqual([
    {
      role: 'front-desk',
      table: 'refill',
      may: ['read'],
      fields: ['patient', 'medication', 'pharmacy', 'days_left', 'decision_note'],
      where: { 'patient.location': 'me.location' },
    },
    {
      role: 'front-desk',
      table: 'refill',
      may: ['create'],
      fields: ['patient', 'medication', 'pharmacy', 'days_left'],
      where: { 'patient.location': 'me.location' },
    },
  ])
})

test('a cell takes the condition of what its role may read when the verb is new', () => {
  const [, changed] = of(after(cell('front-desk', 'pharmacy', 'update', true)), 'front-desk')
  expect(changed).toEqual({
    role: 'front-desk',
    table: 'refill',
    may: ['update'],
    fields: ['pharmacy'],
    where: { 'patient.location': 'me.location' },
  })
})

test('a cell of a patient without permissions reaches only her own records', () => {
  const portal = portalWith({
    permissions: practice.permissions.filter(({ table, role }) => table !== 'refill' || role !== 'patient'),
  })
  expect(of(after(cell('patient', 'medication', 'read', true), portal), 'patient')).toEqual([
    { role: 'patient', table: 'refill', may: ['read'], fields: ['medication'], where: { patient: 'me' } },
  ])
})

test('a cell taken away leaves the other verbs and fields', () => {
  const portal = after(cell('front-desk', 'medication', 'read', false))
  expect(mayEver(portal, 'front-desk', 'read', 'refill', 'medication')).toBe(false)
  expect(mayEver(portal, 'front-desk', 'create', 'refill', 'medication')).toBe(true)
  expect(mayEver(portal, 'front-desk', 'read', 'refill', 'pharmacy')).toBe(true)
})

test('a cell the last one taken away leaves no permission', () => {
  const portal = portalWith({ 'permissions.0.fields': ['name'] })
  expect(of(after(cell('patient', 'name', 'read', false, 'patient'), portal), 'patient', 'patient')).toEqual(
    [],
  )
})

test('a cell switched on and off again grants what it did before', () => {
  const on = after(cell('front-desk', 'decision_note', 'read', true))
  const off = after(cell('front-desk', 'decision_note', 'read', false), on)
  expect(compare(practice, off)).toEqual([])
})

test('a cell is exactly the one that was switched, whatever the permissions were', () => {
  const roles = ['patient', 'front-desk', 'nurse']
  const fields = ['patient', 'medication', 'pharmacy']
  const conditions = [undefined, { patient: 'me' }, { state: 'submitted' }]
  const verbs = ['read', 'create', 'update'] as const
  const permission = fc.record({
    role: fc.constantFrom(...roles),
    table: fc.constant('refill'),
    may: fc.uniqueArray(fc.constantFrom(...verbs), { minLength: 1 }),
    fields: fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1 }),
    where: fc.constantFrom(...conditions),
  })
  const matrix = (portal: Portal) =>
    roles.flatMap((role) =>
      fields.flatMap((field) =>
        verbs.map((verb) => [role, field, verb, mayEver(portal, role, verb, 'refill', field)].join(' ')),
      ),
    )
  fc.assert(
    fc.property(
      fc.array(permission, { maxLength: 6 }),
      fc.constantFrom(...roles),
      fc.constantFrom(...fields),
      fc.constantFrom(...verbs),
      fc.boolean(),
      (permissions, role, field, verb, on) => {
        const portal = portalWith({
          permissions: permissions.map(({ where, ...rest }) => ({ ...rest, ...(where && { where }) })),
        })
        const changed = after(cell(role, field, verb, on), portal)
        const switched = [role, field, verb].join(' ')
        expect(matrix(changed).filter((row) => !row.startsWith(switched))).toEqual(
          matrix(portal).filter((row) => !row.startsWith(switched)),
        )
        expect(mayEver(changed, role, verb, 'refill', field)).toBe(on)
      },
    ),
    { numRuns: 100 },
  )
})
