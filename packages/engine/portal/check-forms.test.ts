import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const text = { en: 'X', es: 'X' }

test.each([
  ['an unknown table', { 'forms.refill.table': 'gone' }, 'unknown-table forms.refill.table'],
  [
    'an unknown field',
    { 'forms.refill.questions.0.ask': 'gone' },
    'unknown-field forms.refill.questions.0.ask',
  ],
  [
    'a question asked twice',
    { 'forms.refill.questions.1.ask': 'medication' },
    'question-twice forms.refill.questions.1.ask',
  ],
  [
    'a form nobody starts with',
    { 'forms.other': { table: 'refill', questions: [{ ask: 'pharmacy' }] } },
    'form-unused forms.other',
  ],
  [
    'a private field on a public form',
    { 'roles.anybody': { audience: 'public', label: text }, 'workflows.refill.start.by.2': 'anybody' },
    'private-on-public-form forms.refill.questions.0.ask',
  ],
  [
    'a question that depends on a later one',
    { 'forms.refill.questions.0.only-when': { pharmacy: 'main' } },
    'question-too-early forms.refill.questions.0.only-when',
  ],
  [
    'a question that depends on no option',
    { 'forms.refill.questions.2.only-when': { days_left: 'many' } },
    'condition-value forms.refill.questions.2.only-when',
  ],
  [
    'a question that depends on which file was sent',
    {
      'tables.refill.fields.days_left': { kind: 'attachment', class: 'clinical' },
      'forms.refill.questions.2.only-when': { days_left: '00000000-0000-4000-8000-000000000000' },
    },
    'condition-attachment forms.refill.questions.2.only-when',
  ],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

test('a question may depend on whether a file was sent', () => {
  const parts = {
    'tables.refill.fields.days_left': { kind: 'attachment', class: 'clinical', label: text },
    'forms.refill.questions.2.only-when': { days_left: { 'is-blank': false } },
  }
  expect(problemCodes(parts).filter((code) => code.includes('questions.2'))).toEqual([])
})
