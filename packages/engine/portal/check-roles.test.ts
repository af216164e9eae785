import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const text = { en: 'X', es: 'X' }

test.each([
  [
    'the system as an audience',
    { 'roles.x': { audience: 'system', label: text } },
    'role-system roles.x.audience',
  ],
  [
    'a role of people nobody declared',
    { 'tables.staff.people': undefined },
    'role-without-people roles.nurse.audience',
  ],
  [
    'powers for patients',
    { 'roles.patient.powers': ['publish'] },
    'powers-outside-staff roles.patient.powers',
  ],
  [
    'somebody of the staff who acts for a patient',
    { 'roles.nurse.proxy': true },
    'proxy-outside-patients roles.nurse.proxy',
  ],
  ['nobody who can publish', { 'roles.operations.powers': ['build'] }, 'nobody-publishes roles'],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})
