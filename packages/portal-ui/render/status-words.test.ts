import type { Workflow } from '@portico/engine/portal/portal'
import { expect, test } from 'vitest'
import { waitsForPatient } from './status-words.ts'

const text = { en: 'x', es: 'x' }
const due = '2026-11-24T15:00:00.000Z'
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
  expect(waitsForPatient(workflow, { state: 'submitted', due }, ['patient'])).toBe(false)
})

test('a patient whose answer takes her request on is waited for, and nobody else', () => {
  expect(waitsForPatient(workflow, { state: 'needs-answer', due }, ['patient'])).toBe(true)
  expect(waitsForPatient(workflow, { state: 'needs-answer', due }, ['nurse'])).toBe(false)
  expect(waitsForPatient(workflow, { state: 'withdrawn', due }, ['patient'])).toBe(false)
})

test('what stands without a time by which it must be left waits for her only where nobody else can go on', () => {
  const standing = { state: 'needs-answer', due: null }
  expect(waitsForPatient(workflow, standing, ['patient'])).toBe(false)
  expect(waitsForPatient(workflow, { ...standing, needsPatient: true }, ['patient'])).toBe(true)
  expect(waitsForPatient(workflow, { ...standing, needsPatient: true }, ['proxy'])).toBe(false)
})
