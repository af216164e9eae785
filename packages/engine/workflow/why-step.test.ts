import { describe, expect, test } from 'vitest'
import type { Condition } from '../access/condition.ts'
import type { Portal } from '../portal/portal.ts'
import { ada, asPatient, asStaff, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { asked, type Changes } from '../testing/refill-request.ts'
import { advance, transitionsFor } from './advance.ts'
import { mayTake, whyStep } from './why-step.ts'
import { stepSentence } from './why-step-sentence.ts'

const refill = maple.workflows['refill']!
const kinds = (changes: Changes, step: string) => whyStep(asked(changes), step)?.map(({ kind }) => kind)
const said = (changes: Changes, step: string): readonly string[] =>
  (whyStep(asked(changes), step) ?? []).map((reason) =>
    stepSentence(reason, { process: maple, workflow: 'refill' }),
  )

test('what may be taken is exactly what a screen offers, for every step, state and kind of person', () => {
  const actors = [
    asStaff('provider'),
    asStaff('nurse'),
    asStaff('front-desk'),
    asPatient(ada),
    asPatient(bob),
  ]
  const places = [downtown, uptown].map((location) => ({
    owner: ada,
    facts: { patient: ada, 'patient.location': location, medication: 'aspirin' },
  }))
  for (const actor of actors)
    for (const record of places)
      for (const state of Object.keys(refill.states)) {
        const view = asked({ actor, record, state })
        const offered = transitionsFor(view).flatMap(({ id, may }) => (may ? [id] : []))
        const taken = Object.keys(refill.transitions).filter((id) => mayTake(whyStep(view, id) ?? []))
        expect(taken, `${actor.roles.join()} at ${state}`).toEqual(offered)
      }
})

describe('everything that stands against a step is told', () => {
  test('a role it does not name, and a stage it does not lead on from', () => {
    expect(kinds({ actor: asStaff('front-desk'), state: 'submitted' }, 'approve')).toEqual([
      'role-not-named',
      'wrong-state',
      'fresh-sign-in',
    ])
    expect(said({ actor: asStaff('front-desk') }, 'approve')[0]).toBe(
      'This step is for *Provider*, and this account holds no such role.',
    )
  })

  test('a record that cannot be seen, and a field that cannot be written', () => {
    expect(kinds({ actor: asPatient(bob), state: 'submitted' }, 'withdraw')).toEqual(['record-not-read'])
    const permissions = maple.permissions.map((one) =>
      one.role === 'provider' ? { ...one, may: one.may.filter((verb) => verb !== 'update') } : one,
    )
    expect(said({ portal: { ...maple, permissions } }, 'approve')[0]).toBe(
      'The step writes *Decision note*, which no permission lets this account change on this record.',
    )
  })

  test('a condition that is not met, and one that asks what is private and so is not judged', () => {
    const guarded = (where: Condition): Portal => ({
      ...maple,
      workflows: {
        refill: {
          ...refill,
          transitions: {
            ...refill.transitions,
            approve: { ...refill.transitions['approve']!, 'only-when': where },
          },
        },
      },
    })
    expect(kinds({ process: guarded({ 'patient.location': uptown }) }, 'approve')).toContain('only-when')
    const hidden = guarded({ decision_note: { 'is-blank': true } })
    expect(kinds({ process: hidden }, 'approve')).toContain('depends')
    expect(mayTake(whyStep(asked({ process: hidden }), 'approve') ?? [])).toBe(true)
  })

  test('a step nobody declared has no reasons', () => {
    expect(whyStep(asked(), 'constructor')).toBeNull()
    expect(advance(asked({ transitionId: 'constructor' })).ok).toBe(false)
  })
})
