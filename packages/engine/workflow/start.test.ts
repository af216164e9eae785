import { describe, expect, test } from 'vitest'
import type { Condition } from '../access/condition.ts'
import type { Portal } from '../portal/portal.ts'
import { ada, asPatient, asStaff, asSystem, bob, downtown, maple, uptown } from '../testing/maple.ts'
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
const notFound = { ok: false, refusal: { code: 'not-found' } }
const desk = { actor: asStaff('front-desk'), patient: bob }

/** The practice with the patients' permission, and the start, exchanged. */
const withPatients = (permission: Partial<Portal['permissions'][number]>): Portal => ({
  ...maple,
  permissions: maple.permissions.map((held) => (held.role === 'patient' ? { ...held, ...permission } : held)),
})

describe('a patient', () => {
  test('asks for a refill, which waits for a nurse with a due time', () => {
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

  test.each([
    ['names another as whom it is for', { patient: bob }],
    ['types another into the form', { typed: { medication: 'a', pickup: 'yes', patient: bob } }],
    ['stands for nobody', { actor: asPatient(null) }],
    ['asks for a workflow that does not exist', { workflowId: 'other' }],
    ['asks for a word every object has', { workflowId: 'constructor' }],
    ['has no role that may start it', { actor: { ...asPatient(ada), roles: [] } }],
    ['has only a role of staff', { actor: { ...asPatient(ada), roles: ['front-desk'] } }],
    ['may no longer create', { portal: withPatients({ may: ['read'] }) }],
    [
      'may no longer create one of the fields',
      { portal: withPatients({ fields: ['patient', 'medication'] }) },
    ],
    [
      'may create only on a condition that is not so',
      { portal: withPatients({ where: { medication: 'other' } }) },
    ],
  ])('who %s is told what a stranger is told', (_, changes) => {
    expect(start(asked(changes))).toEqual(notFound)
  })

  test('needs no permission for a field left blank or hidden', () => {
    const portal = withPatients({ fields: ['medication', 'pickup'] })
    expect(start(asked({ portal })).ok).toBe(true)
  })

  test('may name herself, wherever she is asked', () => {
    expect(start(asked({ patient: ada })).ok).toBe(true)
    const questions = [{ ask: 'patient' }, { ask: 'medication' }]
    const portal = { ...maple, forms: { refill: { table: 'refill', questions } } }
    expect(start(asked({ portal, typed: { medication: 'a' } }))).toMatchObject({
      value: { values: { patient: ada } },
    })
    expect(start(asked({ portal, typed: { medication: 'a', patient: bob } }))).toEqual(notFound)
  })

  test('is the owner her own request is judged by, whatever the caller knows of it', () => {
    expect(start(asked({ prospective: { patient: bob } })).ok).toBe(true)
  })

  test('needs no permission to name herself', () => {
    const forms = { refill: { table: 'refill', questions: [{ ask: 'patient' }, { ask: 'medication' }] } }
    const portal = { ...withPatients({ fields: ['medication'] }), forms }
    expect(start(asked({ portal, typed: { medication: 'a' } })).ok).toBe(true)
  })

  test('who answers nothing still needs leave to create the record', () => {
    const forms = { refill: { table: 'refill', questions: [{ ask: 'pharmacy', optional: true }] } }
    const blank = (where: Condition) =>
      start(asked({ portal: { ...withPatients({ where }), forms }, typed: {} }))
    expect(blank({ state: 'submitted' }).ok).toBe(true)
    expect(blank({ state: 'approved' })).toEqual(notFound)
  })

  test('hears what is wrong with her answers', () => {
    expect(start(asked({ typed: { pickup: 'yes', decision_note: 'x' } }))).toEqual({
      ok: false,
      refusal: {
        code: 'answers-invalid',
        answers: [
          { field: 'decision_note', reason: 'unknown' },
          { field: 'medication', reason: 'missing' },
        ],
      },
    })
  })
})

describe('staff', () => {
  test('enters a request for a patient of its own location, to whom it then belongs', () => {
    expect(start(asked(desk))).toMatchObject({ ok: true, value: { owner: bob, values: { patient: bob } } })
  })

  test('finds nothing where the patient is of another location, or where that is not known', () => {
    expect(start(asked({ ...desk, prospective: { 'patient.location': uptown } }))).toEqual(notFound)
    expect(start(asked({ ...desk, prospective: {} }))).toEqual(notFound)
  })

  test('cannot give the record another owner than it says', () => {
    expect(
      start(asked({ ...desk, prospective: { patient: ada, 'patient.location': downtown } })),
    ).toMatchObject({
      value: { owner: bob, values: { patient: bob } },
    })
  })

  test('is asked for whom, if it did not say', () => {
    expect(start(asked({ ...desk, patient: null }))).toEqual({
      ok: false,
      refusal: { code: 'answers-invalid', answers: [{ field: 'patient', reason: 'missing' }] },
    })
  })

  test('that is not named in the start finds nothing, whatever it may create', () => {
    expect(start(asked({ ...desk, actor: asStaff('nurse') }))).toEqual(notFound)
  })
})

describe('somebody who acts for a patient', () => {
  const { patient } = maple.roles
  const refill = maple.workflows['refill']!
  const withProxy = (fields: readonly string[]): Portal => ({
    ...maple,
    roles: { ...maple.roles, proxy: { ...patient!, proxy: true } },
    permissions: [
      ...maple.permissions,
      { role: 'proxy', table: 'refill', may: ['create', 'read'], fields, where: { patient: 'me' } },
    ],
    workflows: { refill: { ...refill, start: { ...refill.start, by: ['patient', 'proxy'] } } },
  })
  const actor = { ...asPatient(ada), roles: ['proxy'], person: bob }
  const acting = (fields: readonly string[], more: Partial<StartAsked> = {}) =>
    start(asked({ actor, portal: withProxy(fields), ...more }))

  test('starts for her', () => {
    expect(acting(['patient', 'medication', 'pickup'])).toMatchObject({ ok: true, value: { owner: ada } })
  })

  test('is not asked what she may leave out and he may not answer: it is a question that nobody asks', () => {
    const typed = { medication: 'aspirin', pickup: 'yes' }
    const fields = ['patient', 'medication', 'pickup']
    const answered = acting(fields, { typed: { ...typed, wanted_by: '2026-12-01' } })
    expect(answered).toEqual({
      ok: false,
      refusal: { code: 'answers-invalid', answers: [{ field: 'wanted_by', reason: 'unknown' }] },
    })
    expect(acting([...fields, 'wanted_by'], { typed: { ...typed, wanted_by: '2026-12-01' } }).ok).toBe(true)
  })

  test('starts nothing where he may not answer what must be answered', () => {
    expect(acting(['patient', 'medication'])).toEqual(notFound)
  })
})

test('the system starts nothing that does not name it', () => {
  expect(start(asked({ actor: asSystem, patient: ada }))).toEqual(notFound)
})

test('permission conditions see where the request will wait', () => {
  const where = {
    state: 'submitted',
    queue: 'nurse',
    created: 'today',
    assignee: { 'is-blank': true },
  } as const
  expect(start(asked({ portal: withPatients({ where }) })).ok).toBe(true)
  expect(start(asked({ portal: withPatients({ where: { state: 'in-review' } }) }))).toEqual(notFound)
})

test('a workflow may begin elsewhere, with no queue, deadline or notice', () => {
  const refill = maple.workflows['refill']!
  const begun = { ...refill, start: { by: ['patient'], form: 'refill', state: 'approved' } }
  expect(start(asked({ portal: { ...maple, workflows: { refill: begun } } }))).toMatchObject({
    value: { state: 'approved', queue: null, effects: [], deadlines: [], due: null },
  })
})
