import { expect, test } from 'vitest'
import { ada, asPatient, asStaff, asSystem, downtown, maple, recordId } from '../testing/maple.ts'
import { advance, transitionsFor, type AdvanceAsked } from './advance.ts'

const asked = (changes: Partial<AdvanceAsked> & { readonly state?: string }): AdvanceAsked => ({
  portal: maple,
  process: maple,
  request: {
    id: recordId(7),
    workflow: 'refill',
    pinned: 1,
    state: changes.state ?? 'in-review',
    queue: 'provider',
    assignee: null,
    version: 3,
  },
  record: { owner: ada, facts: { patient: ada, 'patient.location': downtown, medication: 'aspirin' } },
  actor: asStaff('provider'),
  now: '2026-11-23T16:00:00Z',
  today: '2026-11-23',
  freshAt: '2026-11-23T15:50:00Z',
  transitionId: 'approve',
  expectedVersion: 3,
  typed: { decision_note: ' Fine. ' },
  ...changes,
})

test('a provider approves with a note, and the patient hears of it', () => {
  expect(advance(asked({}))).toEqual({
    ok: true,
    value: {
      from: 'in-review',
      to: 'approved',
      version: 4,
      queue: null,
      assignee: null,
      values: { decision_note: 'Fine.' },
      effects: [{ kind: 'notice', notice: 'update', to: 'patient' }],
      deadlines: [],
      keepsDeadlines: false,
      ended: true,
      due: null,
    },
  })
})

test('the system alone takes its transitions, and needs no permission for them', () => {
  const escalate = { transitionId: 'escalate', typed: {}, state: 'submitted' }
  expect(advance(asked({ ...escalate, actor: asSystem })).ok).toBe(true)
  expect(advance(asked({ ...escalate, actor: asStaff('system', 'provider') }))).toEqual({
    ok: false,
    refusal: { code: 'not-found' },
  })
})

test('a patient is offered only her own next steps', () => {
  const view = asked({ actor: asPatient(ada), state: 'submitted' })
  expect(transitionsFor(view).map(({ id }) => id)).toEqual(['withdraw'])
})
