import { describe, expect, test } from 'vitest'
import { ada, asPatient, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { asked, type Changes } from '../testing/refill-request.ts'
import { advance, transitionsFor } from './advance.ts'

describe('what a screen offers', () => {
  const offers = (changes: Changes) =>
    transitionsFor(asked(changes)).map((offer) => [offer.id, offer.may ? true : offer.refusal.code])

  test('is the actor’s own next steps from here, greyed with the reason where something hinders', () => {
    expect(offers({})).toEqual([
      ['release', true],
      ['back', true],
      ['approve', true],
      ['decline', true],
    ])
    expect(offers({ freshAt: null })).toContainEqual(['approve', 'fresh-sign-in-needed'])
    expect(
      offers({ record: { owner: ada, facts: { patient: ada, 'patient.location': downtown } } }),
    ).toContainEqual(['approve', 'only-when'])
  })

  test('leaves out what the actor could not answer', () => {
    expect(offers({ record: { owner: ada, facts: { 'patient.location': uptown } } })).toEqual([
      ['release', true],
      ['back', true],
    ])
  })

  test('is for a patient what patients may do with her own request, and nothing else', () => {
    expect(offers({ state: 'submitted', actor: asPatient(ada) })).toEqual([['withdraw', true]])
    expect(offers({ actor: asPatient(ada) })).toEqual([])
    expect(offers({ state: 'submitted', actor: asPatient(bob) })).toEqual([])
  })

  test('is nothing once the request has ended, even where a step is declared from the end', () => {
    const refill = maple.workflows['refill']!
    const back = { ...refill.transitions['back']!, from: ['approved'] }
    const transitions = { ...refill.transitions, back }
    const process = { ...maple, workflows: { refill: { ...refill, transitions } } }
    expect(offers({ process, state: 'approved' })).toEqual([])
    expect(advance(asked({ process, state: 'approved', transitionId: 'back', typed: {} }))).toMatchObject({
      refusal: { code: 'wrong-state' },
    })
  })
})
