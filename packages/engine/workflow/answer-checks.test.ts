import { describe, expect, test } from 'vitest'
import { check as problemsOf } from '../portal/check.ts'
import { compare } from '../portal/compare.ts'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import type { AnswerCheck } from '../portal/portal.ts'
import { parseAnswers, type Typed } from './answers.ts'

const say = { en: 'The end comes after the beginning', es: 'El final va después del comienzo' }
const label = (words: string) => ({ en: words, es: words })
const date = { kind: 'date', class: 'clinical' } as const
const checked = (checks: Readonly<Record<string, AnswerCheck>>) =>
  portalWith({
    'tables.refill.fields.begins': { ...date, label: label('First day') },
    'tables.refill.fields.ends': { ...date, label: label('Last day') },
    'permissions.1.fields': ['patient', 'medication', 'pharmacy', 'days_left', 'begins', 'ends'],
    'permissions.4.fields': ['patient', 'medication', 'pharmacy', 'days_left', 'begins', 'ends'],
    'forms.refill.questions': [
      { ask: 'begins' },
      { ask: 'ends', optional: true },
      { ask: 'medication', optional: true },
      { ask: 'days_left', optional: true, 'only-when': { medication: { 'is-blank': false } } },
    ],
    'forms.refill.checks': checks,
  })
const later: AnswerCheck = { 'only-when': { ends: { '>=': 'answer.begins' } }, at: 'ends', say }
const context = { viewpoint: { me: null, meFacts: {}, today: '2026-11-23' }, facts: {} }
const refused = (checks: Readonly<Record<string, AnswerCheck>>, typed: Typed) => {
  const portal = checked(checks)
  const form = portal.forms['refill']
  if (!form) throw new Error('There is no form.')
  const result = parseAnswers(portal, form, typed, context)
  return result.ok ? [] : result.refusal.code === 'answers-invalid' ? result.refusal.answers : []
}
const begins = '2026-11-25'

describe('answers that do not go together are refused', () => {
  test('at the question the check names, with its words', () => {
    expect(refused({ later }, { begins, ends: '2026-11-24' })).toEqual([
      { field: 'ends', reason: 'unfit', say },
    ])
    expect(refused({ later }, { begins, ends: begins })).toEqual([])
    expect(refused({ later }, { begins, ends: '2026-12-01' })).toEqual([])
  })

  test('and what is blank, or no answer at all, contradicts nothing', () => {
    expect(refused({ later }, { begins })).toEqual([])
    expect(refused({ later }, { begins: 'soon', ends: '2026-11-24' }).map(({ reason }) => reason)).toEqual([
      'not-a-date',
    ])
  })

  test('where one of several must be given, since a blank can be asked about', () => {
    const one: AnswerCheck = {
      'only-when': { any: [{ ends: { 'is-blank': false } }, { medication: { 'is-blank': false } }] },
      at: 'medication',
      say,
    }
    expect(refused({ one }, { begins }).map(({ field }) => field)).toEqual(['medication'])
    expect(refused({ one }, { begins, ends: begins })).toEqual([])
    expect(refused({ one }, { begins, medication: 'Any' })).toEqual([])
  })

  test('but not at a question that is not asked', () => {
    const few: AnswerCheck = { 'only-when': { days_left: { '<': 3 } }, at: 'days_left', say }
    expect(refused({ few }, { begins, days_left: '9' })).toEqual([])
    expect(refused({ few }, { begins, days_left: '9', medication: 'Any' })).toHaveLength(1)
  })
})

const codes = (one: AnswerCheck) =>
  problemsOf(checked({ one }))
    .map(({ code }) => code)
    .filter((code) => code.startsWith('check-') || code.startsWith('condition-'))

test.each<[string, AnswerCheck, readonly string[]]>([
  ['a sound check', later, []],
  ['one of what the form does not ask', { ...later, 'only-when': { pharmacy: 'x' } }, ['check-not-asked']],
  ['one told at what is not asked', { ...later, at: 'pharmacy' }, ['check-nowhere']],
  ['one told at another question', { ...later, at: 'medication' }, ['check-elsewhere']],
  [
    'one of a day and a text',
    { ...later, 'only-when': { ends: { '>=': 'answer.medication' } } },
    ['condition-value'],
  ],
  [
    'one with nothing that is asked',
    { ...later, 'only-when': { ends: { '>=': 'answer.gone' } } },
    ['condition-value'],
  ],
])('%s', (_, one, expected) => {
  expect(codes(one)).toEqual(expected)
})

test('no other condition compares with an answer', () => {
  const portal = portalWith({ 'forms.refill.questions.2.only-when': { medication: 'answer.medication' } })
  expect(problemsOf(portal).map(({ sentence }) => sentence)).toContainEqual(
    expect.stringContaining('Only a check of a form can compare with another answer.'),
  )
})

test('a check is told as a sentence', () => {
  const told = (
    checks: Readonly<Record<string, AnswerCheck>>,
    from: Readonly<Record<string, AnswerCheck>> = {},
  ) => compare(checked(from), checked(checks)).map(({ sentence }) => sentence)
  expect(checked({}).forms['refill']).not.toHaveProperty('checks')
  expect(told({ later })).toEqual([
    '*Ask for a refill* takes answers only when last day is on or after the answer to first day, and says “The end comes after the beginning” when they are not so.',
  ])
  expect(told({}, { later })).toEqual([
    '*Ask for a refill* no longer says “The end comes after the beginning” of answers that do not go together.',
  ])
  expect(told({ later: { ...later, say: label('No') } }, { later })).toEqual([
    'Answers that do not go together are now told “No”.',
  ])
  expect(compare(practice, practice)).toEqual([])
})
