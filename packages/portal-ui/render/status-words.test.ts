import type { Workflow } from '@portico/engine/portal/portal'
import { expect, test } from 'vitest'
import { waitsForPatient } from './status-words.ts'

const text = { en: 'x', es: 'x' }
const workflow: Workflow = {
  table: 'refill',
  start: { by: ['patient'], form: 'refill' },
  states: {
    submitted: { 'patient-sees': text },
    'needs-answer': { 'patient-sees': text },
    withdrawn: { 'patient-sees': text, ends: true },
  },
  transitions: {
    withdraw: { from: ['submitted', 'needs-answer'], to: 'withdrawn', by: ['patient'] },
    answer: { from: ['needs-answer'], to: 'submitted', by: ['patient'] },
  },
}

test('a patient who can only withdraw is not waited for', () => {
  expect(waitsForPatient(workflow, 'submitted', ['patient'])).toBe(false)
})

test('a patient whose answer takes her request on is waited for, and nobody else', () => {
  expect(waitsForPatient(workflow, 'needs-answer', ['patient'])).toBe(true)
  expect(waitsForPatient(workflow, 'needs-answer', ['nurse'])).toBe(false)
  expect(waitsForPatient(workflow, 'withdrawn', ['patient'])).toBe(false)
})
