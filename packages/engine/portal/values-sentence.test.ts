import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { portalWith, practice } from './practice.fixture.ts'
import { touchedSentence } from './touched-requests.ts'
import { isValueChange, valuesSentence } from './values-sentence.ts'

type Parts = Parameters<typeof portalWith>[0]
const fields = 'tables.refill.fields'

const told = (parts: Parts, count: number): readonly string[] =>
  compare(practice, portalWith(parts)).flatMap((change) =>
    isValueChange(change) ? [valuesSentence(change, count)] : [],
  )

test.each<[Parts, string, string]>([
  [
    { [`${fields}.days_left`]: undefined },
    '4,310 records have a value in it, kept out of reach.',
    'No record has a value in it.',
  ],
  [{ 'tables.refill': undefined }, '4,310 records are in it, kept out of reach.', 'No record is in it.'],
  [
    { [`${fields}.days_left.kind`]: 'text' },
    '4,310 records have a value in it that would not convert.',
    'No record has a value in it.',
  ],
  [{ [`${fields}.pharmacy.options.north`]: undefined }, '4,310 records have it.', 'No record has it.'],
  [
    { [`${fields}.patient.once`]: true },
    '4,310 records lead where another one leads, and must be parted first.',
    'Nothing is taken twice.',
  ],
])('what becomes of values is told with their number', (parts, many, none) => {
  expect(told(parts, 4310)).toEqual([many])
  expect(told(parts, 0)).toEqual([none])
})

const open = [
  { workflow: 'refill', state: 'submitted', count: 5 },
  { workflow: 'refill', state: 'awaiting-decision', count: 7 },
]
const touched = (parts: Parts): readonly (string | null)[] => [
  ...new Set(compare(practice, portalWith(parts)).map((change) => touchedSentence(practice, change, open))),
]
const all = '12 open requests of *Refill* are touched: 5 in *Submitted* and 7 in *Awaiting decision*.'

test.each<[string, Parts, string | null]>([
  ['a field of their table', { [`${fields}.days_left`]: undefined }, all],
  ['opening hours', { hours: { 'mon-fri': '09:00-17:00' } }, all],
  ['a message they send', { 'notices.refill-update.to': 'queue' }, all],
  [
    'a queue they wait in',
    { 'queues.nurse.roles': ['provider'] },
    '5 open requests of *Refill* are touched: 5 in *Submitted*.',
  ],
  ['a table they are not of', { 'tables.location.fields.name': undefined }, null],
  ['a new step, which is not theirs', { 'workflows.refill.transitions.withdraw.by': ['nurse'] }, null],
])('open requests are told by their stage for %s', (_, parts, sentence) => {
  expect(touched(parts)).toContain(sentence)
})

test('filling in new records touches no open request', () => {
  const after = portalWith({ 'permissions.2.may': ['read'] })
  expect(compare(practice, after).map((change) => touchedSentence(practice, change, open))).toEqual([null])
})
