import { describe, expect, test } from 'vitest'
import type { Actor } from '../access/actor.ts'
import { spec } from '../access/spec.ts'
import { ada, asPatient, asStaff, asSystem, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { asked } from '../testing/refill-request.ts'
import { advance, transitionsFor } from './advance.ts'
import { simplePaths } from '../testing/paths.ts'
import { start } from './start.ts'

const refill = maple.workflows['refill']!

const everyone: readonly Actor[] = [
  asPatient(ada),
  asPatient(bob),
  asPatient(null),
  asStaff('nurse'),
  asStaff('provider'),
  asStaff('front-desk'),
  asStaff('nurse', 'provider'),
  asStaff(),
  asSystem,
]

describe('every state x transition x actor x place', () => {
  const cells = Object.keys(refill.states).flatMap((state) =>
    Object.keys(refill.transitions).flatMap((transitionId) =>
      everyone.flatMap((actor) =>
        [downtown, uptown].map((location) => ({ state, transitionId, actor, location })),
      ),
    ),
  )

  test.each(Object.keys(refill.transitions))(
    '%s is done exactly where role, permissions and state allow it',
    (id) => {
      const transition = refill.transitions[id]!
      const typed = transition.asks ? { decision_note: 'x' } : {}
      for (const { state, actor, location } of cells.filter((cell) => cell.transitionId === id)) {
        const record = { owner: ada, facts: { patient: ada, 'patient.location': location, medication: 'a' } }
        const can = (verb: 'read' | 'update') => spec(maple, actor, verb, 'refill', record, '2026-11-23')
        const isSystem = actor.audience === 'system'
        const takesPart = isSystem
          ? transition.by.includes('system')
          : actor.roles.some((role) => transition.by.includes(role)) &&
            can('read').record &&
            (transition.asks ?? []).every((field) => can('update').fields.has(field))
        const expected = !takesPart ? 'not-found' : transition.from.includes(state) ? 'done' : 'wrong-state'
        const changes = { state, actor, record, transitionId: id, typed }
        const result = advance(asked(changes))
        expect(result.ok ? 'done' : result.refusal.code, JSON.stringify({ state, actor, location })).toBe(
          expected,
        )
        const offered = transitionsFor(asked(changes)).filter((offer) => offer.may && offer.id === id)
        expect(offered.length === 1, JSON.stringify({ state, actor, location })).toBe(expected === 'done')
      }
    },
  )

  test('covers what it says', () => {
    expect(cells).toHaveLength(5 * 9 * 9 * 2)
  })
})

describe('every simple path, from start to end', () => {
  const paths = [...simplePaths(refill)].map((path) => ({
    path,
    name: path.map(({ transition }) => transition).join(', '),
  }))

  test.each(paths)('$name', ({ path }) => {
    const begun = start({
      portal: maple,
      workflowId: 'refill',
      actor: asPatient(ada),
      typed: { medication: 'aspirin', pickup: 'yes' },
      patient: null,
      prospective: { 'patient.location': downtown },
      now: '2026-11-23T16:00:00Z',
      today: '2026-11-23',
    })
    if (!begun.ok) throw new Error(begun.refusal.code)
    let view = asked({ state: begun.value.state, queue: begun.value.queue ?? '' })
    for (const { transition, from, to } of path) {
      const actor = everyone.find((one) =>
        transitionsFor({ ...view, actor: one }).some(({ id }) => id === transition),
      )!
      const typed = refill.transitions[transition]!.asks ? { decision_note: 'x' } : {}
      const { version } = view.request
      const result = advance({ ...view, actor, transitionId: transition, expectedVersion: version, typed })
      if (!result.ok) throw new Error(`${transition}: ${result.refusal.code}`)
      expect(result.value).toMatchObject({
        from,
        to,
        version: version + 1,
        ended: refill.states[to]!.ends ?? false,
      })
      expect(result.value.deadlines.length > 0).toBe(refill.states[to]!.due !== undefined)
      view = {
        ...view,
        request: { ...view.request, state: to, queue: result.value.queue, version: version + 1 },
      }
      // Whoever acts on what she saw before is told so, whatever she tries.
      expect(
        advance({ ...view, actor, transitionId: transition, expectedVersion: version, typed }),
      ).toMatchObject({
        refusal: { code: 'stale-version', version: version + 1 },
      })
    }
    for (const actor of everyone) expect(transitionsFor({ ...view, actor })).toEqual([])
  })
})
