import { expect, test } from 'vitest'
import { check } from './check.ts'
import { apply } from './apply.ts'
import { portalWith, problemCodes } from './practice.fixture.ts'

const label = { en: 'X', es: 'X' }
const refill = 'tables.refill.fields'
const fee = { kind: 'money', class: 'clinical', label: { en: 'Fee', es: 'Tarifa' } }
const tax = { kind: 'money', class: 'operational', label: { en: 'Tax', es: 'Impuesto' } }
const total = (from: unknown = { sum: ['fee', 'tax'] }, more = {}) => ({
  [`${refill}.fee`]: fee,
  [`${refill}.tax`]: tax,
  [`${refill}.total`]: { kind: 'computed', class: 'clinical', label, from, ...more },
})
const at = `${refill}.total`

const permission = (may: readonly string[], ...fields: readonly string[]) => ({
  ...total(),
  'permissions.9': { role: 'nurse', table: 'refill', may, fields },
})

test('a field that is made of what is there and fits has no problem', () => {
  const codes = problemCodes({ ...total(), ...permission(['read'], 'total', 'fee', 'tax') })
  expect(codes.filter((code) => /computed|unknown|condition/.test(code))).toEqual([])
})

test.each([
  ['nothing', total(undefined, { from: undefined }), `computed-of-nothing ${at}`],
  ['what is not there', total({ sum: ['fee', 'gone'] }), `unknown-field ${at}.from`],
  ['two kinds', total({ sum: ['fee', 'days_left'] }), `computed-kind ${at}.from`],
  ['what has no sum', total({ sum: ['medication', 'decision_note'] }), `computed-kind ${at}.from`],
  ['itself', total({ sum: ['fee', 'total'] }), `computed-kind ${at}.from`],
  ['whether itself', total({ whether: { total: { 'is-blank': true } } }), `condition-computed ${at}.from`],
  [
    'another record',
    total({ whether: { 'patient.location': { 'is-blank': true } } }),
    `computed-reach ${at}.from`,
  ],
  ['how its request stands', total({ whether: { state: 'submitted' } }), `computed-reach ${at}.from`],
  ['who looks', total({ whether: { patient: 'me' } }), `computed-reach ${at}.from`],
  ['what day it is', total({ whether: { wanted: 'today' } }), `computed-reach ${at}.from`],
  [
    'what is more private than itself',
    total(undefined, { class: 'operational' }),
    `computed-class ${at}.class`,
  ],
  ['something, and searched', total(undefined, { search: 'exact' }), `search-kind ${at}.search`],
])('made of %s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

test('only what is computed is made of something', () => {
  expect(problemCodes({ [`${refill}.tax`]: { ...tax, from: { sum: ['fee', 'fee'] } } })).toContain(
    `field-setting ${refill}.tax.from`,
  )
})

test('a condition cannot ask about it, not even whether it is blank', () => {
  const parts = {
    ...total({ sum: ['tax', 'tax'] }, { class: 'operational' }),
    'permissions.1.where': { total: { 'is-blank': true } },
  }
  expect(problemCodes(parts)).toContain('condition-computed permissions.1.where')
})

test('a form cannot ask for it', () => {
  const parts = { ...total(), 'forms.refill.questions.0': { ask: 'total' } }
  expect(problemCodes(parts)).toContain('computed-asked forms.refill.questions.0.ask')
})

test.each([
  [
    'without all it is made of',
    permission(['read'], 'total', 'fee'),
    'computed-sources permissions.9.fields',
  ],
  ['to fill it in', permission(['create'], 'total', 'fee', 'tax'), 'computed-written permissions.9.fields'],
  ['to change it', permission(['update'], 'total', 'fee', 'tax'), 'computed-written permissions.9.fields'],
])('no role is given it %s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

test('what something is made of cannot be removed before it', () => {
  const draft = portalWith(total())
  const removal = apply(draft, { kind: 'remove-field', table: 'refill', field: 'fee' })
  expect(removal.ok ? null : removal.refusal[0]?.sentence).toBe(
    '*Fee* is needed by the field *X*, which is worked out of it. Change that first.',
  )
  expect(apply(draft, { kind: 'remove-field', table: 'refill', field: 'total' }).ok).toBe(true)
})

test('each problem with a fix is gone after it', () => {
  for (const parts of [total(undefined, { class: 'operational' }), permission(['read'], 'total')]) {
    const draft = portalWith(parts)
    const problem = check(draft).find(({ code }) => code.startsWith('computed-'))
    const fixed = problem?.fix && apply(draft, problem.fix)
    expect(fixed?.ok && check(fixed.value.portal).filter(({ code }) => code === problem?.code)).toEqual([])
  }
})
