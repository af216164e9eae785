import { expect, test } from 'vitest'
import { checkDraft } from './check-draft.ts'
import { portalWith, practice, problemCodes } from './practice.fixture.ts'
import { waitedIn } from './waited-in.ts'

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

test('of a queue that open requests wait in nobody is told that none ever does', () => {
  const draft = portalWith({ 'workflows.refill.states.submitted.queue': 'provider' })
  const unused = (queues: readonly string[]) =>
    checkDraft(draft, { portal: practice, queues }).filter(({ code }) => code === 'queue-unused')
  const queues = waitedIn([{ portal: practice, workflow: 'refill' }])
  expect(queues).toEqual(['nurse', 'provider'])
  expect(unused([]).map(({ path }) => path)).toEqual([['queues', 'nurse']])
  expect(unused(queues)).toEqual([])
})
