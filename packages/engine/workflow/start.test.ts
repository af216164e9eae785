import { expect, test } from 'vitest'
import { ada, asPatient, asStaff, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { start, type StartAsked } from './start.ts'

const asked = (changes: Partial<StartAsked>): StartAsked => ({
  portal: maple,
  workflowId: 'refill',
  actor: asPatient(ada),
  typed: { medication: 'aspirin', pickup: 'yes' },
  patient: null,
  prospective: { 'patient.location': downtown },
  now: '2026-11-23T16:00:00Z',
  today: '2026-11-23',
  ...changes,
})

test('a patient asks for a refill, which waits for a nurse with a due time', () => {
  expect(start(asked({}))).toEqual({
    ok: true,
    value: {
      values: { medication: 'aspirin', pickup: true, patient: ada },
      owner: ada,
      state: 'submitted',
      queue: 'nurse',
      effects: [{ kind: 'notice', notice: 'received', to: 'patient' }],
      deadlines: [
        { transition: 'remind', kind: 'remind', at: '2026-11-23T19:00:00Z' },
        { transition: 'escalate', kind: 'due', at: '2026-11-23T20:00:00Z' },
      ],
      due: '2026-11-23T20:00:00Z',
    },
  })
})

test('the front desk enters a request only for patients of its own location', () => {
  const actor = asStaff('front-desk')
  expect(start(asked({ actor, patient: bob })).ok).toBe(true)
  expect(start(asked({ actor, patient: bob, prospective: { 'patient.location': uptown } }))).toEqual({
    ok: false,
    refusal: { code: 'not-found' },
  })
})
