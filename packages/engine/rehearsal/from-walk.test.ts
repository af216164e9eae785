import { expect, test } from 'vitest'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import { fromWalk, type Walked } from './from-walk.ts'
import { rehearse } from './rehearse.ts'

const walked: Walked = {
  workflow: 'refill',
  answers: { patient: 'someone', medication: 'Sertraline', pharmacy: 'main', days_left: 4, urgent: true },
  colleagues: {},
  steps: [
    {
      takes: null,
      roles: ['patient'],
      at: '2027-03-01T16:00:20Z',
      to: 'submitted',
      notices: [],
    },
  ],
}

test('a request that was only begun becomes a script that begins it so', () => {
  const made = fromWalk(practice, walked)
  expect(made).toMatchObject({
    workflow: 'refill',
    begins: '2027-03-01T10:00',
    start: { by: 'patient', with: { medication: 'Sertraline' }, expect: { state: 'submitted', notices: [] } },
    steps: [],
  })
  expect(made && rehearse(practice, 'x', made)).toMatchObject({ passes: true })
})

const escalated: Walked = {
  ...walked,
  answers: { ...walked.answers, decision_note: 'Agreed' },
  steps: [
    ...walked.steps,
    {
      takes: 'remind',
      roles: null,
      at: '2027-03-01T19:00:20.4Z',
      to: 'submitted',
      notices: ['refill-waiting'],
    },
    { takes: 'escalate', roles: null, at: '2027-03-01T20:00:21Z', to: 'awaiting-decision', notices: [] },
    {
      takes: '_reassign',
      roles: ['nurse'],
      at: '2027-03-01T20:10:00Z',
      to: 'awaiting-decision',
      notices: [],
    },
    {
      takes: 'approve',
      roles: ['nurse', 'provider'],
      at: '2027-03-09T22:31:40Z',
      to: 'approved',
      notices: ['refill-update'],
    },
  ],
}

test('what fell due becomes a wait that expects it, and whoever held several roles acts by the right one', () => {
  const made = fromWalk(practice, escalated)
  expect(made?.steps).toEqual([
    { wait: '4 business hours', expect: { state: 'awaiting-decision', notices: ['refill-waiting'] } },
    {
      takes: 'approve',
      by: 'provider',
      with: { decision_note: 'Agreed' },
      expect: { state: 'approved', notices: ['refill-update'] },
    },
  ])
  expect(made && rehearse(practice, 'x', made)).toMatchObject({ passes: true })
})

test('a walk that ends with what fell due waits for it by its deadline, and knows the messages', () => {
  const made = fromWalk(practice, { ...escalated, steps: escalated.steps.slice(0, 3) })
  expect(made?.steps).toEqual([
    { wait: '4 business hours', expect: { state: 'awaiting-decision', notices: ['refill-waiting'] } },
  ])
  expect(made && rehearse(practice, 'x', made)).toMatchObject({ passes: true })
})

test('on a portal that goes otherwise the same script shows its difference', () => {
  const made = fromWalk(practice, escalated)
  const otherwise = portalWith({ 'workflows.refill.states.submitted.due': undefined })
  expect(made && rehearse(otherwise, 'x', made).passes).toBe(false)
})

test('no id and no file gets into a script: they are left to the invented ones', () => {
  const id = '10000000-0000-4000-8000-000000000001'
  const made = fromWalk(practice, { ...walked, answers: { ...walked.answers, patient: id } })
  expect(JSON.stringify(made)).not.toContain(id)
})

test('a request that no person began is no walk', () => {
  const [first] = walked.steps
  expect(first && fromWalk(practice, { ...walked, steps: [{ ...first, roles: null }] })).toBeNull()
  expect(fromWalk(practice, { ...walked, steps: [] })).toBeNull()
})

/** Somebody jumps to the reminder, and approves the next morning but one. */
const reminded: Walked = {
  ...walked,
  steps: [
    ...walked.steps,
    {
      takes: 'remind',
      roles: null,
      at: '2027-03-01T19:00:21Z',
      to: 'submitted',
      notices: ['refill-waiting'],
    },
    { takes: 'send-on', roles: ['nurse'], at: '2027-03-01T19:04:10Z', to: 'awaiting-decision', notices: [] },
    {
      takes: 'approve',
      roles: ['provider'],
      at: '2027-03-02T11:08:40Z',
      to: 'approved',
      notices: ['refill-update'],
    },
  ],
}

test('a jump is told by what fell due, or in hours and days, and never in hundreds of minutes', () => {
  const made = fromWalk(practice, reminded)
  expect(made?.steps.flatMap((step) => ('wait' in step ? [step.wait] : []))).toEqual([
    '3 business hours',
    '16 hours',
  ])
  expect(made && rehearse(practice, 'x', made)).toMatchObject({ passes: true })
})

test('a wait is not rounded where something else would come of it', () => {
  const [first, , ...rest] = reminded.steps
  const early = first ? { ...reminded, steps: [first, ...rest] } : reminded
  const soon = portalWith({ 'workflows.refill.states.submitted.due.at 75%': undefined })
  const made = fromWalk(soon, {
    ...early,
    steps: early.steps.map((step) =>
      step.takes === 'send-on' ? { ...step, at: '2027-03-01T19:55:00Z' } : step,
    ),
  })
  // Four hours would bring the escalation before she sends it on.
  expect(made?.steps[0]).toEqual({ wait: '3 hours' })
  expect(made && rehearse(soon, 'x', made)).toMatchObject({ passes: true })
})

test('what two steps ask is answered at each as it was answered there', () => {
  const asking = portalWith({ 'workflows.refill.transitions.send-on.asks': ['decision_note'] })
  const noted = reminded.steps.map((step) =>
    step.takes === 'send-on' ? { ...step, answers: { decision_note: 'Please look' } } : step,
  )
  const made = fromWalk(asking, {
    ...reminded,
    steps: noted,
    answers: { ...walked.answers, decision_note: 'Agreed' },
  })
  expect(made?.steps.flatMap((step) => ('takes' in step ? [step.with] : []))).toEqual([
    { decision_note: 'Please look' },
    { decision_note: 'Agreed' },
  ])
})
