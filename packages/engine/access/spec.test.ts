import { expect, test } from 'vitest'
import type { Permission, Portal, Verb } from '../portal/portal.ts'
import { ada, asPatient, asStaff, bob, downtown, maple, uptown } from '../testing/maple.ts'
import type { Actor } from './actor.ts'
import { spec } from './spec.ts'

const record = { owner: ada, facts: { patient: ada, 'patient.location': downtown, state: 'submitted' } }
const portalWith = (...permissions: readonly Permission[]): Portal => ({ ...maple, permissions })
const granted = (portal: Portal, actor: Actor, verb: Verb = 'read') => {
  const answer = spec(portal, actor, verb, 'refill', record, '2026-11-23')
  return answer.record ? [...answer.fields] : 'nothing'
}
const base: Permission = { role: 'nurse', table: 'refill', may: ['read'], fields: ['medication'] }

test('the answer is no until a permission says otherwise', () => {
  expect(granted(portalWith(), asStaff('nurse'))).toBe('nothing')
  expect(granted(portalWith(base), asStaff('nurse'))).toEqual(['medication'])
})

test.each<readonly [string, Partial<Permission>]>([
  ['role', { role: 'provider' }],
  ['table', { table: 'patient' }],
  ['verb', { may: ['update', 'create', 'delete', 'export'] }],
  ['record', { where: { state: 'approved' } }],
  ['own location', { where: { 'patient.location': { '!=': 'me.location' } } }],
])('a permission with another %s grants nothing', (_, other) => {
  expect(granted(portalWith({ ...base, ...other }), asStaff('nurse'))).toBe('nothing')
})

test('fields of several roles add up where each reaches the record', () => {
  const other: Permission = { ...base, role: 'provider', fields: ['decision_note'] }
  expect(granted(portalWith(base, other), asStaff('nurse', 'provider'))).toEqual([
    'medication',
    'decision_note',
  ])
})

test('rows of one permission and columns of another never combine', () => {
  const here: Permission = { ...base, fields: ['medication'], where: { 'patient.location': downtown } }
  const there: Permission = { ...base, fields: ['decision_note'], where: { 'patient.location': uptown } }
  expect(granted(portalWith(here, there), asStaff('nurse'))).toEqual(['medication'])
})

test('a verb granted with one set of fields does not lend them to another verb', () => {
  const write: Permission = { ...base, may: ['update'], fields: ['decision_note'] }
  expect(granted(portalWith(base, write), asStaff('nurse'), 'update')).toEqual(['decision_note'])
  expect(granted(portalWith(base, write), asStaff('nurse'), 'read')).toEqual(['medication'])
})

test('no permission lifts a patient’s account over the patient it stands for', () => {
  const everything: Permission = { ...base, role: 'patient', may: ['read'] }
  expect(granted(portalWith(everything), asPatient(ada))).toEqual(['medication'])
  expect(granted(portalWith(everything), asPatient(bob))).toBe('nothing')
  expect(granted(portalWith(everything), asPatient(null))).toBe('nothing')
})

test('what belongs to no patient is not under that ceiling', () => {
  const portal = portalWith({ ...base, role: 'patient', table: 'location', fields: ['name'] })
  const place = { owner: null, facts: {} }
  expect([...spec(portal, asPatient(bob), 'read', 'location', place, '2026-11-23').fields]).toEqual(['name'])
})

test('a table that is not declared grants nothing', () => {
  const portal = portalWith({ ...base, table: 'other' })
  expect(spec(portal, asStaff('nurse'), 'read', 'other', record, '2026-11-23').record).toBe(false)
})
