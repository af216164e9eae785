import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const text = { en: 'X', es: 'X' }

test.each([
  ['an unknown role', { 'queues.nurse.roles.1': 'gone' }, 'unknown-role queues.nurse.roles.1'],
  ['patients in a queue', { 'queues.nurse.roles.1': 'patient' }, 'queue-outside-staff queues.nurse.roles.1'],
  [
    'a role that may not read',
    { 'queues.nurse.roles.1': 'operations' },
    'queue-without-read queues.nurse.roles.1',
  ],
  [
    'a queue nothing waits in',
    { 'queues.other': { label: text, roles: ['nurse'] } },
    'queue-unused queues.other',
  ],
  [
    'a queue nobody works',
    { 'queues.provider.roles': ['nurse'] },
    'queue-nobody-works workflows.refill.states.awaiting-decision.queue',
  ],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})
