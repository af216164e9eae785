import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '../access/condition.ts'
import { apply } from './apply.ts'
import { matrixOf } from './cell-level.ts'
import { statesIn, statesOfTable, withStates } from './cell-states.ts'
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

const block = (set: Omit<Extract<Edit, { kind: 'set-cells' }>, 'kind' | 'table'>): Edit => ({
  kind: 'set-cells',
  table: 'refill',
  ...set,
})
const cells = ['patient', 'medication', 'pharmacy', 'days_left', 'decision_note']

test('a block of cells is what its cells are one by one, and one edit takes it back', () => {
  const roles = ['patient', 'front-desk', 'nurse']
  fc.assert(
    fc.property(
      fc.subarray(roles, { minLength: 1 }),
      fc.subarray(cells, { minLength: 1 }),
      fc.dictionary(fc.constantFrom('read', 'create', 'update', 'export'), fc.boolean(), {
        noNullPrototype: true,
      }),
      (chosen, fields, may) => {
        const edit = block({ roles: chosen, fields, may })
        const together = after(edit)
        for (const role of roles)
          for (const field of cells)
            for (const verb of ['read', 'create', 'update', 'export'] as const)
              expect(mayEver(together, role, verb, 'refill', field), `${role} ${verb} ${field}`).toBe(
                chosen.includes(role) && fields.includes(field) && verb in may
                  ? may[verb]
                  : mayEver(practice, role, verb, 'refill', field),
              )
        const done = apply(practice, edit)
        if (done.ok) expect(after(done.value.inverse, done.value.portal)).toEqual(practice)
      },
    ),
    { numRuns: 100 },
  )
})

test('a block names only what is there', () => {
  for (const edit of [
    block({ roles: ['front-desk'], fields: ['gone'], may: { read: true } }),
    block({ roles: ['gone'], fields: ['medication'], may: { read: true } }),
  ])
    expect(apply(practice, edit).ok).toBe(false)
})

const inStates = (states: readonly string[] | null, portal: Portal = practice): Portal =>
  after(
    block({ roles: ['front-desk'], fields: ['pharmacy'], may: { read: true, update: true }, states }),
    portal,
  )

test('a cell that may be changed in some states only keeps its records, and gets every state back', () => {
  const some = inStates(['submitted', 'awaiting-decision'])
  expect(matrixOf(some, 'refill')('front-desk', 'pharmacy')).toMatchObject({
    level: 'write-in-state',
    states: ['submitted', 'awaiting-decision'],
  })
  expect(of(some, 'front-desk').find(({ may }) => may.includes('update'))?.where).toEqual({
    'patient.location': 'me.location',
    state: { in: ['submitted', 'awaiting-decision'] },
  })
  const one = inStates(['submitted'], some)
  expect(matrixOf(one, 'refill')('front-desk', 'pharmacy').states).toEqual(['submitted'])
  const every = inStates(null, one)
  expect(matrixOf(every, 'refill')('front-desk', 'pharmacy').level).toBe('write')
  expect(of(every, 'front-desk').find(({ may }) => may.includes('update'))?.where).toEqual({
    'patient.location': 'me.location',
  })
})

/** No state here stands for all the others. */
test.each<[Condition, readonly string[] | null]>([
  [{ state: 'submitted' }, ['submitted']],
  [{ any: [{ state: 'submitted' }, { state: 'awaiting-decision' }] }, ['submitted', 'awaiting-decision']],
  [{ any: [{ state: 'submitted' }, { patient: 'me' }] }, null],
  [{ not: { state: { in: ['submitted'] } } }, []],
  [{ all: [{ patient: 'me' }, { state: { '!=': 'submitted' } }] }, []],
  [{ patient: 'me' }, null],
])('the states in which %j can hold are found', (where, expected) => {
  const others = statesOfTable(practice, 'refill').filter((state) => state !== 'submitted')
  expect(statesIn(practice, 'refill', where)).toEqual(expected?.length === 0 ? others : expected)
  // Whatever the condition was, any state means any state.
  expect(statesIn(practice, 'refill', withStates(practice, 'refill', where, null))).toBe(null)
  expect(statesIn(practice, 'refill', withStates(practice, 'refill', where, ['submitted']))).toEqual([
    'submitted',
  ])
})
