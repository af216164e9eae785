import { describe, expect, test } from 'vitest'
import type { Portal, Transition } from '../portal/portal.ts'
import { ada, asStaff, asSystem, downtown, maple, recordId, uptown } from '../testing/maple.ts'
import { asked, type Changes } from '../testing/refill-request.ts'
import { advance, transitionsFor } from './advance.ts'

const refill = maple.workflows['refill']!
const notFound = { ok: false, refusal: { code: 'not-found' } }
const codeOf = (changes: Changes): string => {
  const result = advance(asked(changes))
  return result.ok ? 'done' : result.refusal.code
}
/** The practice with one transition of its refill exchanged. */
const withTransition = (id: string, change: Partial<Transition>): Portal => ({
  ...maple,
  workflows: {
    refill: {
      ...refill,
      transitions: { ...refill.transitions, [id]: { ...refill.transitions[id]!, ...change } },
    },
  },
})

describe('a transition', () => {
  test('taken by a provider with a note ends the request, and the patient hears of it', () => {
    expect(advance(asked())).toEqual({
      ok: true,
      value: {
        from: 'in-review',
        to: 'approved',
        version: 4,
        queue: null,
        assignee: null,
        values: { decision_note: 'Fine.' },
        clears: [],
        effects: [{ kind: 'notice', notice: 'update', to: 'patient' }],
        deadlines: [],
        keepsDeadlines: false,
        ended: true,
        due: null,
      },
    })
  })

  test('to another state arms that state’s deadlines from now', () => {
    const view = {
      actor: asStaff('nurse'),
      transitionId: 'review',
      typed: {},
      state: 'submitted',
      queue: 'nurse',
    }
    expect(advance(asked(view))).toMatchObject({
      value: {
        queue: 'provider',
        keepsDeadlines: false,
        due: '2026-11-24T16:00:00Z',
        deadlines: [{ transition: 'escalate', kind: 'due', at: '2026-11-24T16:00:00Z' }],
      },
    })
  })

  test('leaves blank what it clears, if its taker may change that, and the system whatever the version says', () => {
    const clearing = (id: string) => withTransition(id, { clears: ['pickup'], asks: [] })
    const changeable = {
      ...clearing('approve'),
      permissions: maple.permissions.map((one) =>
        one.role === 'provider' && one.may.includes('update')
          ? { ...one, fields: [...one.fields, 'pickup'] }
          : one,
      ),
    }
    expect(advance(asked({ process: clearing('approve'), typed: {} }))).toEqual(notFound)
    expect(advance(asked({ process: changeable, portal: changeable, typed: {} }))).toMatchObject({
      value: { clears: ['pickup'], values: {} },
    })
    const escalated = { actor: asSystem, transitionId: 'escalate', typed: {} }
    expect(advance(asked({ process: clearing('escalate'), ...escalated }))).toMatchObject({
      value: { clears: ['pickup'] },
    })
  })

  test('without a target stays, and leaves queue and deadlines alone', () => {
    const view = {
      actor: asStaff('nurse'),
      transitionId: 'take',
      typed: {},
      state: 'submitted',
      queue: 'elsewhere',
    }
    expect(advance(asked(view))).toMatchObject({
      value: {
        from: 'submitted',
        to: 'submitted',
        version: 4,
        queue: 'elsewhere',
        deadlines: [],
        keepsDeadlines: true,
        ended: false,
      },
    })
  })

  test('back into its own state enters it anew', () => {
    expect(advance(asked({ actor: asSystem, transitionId: 'escalate', typed: {} }))).toMatchObject({
      value: { from: 'in-review', to: 'in-review', keepsDeadlines: false, due: '2026-11-24T16:00:00Z' },
    })
  })

  test('sends no notice the live portal no longer declares, and sends to whom it says now', () => {
    expect(advance(asked({ portal: { ...maple, notices: {} } }))).toMatchObject({ value: { effects: [] } })
    const notices = { ...maple.notices, update: { ...maple.notices['update']!, to: 'queue' } } as const
    expect(advance(asked({ portal: { ...maple, notices } }))).toMatchObject({
      value: { effects: [{ notice: 'update', to: 'queue' }] },
    })
  })

  test('counts deadlines in the hours the practice has now', () => {
    const portal = { ...maple, hours: { 'mon-fri': '08:00-10:30' } }
    const view = { portal, actor: asStaff('nurse'), transitionId: 'review', typed: {}, state: 'submitted' }
    expect(advance(asked(view))).toMatchObject({ value: { due: '2026-11-24T16:00:00Z' } })
    const closed = { ...portal, hours: { tue: '08:00-10:30' } }
    expect(advance(asked({ ...view, portal: closed }))).toMatchObject({
      value: { due: '2026-12-01T14:00:00Z' },
    })
  })
})

describe('who has it', () => {
  const submitted = { state: 'submitted', queue: 'nurse', actor: asStaff('nurse'), typed: {} }
  const assigneeAfter = (changes: Changes) => {
    const result = advance(asked(changes))
    return result.ok ? result.value.assignee : result.refusal
  }

  test('is the one who takes it', () => {
    expect(assigneeAfter({ ...submitted, transitionId: 'take' })).toBe(asStaff('nurse').person)
    expect(assigneeAfter({ ...submitted, transitionId: 'take', has: 8 })).toBe(asStaff('nurse').person)
  })

  test('is nobody after it was given back', () => {
    expect(assigneeAfter({ ...submitted, transitionId: 'release', has: 8 })).toBeNull()
  })

  test('is nobody once it waits in another queue', () => {
    expect(assigneeAfter({ ...submitted, transitionId: 'review', has: 8 })).toBeNull()
  })

  test('stays the same within a queue and at the end', () => {
    expect(assigneeAfter({ actor: asSystem, transitionId: 'escalate', typed: {}, has: 8 })).toBe(recordId(8))
    expect(assigneeAfter({ has: 8 })).toBe(recordId(8))
  })
})

describe('refusals come in their order', () => {
  const wrong = {
    version: { expectedVersion: 2 },
    state: { state: 'submitted' },
    sign: { freshAt: null },
    guard: { record: { owner: ada, facts: { patient: ada, 'patient.location': downtown } } },
    answers: { typed: {} },
  }

  test('not-found, stale-version, wrong-state, fresh-sign-in-needed, only-when, answers-invalid, done', () => {
    const all: Changes = { ...wrong.version, ...wrong.state, ...wrong.sign, ...wrong.guard, ...wrong.answers }
    const ladder = [
      { ...all, actor: asStaff('nurse') },
      all,
      { ...all, expectedVersion: 3 },
      { ...all, expectedVersion: 3, state: 'in-review' },
      { ...wrong.guard, ...wrong.answers },
      wrong.answers,
      {},
    ]
    expect(ladder.map(codeOf)).toEqual([
      'not-found',
      'stale-version',
      'wrong-state',
      'fresh-sign-in-needed',
      'only-when',
      'answers-invalid',
      'done',
    ])
  })

  test('and carry no more than ids and numbers', () => {
    expect(advance(asked(wrong.version))).toEqual({
      ok: false,
      refusal: { code: 'stale-version', version: 3 },
    })
    expect(advance(asked(wrong.state))).toEqual({
      ok: false,
      refusal: { code: 'wrong-state', state: 'submitted' },
    })
    expect(advance(asked(wrong.sign))).toEqual({
      ok: false,
      refusal: { code: 'fresh-sign-in-needed', withinMinutes: 15 },
    })
    expect(advance(asked(wrong.guard))).toEqual({
      ok: false,
      refusal: { code: 'only-when', transition: 'approve' },
    })
    expect(advance(asked(wrong.answers))).toEqual({
      ok: false,
      refusal: { code: 'answers-invalid', answers: [{ field: 'decision_note', reason: 'missing' }] },
    })
  })
})

describe('nothing is found', () => {
  test.each<readonly [string, Changes]>([
    ['where the transition does not exist', { transitionId: 'other' }],
    ['where it is a word every object has', { transitionId: 'constructor' }],
    ['where the role is not in its list', { actor: asStaff('nurse') }],
    [
      'by a role of another audience',
      { actor: { ...asStaff('provider'), audience: 'patient', patient: ada } },
    ],
    [
      'by an account that calls a role system',
      { actor: asStaff('system'), transitionId: 'escalate', typed: {} },
    ],
    ['by the system where only people are named', { actor: asSystem }],
    [
      'where the record cannot be read',
      { portal: { ...maple, permissions: maple.permissions.filter(({ may }) => !may.includes('read')) } },
    ],
    [
      'where what is asked for cannot be changed on this record',
      { record: { owner: ada, facts: { 'patient.location': uptown } } },
    ],
    ['where the role was taken out of the live portal', { portal: { ...maple, roles: {} } }],
    ['where the live portal took the permission away', { portal: { ...maple, permissions: [] } }],
  ])('%s', (_, changes) => {
    expect(advance(asked(changes))).toEqual(notFound)
    expect(advance(asked({ ...changes, expectedVersion: 99 }))).toEqual(notFound)
    expect(transitionsFor(asked(changes)).map(({ id }) => id)).not.toContain(asked(changes).transitionId)
  })

  test('in a workflow the process does not have', () => {
    const view = asked()
    expect(advance({ ...view, request: { ...view.request, workflow: 'other' } })).toEqual(notFound)
    expect(transitionsFor({ ...view, request: { ...view.request, workflow: 'other' } })).toEqual([])
  })
})

describe('permissions are always live and the process always pinned', () => {
  test('a step added later is not there for a request begun before, nor one removed lost', () => {
    const without = { ...maple, workflows: {} }
    expect(codeOf({ portal: without })).toBe('done')
    expect(codeOf({ process: without })).toBe('not-found')
  })

  test('a role added to the live permissions can take part at once', () => {
    const portal = withTransition('approve', { by: ['provider', 'nurse'] })
    expect(codeOf({ process: portal, actor: asStaff('nurse') })).toBe('not-found')
    const nurse = { role: 'nurse', table: 'refill', may: ['update'], fields: ['decision_note'] } as const
    expect(
      codeOf({
        process: portal,
        portal: { ...maple, permissions: [...maple.permissions, nurse] },
        actor: asStaff('nurse'),
      }),
    ).toBe('done')
  })
})

describe('a fresh sign-in', () => {
  test.each([
    ['2026-11-23T16:00:00Z', 'done'],
    ['2026-11-23T15:45:00Z', 'done'],
    ['2026-11-23T15:44:59.999Z', 'fresh-sign-in-needed'],
    ['2026-11-23T10:50:00-05:00', 'done'],
    ['2026-11-23T16:00:01Z', 'fresh-sign-in-needed'],
    [null, 'fresh-sign-in-needed'],
  ])('at %s, looked at at 16:00: %s', (freshAt, code) => {
    expect(codeOf({ freshAt })).toBe(code)
  })

  test('is not asked of the system', () => {
    const process = withTransition('escalate', { 'fresh-sign-in': '15m' })
    expect(codeOf({ process, actor: asSystem, transitionId: 'escalate', typed: {}, freshAt: null })).toBe(
      'done',
    )
  })
})
