import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePortal } from './parse.ts'
import { practice, practiceWith } from './practice.fixture.ts'

const problemsOf = (input: unknown) => {
  const parsed = parsePortal(input)
  return parsed.ok ? [] : parsed.refusal
}
const shown = (input: unknown) => problemsOf(input).map(({ code, path }) => `${code} ${path.join('.')}`)

test('a whole portal is taken as it is', () => {
  const parsed = parsePortal(structuredClone(practice))
  expect(parsed).toEqual({ ok: true, value: practice })
})

describe('what is wrong is named with its place', () => {
  test.each([
    ['nothing', {}, 'not-a-portal '],
    ['null, as of an empty file', null, 'not-a-portal '],
    ['a list', [practice], 'not-a-portal '],
    ['a text', 'portal: x', 'not-a-portal '],
    ['an unknown key', practiceWith({ colour: 'red' }), 'unknown-key colour'],
    [
      'an unknown key of a field',
      practiceWith({ 'tables.refill.fields.medication.kidn': 1 }),
      'unknown-key tables.refill.fields.medication.kidn',
    ],
    [
      'a missing class',
      practiceWith({ 'tables.refill.fields.medication.class': undefined }),
      'class-missing tables.refill.fields.medication.class',
    ],
    [
      'a wrong class',
      practiceWith({ 'tables.refill.fields.medication.class': 'secret' }),
      'class-wrong tables.refill.fields.medication.class',
    ],
    [
      'a class that is no text',
      practiceWith({ 'tables.refill.fields.medication.class': [] }),
      'class-wrong tables.refill.fields.medication.class',
    ],
    [
      'an unknown kind',
      practiceWith({ 'tables.refill.fields.medication.kind': 'blob' }),
      'wrong-value tables.refill.fields.medication.kind',
    ],
    ['a missing part', practiceWith({ timezone: undefined }), 'missing timezone'],
    ['a wrong type', practiceWith({ 'tables.refill.fields': [] }), 'wrong-type tables.refill.fields'],
    [
      'an id that is none',
      practiceWith({ 'tables.Refill Table': { fields: {} } }),
      'bad-id tables.Refill Table',
    ],
    ['an empty label', practiceWith({ 'name.en': '' }), 'too-small name.en'],
    ['a colour that is none', practiceWith({ 'look.colour': 'red' }), 'wrong-form look.colour'],
    [
      'three walked references',
      practiceWith({ 'permissions.1.where': { 'a.b.c.d': 'me' } }),
      'bad-condition permissions.1.where',
    ],
    [
      'an unknown operator',
      practiceWith({ 'permissions.1.where': { patient: { like: 'x' } } }),
      'bad-condition permissions.1.where',
    ],
    [
      'an SQL word as a table',
      practiceWith({ 'tables.select': { fields: {} } }),
      'reserved-id tables.select',
    ],
    [
      'an SQL word as a field',
      practiceWith({ 'tables.refill.fields.order': { kind: 'text', class: 'clinical' } }),
      'reserved-id tables.refill.fields.order',
    ],
    [
      'a prototype word',
      practiceWith({ 'roles.constructor': { audience: 'staff' } }),
      'reserved-id roles.constructor',
    ],
    [
      'a column of every record',
      practiceWith({ 'tables.refill.fields.state': { kind: 'text', class: 'clinical' } }),
      'reserved-id tables.refill.fields.state',
    ],
    [
      'the system as a role',
      practiceWith({ 'roles.system': { audience: 'staff' } }),
      'reserved-id roles.system',
    ],
    [
      'a role named twice',
      practiceWith({ 'queues.nurse.roles.1': 'nurse' }),
      'duplicate-id queues.nurse.roles.1',
    ],
    [
      'a field named twice',
      practiceWith({ 'permissions.0.fields.2': 'name' }),
      'duplicate-id permissions.0.fields.2',
    ],
    [
      'ids that look alike',
      practiceWith({ 'tables.refill.fields.days-left': { kind: 'text', class: 'clinical' } }),
      'duplicate-id tables.refill.fields.days-left',
    ],
    ['a label of 10 MB', practiceWith({ 'name.en': 'x'.repeat(10_000_000) }), 'too-long name.en'],
    ['no number', practiceWith({ 'look.colour': Number.NaN }), 'not-plain look.colour'],
    ['a thing that is no data', practiceWith({ name: new Map() }), 'not-plain name'],
  ])('%s', (_, input, expected) => {
    expect(shown(input)).toContain(expected)
  })

  test('several at once, each on its own', () => {
    const input = practiceWith({
      timezone: undefined,
      'tables.table': { fields: {} },
      'tables.refill.fields.medication.class': 'x',
    })
    expect(shown(input)).toEqual([
      'reserved-id tables.table',
      'missing timezone',
      'class-wrong tables.refill.fields.medication.class',
    ])
  })
})

test('a missing class is asked for in words', () => {
  const [problem] = problemsOf(practiceWith({ 'tables.refill.fields.medication.class': undefined }))
  expect(problem?.sentence).toMatch(
    /^Field "medication" of table "refill" has no answer to "What is in it\?"\. Choose /,
  )
})

test('an unknown key is named in the sentence', () => {
  const [problem] = problemsOf(practiceWith({ 'forms.refill.questions.1.opt': true }))
  expect(problem?.sentence).toMatch(/^Question 2 of form "refill" has "opt", which Portico does not know/)
})

test.each(['__proto__', 'constructor', 'prototype'])('the key %s changes no prototype', (key) => {
  const input: unknown = JSON.parse(`{ "tables": { "${key}": { "fields": { "polluted": true } } } }`)
  expect(shown(input)).toContain(`reserved-id tables.${key}`)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a value that contains itself ends', () => {
  const circle: Record<string, unknown> = {}
  circle['all'] = [circle]
  const input = practiceWith({ 'permissions.1.where': circle })
  expect(shown(input).some((problem) => problem.startsWith('too-deep'))).toBe(true)
})

test('a value with very many entries ends soon', () => {
  const started = performance.now()
  const input = { ...practice, permissions: Array.from({ length: 2_000_000 }, () => 1) }
  expect(shown(input)).toContain('too-big ')
  expect(performance.now() - started).toBeLessThan(2000)
})

test('no sentence carries more than a glimpse of what was written', () => {
  const input = practiceWith({ 'tables.refill.fields.medication.class': 'x'.repeat(4000) })
  for (const { sentence } of problemsOf(input)) expect(sentence.length).toBeLessThan(600)
})

test('never throws, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true, withMap: true, withSet: true, withDate: true }),
      (input) => {
        parsePortal(input)
      },
    ),
  )
})

test('never throws on a portal with anything put anywhere', () => {
  const keys = (value: unknown): string[][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, below]) => [[key], ...keys(below).map((rest) => [key, ...rest])])
      : []
  const paths = keys(practice).filter((path) => path.every((key) => !key.includes('.')))
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const input = practiceWith({ [path.join('.')]: value })
      for (const problem of problemsOf(input)) expect(problem.sentence).toMatch(/^["A-Z].*[.]$/s)
    }),
    { numRuns: 200 },
  )
})
