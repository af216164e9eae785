import { expect, test } from 'vitest'
import { problemCodes, practice } from './practice.fixture.ts'

const step = 'workflows.refill.transitions'
const stage = 'workflows.refill.states'
const text = { en: 'X', es: 'X' }

test.each([
  ['an unknown table', { 'workflows.refill.table': 'gone' }, 'unknown-table workflows.refill.table'],
  [
    'people as requests',
    { 'workflows.refill.table': 'patient' },
    'workflow-of-people workflows.refill.table',
  ],
  [
    'two workflows on a table',
    { 'workflows.other': structuredClone(practice.workflows['refill']) },
    'workflow-twice workflows.other.table',
  ],
  ['an unknown form', { 'workflows.refill.start.form': 'gone' }, 'unknown-form workflows.refill.start.form'],
  [
    'a form of another table',
    { 'forms.refill.table': 'patient' },
    'form-of-another-table workflows.refill.start.form',
  ],
  [
    'an unknown first state',
    { 'workflows.refill.start.state': 'gone' },
    'unknown-state workflows.refill.start.state',
  ],
  [
    'a first state that ends',
    { 'workflows.refill.start.state': 'approved' },
    'begins-at-an-end workflows.refill.start.state',
  ],
  [
    'an unknown first notice',
    { 'workflows.refill.start.notice': 'gone' },
    'unknown-notice workflows.refill.start.notice',
  ],
  [
    'an unknown role that starts',
    { 'workflows.refill.start.by.2': 'gone' },
    'unknown-role workflows.refill.start.by.2',
  ],
  [
    'a start without leave to answer',
    { 'permissions.2.fields': ['patient', 'medication', 'days_left'] },
    'start-without-create workflows.refill.start.by.1',
  ],
  [
    'a start without leave to say for whom',
    { 'permissions.1.fields': ['medication', 'pharmacy', 'days_left'] },
    'start-without-create workflows.refill.start.by.0',
  ],
  [
    'an unknown queue',
    { [`${stage}.submitted.queue`]: 'gone' },
    'unknown-queue workflows.refill.states.submitted.queue',
  ],
  [
    'a state nothing leads to',
    { [`${stage}.lost`]: { ends: true, 'patient-sees': text } },
    'unreachable workflows.refill.states.lost',
  ],
  ['a dead end', { [`${stage}.approved.ends`]: undefined }, 'dead-end workflows.refill.states.approved'],
  [
    'a state only an unused step of the system leaves',
    { [`${step}.approve.by`]: ['system'], [`${step}.approve.asks`]: undefined },
    'dead-end workflows.refill.states.awaiting-decision',
  ],
  [
    'a circle without an end',
    { [`${step}.approve.to`]: 'submitted', [`${step}.withdraw.to`]: 'awaiting-decision' },
    'never-ends workflows.refill.states.submitted',
  ],
  [
    'an end that waits',
    { [`${stage}.approved.queue`]: 'nurse' },
    'end-that-waits workflows.refill.states.approved',
  ],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})
