import { expect, test } from 'vitest'
import type { FieldValue } from '../access/condition.ts'
import type { Field } from '../portal/portal.ts'
import { randomFrom } from '../testing/random.ts'
import { convert, conversions, whyNoConversion, type Converted } from './convert.ts'
import { kindNames, kinds, type KindName } from './kinds.ts'

const zone = 'America/Chicago'
const options = {
  low: { en: 'Low', es: 'Baja' },
  high: { en: 'High', es: 'Alta' },
  yes: { en: 'Yes', es: 'Sí' },
  no: { en: 'No', es: 'No' },
  five: { en: '5', es: '5' },
  noon: { en: '12:00', es: '12:00' },
}
const fieldOf = (kind: KindName): Field => ({
  kind,
  class: 'clinical',
  ...(kind === 'choice' || kind === 'many-choice' ? { options } : {}),
  ...(kind === 'list' ? { of: 'text' } : {}),
  ...(kind === 'reference' ? { to: 'patient' } : {}),
  ...(kind === 'signature' ? { statement: { en: 'What I said is true.' } } : {}),
})
const become = (from: KindName, to: KindName, value: Exclude<FieldValue, null>): Converted =>
  convert(fieldOf(from), fieldOf(to), value, zone)

/** Values of each kind, as they are kept. */
const held = {
  text: [
    '7',
    ' 7.50 ',
    'about 7',
    'yes',
    'high',
    'low, high',
    '2026-11-20',
    '9:30 am',
    '555-0100 22',
    'a@b.co',
  ],
  'long-text': ['7', 'One line\nand another', 'low\nhigh', 'x'.repeat(300), 'March 4, 2026 at 2 pm'],
  number: [0, -7, 5, 0.5, 0.125, 123456789012],
  money: [0, 12.5, 1000],
  date: ['2026-11-20', '2024-02-29'],
  'date-time': ['2026-11-20T14:00:00.000Z', '2026-11-01T06:30:00.000Z', '2026-12-01T05:59:00.000Z'],
  time: ['00:00', '09:30', '12:00'],
  choice: ['low', 'yes', 'no', 'five', 'noon', 'gone'],
  'many-choice': ['low', 'high low', 'gone low'],
  'yes-no': [true, false],
  reference: ['8c0f6d6e-6f0e-4f3e-9a25-ffb2cd20f1a1'],
  phone: ['(555) 010-0199'],
  email: ['ada@example.com'],
  address: ['1 A Street\n\nAda\nOK\n74820'],
  attachment: ['8c0f6d6e-6f0e-4f3e-9a25-ffb2cd20f1a1'],
  signature: ['Ada Bloom\n\nWhat I said is true.'],
  list: ['7', 'low\nhigh', 'a\nb\nc'],
  computed: [],
} as const satisfies Record<KindName, readonly Exclude<FieldValue, null>[]>

/** What some text or list may say. */
const said = ['3 pm', '555-0100', 'a@b.co', '9', '2026-01-02', '2026-01-02 10:00', 'low', 'yes']

const pairs = kindNames.flatMap((from) => kindNames.map((to) => [from, to] as const))

test.each(pairs)(
  'of %s into %s, what converts is a value of its kind, and what does not says why',
  (from, to) => {
    const possible: readonly KindName[] = conversions[from]
    expect(whyNoConversion(fieldOf(from), fieldOf(to)) === null).toBe(possible.includes(to))
    for (const value of held[from]) {
      const made = become(from, to, value)
      if (!made.ok) expect(made.why).toMatch(/^[A-Z].*[.?]$/)
      else if (from === to) expect(made.value).toBe(value)
      else {
        expect(possible).toContain(to)
        const written = typeof made.value === 'boolean' ? (made.value ? 'yes' : 'no') : String(made.value)
        expect(kinds[to].parse(written, fieldOf(to))).toEqual({ ok: true, value: made.value })
      }
    }
  },
)

test.each(pairs.filter(([from, to]) => conversions[from].some((kind) => kind === to)))(
  'some value of %s becomes one of %s, if the two are a pair',
  (from, to) => {
    const tries = [...held[from], ...(['list', 'text', 'long-text'].includes(from) ? said : [])]
    expect(tries.some((value) => become(from, to, value).ok)).toBe(true)
  },
)

test('random numbers, amounts, days, times and moments come back from a text as they were', () => {
  const random = randomFrom(8)
  for (let tries = 0; tries < 2000; tries += 1) {
    const cents = random.below(10_000_000)
    const day = new Date(Date.UTC(1900 + random.below(200), random.below(12), 1 + random.below(28)))
    const back: readonly (readonly [KindName, Exclude<FieldValue, null>])[] = [
      ['number', cents / 1000],
      ['money', cents / 100],
      ['date', day.toISOString().slice(0, 10)],
      ['time', `${String(random.below(24)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`],
      ['yes-no', random.chance(0.5)],
      ['choice', random.pick(['low', 'high', 'yes', 'no', 'five', 'noon'])],
      ['many-choice', random.pick(['low', 'high low', 'five noon yes'])],
    ]
    for (const [kind, value] of back) {
      const written = become(kind, 'text', value)
      expect(written.ok && become('text', kind, written.value), `${kind} ${String(value)}`).toEqual({
        ok: true,
        value,
      })
    }
  }
})

const texts: readonly (readonly [KindName, string, FieldValue])[] = [
  ['number', '1,5', 1.5],
  ['number', 'about 7', null],
  ['number', '7 mg', null],
  ['money', '$1,250.50', 1250.5],
  ['money', '1.250', null],
  ['date', '2026-3-4', '2026-03-04'],
  ['date', '3/14/2026', '2026-03-14'],
  ['date', '14/3/2026', '2026-03-14'],
  ['date', '3/4/2026', null],
  ['date', '4/4/2026', '2026-04-04'],
  ['date', '2/30/2026', null],
  ['date', 'March 4th, 2026', '2026-03-04'],
  ['date', '4 de marzo de 2026', '2026-03-04'],
  ['date', 'next Monday', null],
  ['date-time', '2026-11-20 9:30', '2026-11-20T15:30:00.000Z'],
  ['date-time', 'March 4, 2026 at 2 pm', '2026-03-04T20:00:00.000Z'],
  ['date-time', '4 de marzo de 2026 a las 3 de la tarde', '2026-03-04T21:00:00.000Z'],
  ['date-time', '2026-11-20', null],
  ['date-time', '3/4/2026 9:30', null],
  ['time', '3 de la tarde', '15:00'],
  ['choice', 'ALTA', 'high'],
  ['choice', 'Medium', null],
  ['many-choice', 'Low; Alta', 'high low'],
  ['many-choice', 'Low and something', null],
  ['yes-no', 'Sí', true],
  ['yes-no', 'maybe', null],
  ['phone', 'call me', null],
  ['email', 'ada at example', null],
  ['list', 'a\n\nb', 'a\nb'],
]

test.each(texts)('to a %s field, “%s” is read as a person would', (to, typed, value) => {
  const made = become('long-text', to, typed)
  expect(made.ok ? made.value : null).toBe(value)
})

test('a day that could be two is said to be two', () => {
  const made = become('text', 'date', '3/4/2026')
  expect(made.ok ? '' : made.why).toMatch('two different days')
})

test('a day begins at midnight of the practice, and a moment is a day and a time there', () => {
  expect(become('date', 'date-time', '2026-11-20')).toEqual({ ok: true, value: '2026-11-20T06:00:00.000Z' })
  expect(become('date-time', 'date', '2026-12-01T05:59:00.000Z')).toEqual({ ok: true, value: '2026-11-30' })
  expect(become('date-time', 'time', '2026-12-01T05:59:00.000Z')).toEqual({ ok: true, value: '23:59' })
})

test('an amount takes no part of a hundredth, and of several choices no single one', () => {
  expect(become('number', 'money', 0.125).ok).toBe(false)
  expect(become('many-choice', 'choice', 'high low').ok).toBe(false)
})

test('what is private is never laid open, and what is open can be made private', () => {
  const open: Field = { kind: 'text', class: 'operational' }
  expect(whyNoConversion(fieldOf('text'), open)).toMatch('at least as private')
  expect(convert(open, fieldOf('text'), 'red', zone)).toEqual({ ok: true, value: 'red' })
  expect(convert(fieldOf('text'), open, 'red', zone).ok).toBe(false)
})
