import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Portal } from '../portal/portal.ts'
import { asSystem, maple } from '../testing/maple.ts'
import { randomFrom } from '../testing/random.ts'
import { asked } from '../testing/refill-request.ts'
import { advance, transitionsFor } from './advance.ts'
import { armed, deadlinesOf } from './deadline.ts'

const refill = maple.workflows['refill']!

describe('a step that answers with a time', () => {
  const due = { within: '8 business hours', 'at 75%': 'escalate', then: 'escalate' } as const
  const process: Portal = {
    ...maple,
    workflows: {
      refill: {
        ...refill,
        states: { ...refill.states, 'in-review': { ...refill.states['in-review']!, due } },
        transitions: {
          ...refill.transitions,
          approve: { ...refill.transitions['approve']!, to: 'in-review' },
        },
      },
    },
  }
  const offered = (at: string) => advance(asked({ process, begins: { decision_note: at } }))
  const usual = advance(asked({ process }))

  test('waits for an answer until an hour before the time at most, and reminds of it only before', () => {
    expect(offered('2026-11-23T18:30:00.000Z')).toMatchObject({
      value: {
        due: '2026-11-23T17:30:00Z',
        deadlines: [{ transition: 'escalate', kind: 'due', at: '2026-11-23T17:30:00Z' }],
      },
    })
    expect(offered('2026-12-23T16:30:00.000Z')).toEqual(usual)
    // The time of something that this step does not answer with limits nothing.
    expect(advance(asked({ process, begins: { medication: '2026-11-23T18:30:00Z' } }))).toEqual(usual)
  })

  test('is refused once the time has begun, or is so near that nobody has time to answer', () => {
    for (const at of ['2026-11-23T17:00:00.000Z', '2026-11-23T16:00:00.000Z', '2026-11-22T16:00:00.000Z'])
      expect(offered(at)).toEqual({
        ok: false,
        refusal: { code: 'answers-invalid', answers: [{ field: 'decision_note', reason: 'too-early' }] },
      })
  })

  test('says beforehand by when it would usually be answered', () => {
    const due = usual.ok ? usual.value.due : null
    expect(transitionsFor(asked({ process })).find(({ id }) => id === 'approve')).toMatchObject({
      leavesBy: due,
    })
    expect(due).not.toBeNull()
  })
})

const seed = Number(process.env['SEED'] ?? 42)

describe('a time counted from when it was asked', () => {
  const due = { within: '2 business days', from: 'start', 'at 75%': 'remind', then: 'escalate' } as const
  const plain = { within: due.within, 'at 75%': due['at 75%'], then: due.then }

  test(`is one and the same however many stages a request goes through, and whenever (SEED=${seed})`, () => {
    const random = randomFrom(seed)
    for (let run = 0; run < 200; run += 1) {
      const asked = Temporal.Instant.from('2026-11-20T00:00:00Z').add({ minutes: random.below(20_000) })
      const whole = deadlinesOf(maple, plain, asked.toString())
      let entered = asked
      for (let stage = 0; stage < 5; stage += 1) {
        const since = { entered: entered.toString(), asked: asked.toString() }
        const here = armed(maple, due, since)
        const where = JSON.stringify({ run, since })
        expect(here.due, where).toBe(whole.dueAt)
        // Reminded is who has it when three quarters are over, and nobody after that.
        const isToCome = entered.epochMilliseconds < Date.parse(whole.remindAt!)
        expect(
          here.deadlines.map(({ kind }) => kind),
          where,
        ).toEqual(isToCome ? ['remind', 'due'] : ['due'])
        expect(armed(maple, plain, since).due, where).toBe(deadlinesOf(maple, plain, since.entered).dueAt)
        entered = entered.add({ minutes: random.below(3000) })
      }
    }
  })

  const process: Portal = {
    ...maple,
    workflows: {
      refill: {
        ...refill,
        states: Object.fromEntries(
          Object.entries(refill.states).map(([id, state]) => [id, state.due ? { ...state, due } : state]),
        ),
      },
    },
  }
  const moved = (now: string, created: string) =>
    advance({
      ...asked({ process, state: 'submitted', queue: 'nurse', now, transitionId: 'escalate' }),
      actor: asSystem,
      typed: {},
      request: { ...asked({ state: 'submitted', queue: 'nurse' }).request, created },
    })

  test('goes on in the next stage where it stood in the one before', () => {
    expect(moved('2026-11-24T16:00:00Z', '2026-11-23T16:00:00Z')).toMatchObject({
      value: {
        to: 'in-review',
        due: '2026-11-25T16:00:00Z',
        deadlines: [{ kind: 'remind' }, { kind: 'due' }],
      },
    })
  })

  test('is over at once in a stage that is entered when it is over', () => {
    expect(moved('2026-12-01T16:00:00Z', '2026-11-23T16:00:00Z')).toMatchObject({
      value: {
        to: 'in-review',
        due: '2026-11-25T16:00:00Z',
        deadlines: [{ kind: 'due', at: '2026-11-25T16:00:00Z' }],
      },
    })
  })

  test('says so beforehand', () => {
    const offers = transitionsFor(asked({ process, state: 'in-review' }))
    expect(offers.find(({ id }) => id === 'back') ?? offers[0]).toMatchObject({
      leavesBy: '2026-11-25T15:00:00Z',
    })
  })
})
