import { describe, expect, test } from 'vitest'
import { formSchema } from '../portal/form-schema.ts'
import { tableSchema, type Form, type Portal } from '../portal/portal.ts'
import { ada, downtown, maple, recordId } from '../testing/maple.ts'
import { isAsked, parseAnswers, parseAsked, type Typed } from './answers.ts'

const form = maple.forms['refill']!
const context = {
  viewpoint: { me: ada, meFacts: { location: downtown }, today: '2026-11-23' },
  facts: { patient: ada, 'patient.location': downtown },
}
const parse = (typed: Typed, asked: Form = form, portal: Portal = maple) =>
  parseAnswers(portal, asked, typed, context)
const invalid = (...answers: readonly (readonly [string, string])[]) => ({
  ok: false,
  refusal: { code: 'answers-invalid', answers: answers.map(([field, reason]) => ({ field, reason })) },
})

describe('a form', () => {
  test('is read by the kinds of its fields, trimmed', () => {
    expect(parse({ medication: '  aspirin\n', pickup: 'yes', wanted_by: ' 2026-11-30 ' })).toEqual({
      ok: true,
      value: { medication: 'aspirin', pickup: true, wanted_by: '2026-11-30' },
    })
  })

  test('leaves out what was optional and left blank', () => {
    for (const blank of [{}, { wanted_by: '' }, { wanted_by: ' \t' }]) {
      expect(parse({ medication: 'a', pickup: 'yes', ...blank })).toEqual({
        ok: true,
        value: { medication: 'a', pickup: true },
      })
    }
  })

  test('says of every answer at once what is wrong, in the order it asks', () => {
    expect(parse({ pickup: 'maybe', wanted_by: '2026-02-30' })).toEqual(
      invalid(['medication', 'missing'], ['pickup', 'not-a-choice'], ['wanted_by', 'not-a-date']),
    )
  })

  test('counts spaces as nothing', () => {
    expect(parse({ medication: '   ', pickup: 'yes' })).toEqual(invalid(['medication', 'missing']))
  })

  test('refuses what it does not ask, even a field of its table', () => {
    expect(parse({ medication: 'a', pickup: 'yes', decision_note: 'x', nonsense: 'y' })).toEqual(
      invalid(['decision_note', 'unknown'], ['nonsense', 'unknown']),
    )
  })

  test('repeats no unknown key that could be something somebody typed', () => {
    const typed = { medication: 'a', pickup: 'yes', 'Ada has asthma': 'x', ['a'.repeat(41)]: 'x', '': 'x' }
    expect(parse(typed)).toEqual(invalid(['?', 'unknown'], ['?', 'unknown'], ['?', 'unknown']))
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'refuses the key %s like any other',
    (key) => {
      const typed: Typed = Object.fromEntries([
        ['medication', 'a'],
        ['pickup', 'yes'],
        [key, 'x'],
      ])
      expect(parse(typed)).toMatchObject({ ok: false, refusal: { answers: [{ reason: 'unknown' }] } })
    },
  )

  test('does not take an inherited word for an answer', () => {
    const asked = formSchema.parse({ table: 'refill', questions: [{ ask: 'constructor' }] })
    expect(parse({}, asked)).toEqual(invalid(['constructor', 'unknown']))
  })

  test.each([
    ['a byte no database stores', 'a\0b'],
    ['half a character', 'a\ud800'],
  ])('refuses %s', (_, medication) => {
    expect(parse({ medication, pickup: 'yes' })).toEqual(invalid(['medication', 'not-valid']))
  })

  test('never repeats a value in a refusal', () => {
    const refused = JSON.stringify(
      parse({ medication: 'canary'.repeat(50), pickup: 'canary', wanted_by: 'canary', other: 'canary' }),
    )
    expect(refused).not.toContain('canary')
  })
})

describe('a question with a condition', () => {
  test('is asked, and needed, when the answers before it say so', () => {
    expect(parse({ medication: 'a', pickup: 'no' })).toEqual(invalid(['pharmacy', 'missing']))
    expect(parse({ medication: 'a', pickup: 'no', pharmacy: 'Main' })).toEqual({
      ok: true,
      value: { medication: 'a', pickup: false, pharmacy: 'Main' },
    })
  })

  test('drops what was typed before it was hidden, unread', () => {
    expect(parse({ medication: 'a', pickup: 'yes', pharmacy: 'x'.repeat(999) })).toEqual({
      ok: true,
      value: { medication: 'a', pickup: true },
    })
  })

  test('takes an answer that could not be read as no answer', () => {
    expect(parse({ medication: 'a', pickup: 'perhaps' })).toEqual(invalid(['pickup', 'not-a-choice']))
  })

  const chain = formSchema.parse({
    table: 'refill',
    questions: [
      { ask: 'pickup' },
      { ask: 'pharmacy', 'only-when': { pickup: false } },
      { ask: 'medication', 'only-when': { pharmacy: { 'is-blank': false } } },
      { ask: 'wanted_by', 'only-when': { not: { medication: { 'is-blank': false } } } },
    ],
  })

  test('sees only answers that were asked themselves', () => {
    expect(
      parse({ pickup: 'yes', pharmacy: 'Main', medication: 'a', wanted_by: '2026-12-01' }, chain),
    ).toEqual({
      ok: true,
      value: { pickup: true, wanted_by: '2026-12-01' },
    })
    expect(
      parse({ pickup: 'no', pharmacy: 'Main', medication: 'a', wanted_by: '2026-12-01' }, chain),
    ).toEqual({
      ok: true,
      value: { pickup: false, pharmacy: 'Main', medication: 'a' },
    })
  })

  test('cannot look at answers that come after it', () => {
    const backwards = formSchema.parse({
      table: 'refill',
      questions: [{ ask: 'pharmacy', 'only-when': { pickup: false } }, { ask: 'pickup' }],
    })
    expect(parse({ pickup: 'no', pharmacy: 'Main' }, backwards)).toEqual({
      ok: true,
      value: { pickup: false },
    })
  })

  test('can look at whose the record is and who asks', () => {
    const [asked, other] = [{ 'patient.location': 'me.location' }, { patient: { '!=': 'me' } }].map(
      (condition) =>
        formSchema.parse({ table: 'refill', questions: [{ ask: 'pharmacy', 'only-when': condition }] })
          .questions[0]!,
    )
    expect(isAsked(asked!, {}, context)).toBe(true)
    expect(isAsked(other!, {}, context)).toBe(false)
  })
})

const on = { today: '2026-11-23', zone: 'America/Chicago' }

describe('every kind', () => {
  const kinds = tableSchema.parse({
    fields: {
      text: { kind: 'text', class: 'public' },
      long: { kind: 'long-text', class: 'public' },
      number: { kind: 'number', class: 'public' },
      date: { kind: 'date', class: 'public' },
      choice: { kind: 'choice', class: 'public', options: { one: { en: 'One' } } },
      yes: { kind: 'yes-no', class: 'public' },
      reference: { kind: 'reference', to: 'patient', class: 'public' },
      phone: { kind: 'phone', class: 'public' },
      email: { kind: 'email', class: 'public' },
      attachment: { kind: 'attachment', class: 'clinical' },
    },
  })

  test.each([
    ['text', 'Ünïcode 👩‍⚕️ \'"; drop', 'Ünïcode 👩‍⚕️ \'"; drop'],
    ['text', 'x'.repeat(200), 'x'.repeat(200)],
    ['long', 'two\nlines', 'two\nlines'],
    ['number', '-12.5', -12.5],
    ['number', '12,5', 12.5],
    ['date', '2028-02-29', '2028-02-29'],
    ['choice', 'one', 'one'],
    ['yes', 'no', false],
    ['reference', recordId(7), recordId(7)],
    ['phone', '+1 (555) 010-0000', '+1 (555) 010-0000'],
    ['email', 'ada@example.com', 'ada@example.com'],
    ['attachment', recordId(8), recordId(8)],
  ])('%s takes “%s”', (field, typed, value) => {
    expect(parseAsked(kinds.fields, [field], { [field]: typed }, on)).toEqual({
      ok: true,
      value: { [field]: value },
    })
  })

  test.each([
    ['text', 'x'.repeat(201), 'too-long'],
    ['long', 'x'.repeat(4001), 'too-long'],
    ['number', '1e5', 'not-a-number'],
    ['number', 'NaN', 'not-a-number'],
    ['number', '0x10', 'not-a-number'],
    ['date', '2027-02-29', 'not-a-date'],
    ['date', '11/30/2026', 'not-a-date'],
    ['choice', 'two', 'not-a-choice'],
    ['choice', 'constructor', 'not-a-choice'],
    ['yes', 'true', 'not-a-choice'],
    ['reference', '7', 'not-found'],
    ['phone', 'call me', 'not-valid'],
    ['email', 'ada', 'not-valid'],
    ['attachment', '../../key', 'not-found'],
  ])('%s refuses “%s”: %s', (field, typed, reason) => {
    expect(parseAsked(kinds.fields, [field], { [field]: typed }, on)).toEqual(invalid([field, reason]))
  })
})

test('an answer lies within the limits of its field: the least, the most, the first and the last day', () => {
  const { fields } = tableSchema.parse({
    fields: {
      left: { kind: 'number', class: 'public', min: 0, max: 400 },
      count: { kind: 'number', class: 'public', decimals: 0 },
      dose: { kind: 'number', class: 'public', decimals: 2 },
      since: { kind: 'date', class: 'public', 'not-before': '1900-01-01', 'not-after': 'today' },
      starts: { kind: 'date-time', class: 'public', 'not-before': 'today' },
    },
  })
  const said = (field: string, typed: string) => parseAsked(fields, [field], { [field]: typed }, on)
  for (const [field, typed, reason] of [
    ['left', '-3', 'too-small'],
    ['left', '401', 'too-large'],
    ['count', '1.5', 'too-precise'],
    ['count', '-0,000001', 'too-precise'],
    ['dose', '0.125', 'too-precise'],
    ['since', '0001-01-01', 'too-early'],
    ['since', '2026-11-24', 'too-late'],
    // Half past eleven in the evening of the day before, at the practice.
    ['starts', '2026-11-23T05:30:00Z', 'too-early'],
  ] as const)
    expect(said(field, typed)).toEqual(invalid([field, reason]))
  for (const [field, typed] of [
    ['left', '0'],
    ['count', '-12.000'],
    ['dose', '123456789012.25'],
    ['since', '2026-11-23'],
    ['starts', '2026-11-23T06:00:00Z'],
  ] as const)
    expect(said(field, typed)).toMatchObject({ ok: true })
})

describe('what a transition asks', () => {
  const { fields } = maple.tables['refill']!

  test('is all needed, and nothing else is taken', () => {
    expect(
      parseAsked(fields, ['decision_note', 'pickup'], { decision_note: ' ', medication: 'x' }, on),
    ).toEqual(invalid(['medication', 'unknown'], ['decision_note', 'missing'], ['pickup', 'missing']))
  })

  test('may be nothing', () => {
    expect(parseAsked(fields, [], {}, on)).toEqual({ ok: true, value: {} })
    expect(parseAsked(fields, [], { decision_note: 'x' }, on)).toEqual(invalid(['decision_note', 'unknown']))
  })
})
