import { expect, test } from 'vitest'
import type { Transition } from '../portal/portal.ts'
import { portalWith } from '../portal/practice.fixture.ts'
import { needsPatient } from './needs-patient.ts'

const text = { en: 'Waiting', es: 'Espera' }
const answer: Transition = { from: ['question'], to: 'submitted', by: ['patient'], asks: ['medication'] }
const withdraw: Transition = { from: ['question'], to: 'approved', by: ['patient', 'proxy'] }

/** A stage made by hand, in no queue and with no time. */
const needs = (transitions: Readonly<Record<string, Transition>>) =>
  needsPatient(
    portalWith({
      'roles.proxy': { audience: 'patient', proxy: true },
      'workflows.refill.states.question': { 'patient-sees': text },
      'workflows.refill.transitions': transitions,
    }),
    'refill',
    'question',
  )

test.each<[string, Readonly<Record<string, Transition>>, boolean]>([
  ['only she can answer', { answer }, true],
  ['she or who acts for her can answer', { answer: { ...answer, by: ['proxy', 'patient'] }, withdraw }, true],
  ['her answer ends it', { answer: { ...answer, to: 'approved' } }, true],
  ['all she can do is give it up', { withdraw }, false],
  ['somebody here can go on too', { answer, take: { ...answer, by: ['nurse'] } }, false],
  ['somebody here can take her step', { answer: { ...answer, by: ['patient', 'nurse'] } }, false],
  ['it goes on by itself', { answer, lapse: { ...withdraw, by: ['system'] } }, false],
  ['nobody can do anything', {}, false],
])('a stage waits for the patient alone: %s', (_, transitions, expected) => {
  expect(needs(transitions)).toBe(expected)
})
