import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const step = 'workflows.refill.transitions'
const stage = 'workflows.refill.states'

test.each([
  [
    'a step from an end',
    { [`${step}.approve.from`]: ['awaiting-decision', 'withdrawn'] },
    'from-an-end workflows.refill.transitions.approve.from.1',
  ],
  [
    'a step from nowhere',
    { [`${step}.approve.from.1`]: 'gone' },
    'unknown-state workflows.refill.transitions.approve.from.1',
  ],
  [
    'a step to nowhere',
    { [`${step}.approve.to`]: 'gone' },
    'unknown-state workflows.refill.transitions.approve.to',
  ],
  [
    'due with no step',
    { [`${stage}.submitted.due.then`]: 'gone' },
    'unknown-transition workflows.refill.states.submitted.due.then',
  ],
  [
    'reminded with no step',
    { [`${stage}.submitted.due.at 75%`]: 'gone' },
    'unknown-transition workflows.refill.states.submitted.due.at 75%',
  ],
  [
    'due with a step of people',
    { [`${stage}.submitted.due.then`]: 'send-on' },
    'due-not-by-system workflows.refill.states.submitted.due.then',
  ],
  [
    'due with a step from elsewhere',
    { [`${step}.escalate.from`]: ['awaiting-decision'] },
    'due-from-elsewhere workflows.refill.states.submitted.due.then',
  ],
  [
    'a step by an unknown role',
    { [`${step}.approve.by.1`]: 'gone' },
    'unknown-role workflows.refill.transitions.approve.by.1',
  ],
  [
    'a step by one who may not read',
    { [`${step}.send-on.by.1`]: 'operations' },
    'transition-without-read workflows.refill.transitions.send-on.by.1',
  ],
  [
    'a step that asks for what one may not change',
    { [`${step}.send-on.asks`]: ['pharmacy'] },
    'transition-without-update workflows.refill.transitions.send-on.asks',
  ],
  [
    'a step that asks for an unknown field',
    { [`${step}.send-on.asks`]: ['gone'] },
    'unknown-field workflows.refill.transitions.send-on.asks.0',
  ],
  [
    'a request given to a patient',
    { [`${step}.withdraw.assign`]: 'me' },
    'assign-outside-staff workflows.refill.transitions.withdraw.assign',
  ],
  [
    'a request given to the system',
    { [`${step}.escalate.assign`]: 'me' },
    'assign-outside-staff workflows.refill.transitions.escalate.assign',
  ],
  [
    'the system asked',
    { [`${step}.escalate.asks`]: ['pharmacy'] },
    'system-asked workflows.refill.transitions.escalate.asks',
  ],
  [
    'the system signing in',
    { [`${step}.escalate.fresh-sign-in`]: '15m' },
    'system-signs-in workflows.refill.transitions.escalate.fresh-sign-in',
  ],
  [
    'a step of the system that never comes',
    { [`${stage}.submitted.due.at 75%`]: undefined },
    'system-never workflows.refill.transitions.remind',
  ],
  [
    'a step that leaves an unknown field blank',
    { [`${step}.approve.clears`]: ['gone'] },
    'unknown-field workflows.refill.transitions.approve.clears.0',
  ],
  [
    'a step that leaves blank what one may not change',
    { [`${step}.send-on.clears`]: ['pharmacy'] },
    'transition-without-update workflows.refill.transitions.send-on.clears',
  ],
  [
    'a step that asks for what it leaves blank',
    { [`${step}.approve.clears`]: ['decision_note'] },
    'asked-and-cleared workflows.refill.transitions.approve.clears.0',
  ],
  [
    'a step after which nobody knows whose request it is',
    { [`${step}.escalate.clears`]: ['patient'] },
    'owner-cleared workflows.refill.transitions.escalate.clears.0',
  ],
  [
    'an unknown notice',
    { [`${step}.approve.notice`]: 'gone' },
    'unknown-notice workflows.refill.transitions.approve.notice',
  ],
  [
    'a notice to a queue from no queue',
    { [`${step}.approve.notice`]: 'refill-waiting' },
    'notice-without-queue workflows.refill.transitions.approve.notice',
  ],
  [
    'a notice to a queue without a mailbox',
    { [`${step}.escalate.notice`]: 'refill-waiting' },
    'queue-without-mailbox workflows.refill.transitions.escalate.notice',
  ],
  [
    'a guard over an unknown field',
    { [`${step}.approve.only-when`]: { gone: 1 } },
    'condition-unknown-field workflows.refill.transitions.approve.only-when',
  ],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

test('the system may leave blank what no role may change: the version declares it', () => {
  expect(problemCodes({ [`${step}.escalate.clears`]: ['pharmacy'] })).toEqual([])
})
