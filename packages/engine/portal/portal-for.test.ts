import { expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import { portalFor, strangersPortal } from './portal-for.ts'
import { portalWith, practice } from './practice.fixture.ts'

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

const patients = portalFor(practice, 'patient', ['patient'])

test.each([
  'decision_note',
  'Decision note',
  'nurse',
  'Nurse',
  '"provider"',
  'Front desk',
  '"queue"',
  'mailbox',
  'staff',
  'escalate',
  'remind',
  'refill-waiting',
  'business',
  'wording',
])('a patient’s browser has no trace of %s', (word) => {
  expect(JSON.stringify(patients)).not.toContain(word)
})

test('a patient’s browser is not told of a table that a field refers to and she may not see', () => {
  expect(patients.tables['patient']?.fields['location']).not.toHaveProperty('to')
  expect(patients.tables['refill']?.fields['patient']?.to).toBe('patient')
})

test('a patient’s browser is not told a condition over what she may not see', () => {
  const where = { patient: 'me', decision_note: { 'is-blank': true } }
  const portal = portalWith({
    'permissions.1.where': where,
    'workflows.refill.transitions.withdraw.only-when': where,
  })
  expect(JSON.stringify(portalFor(portal, 'patient', ['patient']))).not.toContain('decision_note')
  expect(patients.permissions[1]?.where).toEqual({ patient: 'me' })
})

test('a form asks nobody what they may not fill in', () => {
  const portal = portalWith({ 'forms.refill.questions.3': { ask: 'decision_note' } })
  expect(JSON.stringify(portalFor(portal, 'patient', ['patient']).forms)).not.toContain('decision_note')
})
