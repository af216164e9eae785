import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const field = (kind: string, more = {}) => ({
  kind,
  class: 'operational',
  label: { en: 'X', es: 'X' },
  ...more,
})
const text = { en: 'X', es: 'X' }

test.each([
  ['an unknown role', { 'permissions.1.role': 'gone' }, 'unknown-role permissions.1.role'],
  [
    'a role by a word of prototypes',
    { 'permissions.1.role': 'constructor' },
    'unknown-role permissions.1.role',
  ],
  ['an unknown table', { 'permissions.1.table': 'gone' }, 'unknown-table permissions.1.table'],
  [
    'a field of another table',
    { 'permissions.0.fields.2': 'medication' },
    'unknown-field permissions.0.fields.2',
  ],
  [
    'a field of every request',
    { 'permissions.1.fields.4': 'assignee' },
    'unknown-field permissions.1.fields.4',
  ],
  ['no field', { 'permissions.0.fields': [] }, 'permission-without-fields permissions.0.fields'],
  [
    'private fields for anybody',
    { 'roles.anybody': { audience: 'public', label: text }, 'permissions.0.role': 'anybody' },
    'private-to-public permissions.0.fields.0',
  ],
  [
    'a condition over an unknown field',
    { 'permissions.1.where': { gone: 'me' } },
    'condition-unknown-field permissions.1.where',
  ],
  [
    'a condition over an unknown field of a reference',
    { 'permissions.2.where': { 'patient.gone': 1 } },
    'condition-unknown-field permissions.2.where',
  ],
  [
    'a condition that walks over no reference',
    { 'permissions.1.where': { 'medication.name': 'x' } },
    'condition-unknown-field permissions.1.where',
  ],
  [
    'a condition over a private value',
    { 'permissions.1.where': { medication: 'x' } },
    'condition-private permissions.1.where',
  ],
  [
    'a condition over a private value of a reference',
    { 'permissions.1.where': { 'patient.name': 'x' } },
    'condition-private permissions.1.where',
  ],
  [
    'a private value deep in a condition',
    { 'permissions.1.where': { any: [{ not: { medication: { 'is-blank': true } } }] } },
    'condition-private permissions.1.where',
  ],
  [
    'a fact nobody has',
    { 'permissions.2.where': { 'patient.location': 'me.gone' } },
    'condition-value permissions.2.where',
  ],
  [
    'a private fact',
    {
      'tables.staff.fields.code': field('text', { class: 'identifier' }),
      'permissions.3.where': { location: 'me.code' },
    },
    'condition-value permissions.3.where',
  ],
  [
    'a fact of another sort',
    { 'permissions.2.where': { 'patient.location': 'me.name' } },
    'condition-value permissions.2.where',
  ],
  ['staff as a patient', { 'permissions.2.where': { patient: 'me' } }, 'condition-value permissions.2.where'],
  [
    'me of anybody',
    { 'roles.anybody': { audience: 'public', label: text }, 'permissions.1.role': 'anybody' },
    'condition-value permissions.1.where',
  ],
  [
    'today against a reference',
    { 'permissions.1.where': { patient: 'today' } },
    'condition-value permissions.1.where',
  ],
  [
    'a record id that is none',
    { 'permissions.1.where': { patient: 'ada' } },
    'condition-value permissions.1.where',
  ],
  [
    'a state that does not exist',
    { 'permissions.1.where': { state: 'gone' } },
    'condition-value permissions.1.where',
  ],
  [
    'a queue that does not exist',
    { 'permissions.1.where': { queue: { in: ['nurse', 'gone'] } } },
    'condition-value permissions.1.where',
  ],
  [
    'an order among texts',
    { 'permissions.1.where': { state: { '<': 'approved' } } },
    'condition-order permissions.1.where',
  ],
  [
    'what an address is',
    {
      'tables.refill.fields.place': { kind: 'address', class: 'operational' },
      'permissions.1.where': { place: 'x' },
    },
    'condition-only-blank permissions.1.where',
  ],
  [
    'what a list is',
    {
      'tables.refill.fields.names': { kind: 'list', of: 'text', class: 'operational' },
      'permissions.1.where': { names: 'x' },
    },
    'condition-only-blank permissions.1.where',
  ],
  [
    'what one thing includes',
    { 'permissions.1.where': { state: { includes: 'approved' } } },
    'condition-includes permissions.1.where',
  ],
  [
    'what several things are',
    {
      'tables.refill.fields.needs': {
        kind: 'many-choice',
        class: 'operational',
        options: { chair: { en: 'A chair', es: 'Una silla' } },
      },
      'permissions.1.where': { needs: 'chair' },
    },
    'condition-includes permissions.1.where',
  ],
  [
    'a state on a table without a workflow',
    { 'permissions.3.where': { state: 'submitted' } },
    'condition-unknown-field permissions.3.where',
  ],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})
