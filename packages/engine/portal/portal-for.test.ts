import { expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import { portalFor, strangersPortal } from './portal-for.ts'

test('a patient’s browser learns no name of a field, role, queue or step that is not hers', () => {
  const known = portalFor(maple, 'patient', ['patient'])
  const text = JSON.stringify(known)
  expect(Object.keys(known.tables['refill']?.fields ?? {})).not.toContain('decision_note')
  expect(Object.keys(known.roles)).toEqual(['patient'])
  expect(known.queues).toEqual({})
  for (const role of ['nurse', 'provider', 'front-desk']) expect(text).not.toContain(`"${role}"`)
})

test('staff learn the names of hidden fields, which their screens say are hidden', () => {
  const known = portalFor(maple, 'staff', ['front-desk'])
  expect(Object.keys(known.tables['refill']?.fields ?? {})).toContain('decision_note')
  expect(known.permissions.every(({ role }) => role === 'front-desk')).toBe(true)
})

test('a role of another audience opens nothing, even to an account that holds it', () => {
  expect(portalFor(maple, 'patient', ['nurse']).tables).toEqual({})
})

test('a stranger learns whose portal it is and nothing of what it holds', () => {
  expect(strangersPortal(maple)).toMatchObject({
    name: maple.name,
    tables: {},
    roles: {},
    workflows: {},
    forms: {},
    notices: {},
  })
})
