import { expect, test } from 'vitest'
import { portalFor } from '../portal/portal-for.ts'
import { maple } from '../testing/maple.ts'
import { toldByPatient } from './told-by-patient.ts'

test('what the patient may have answered is told apart from what the practice answers', () => {
  const told = toldByPatient(maple, 'refill')
  expect(told.has('medication')).toBe(true)
  expect(told.has('decision_note')).toBe(false)
})

test('her own portal, which knows less, says the same', () => {
  const hers = portalFor(maple, 'patient', ['patient'])
  for (const field of ['medication', 'decision_note'])
    expect(toldByPatient(hers, 'refill').has(field)).toBe(toldByPatient(maple, 'refill').has(field))
})

test('of a table without a workflow nothing is told', () => {
  expect(toldByPatient(maple, 'patient').size).toBe(0)
})
