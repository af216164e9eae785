import { describe, expect, test } from 'vitest'
import { practice } from '../portal/practice.fixture.ts'
import { everyPathPortal, randomPortal } from '../testing/random-portal.ts'
import { randomFrom } from '../testing/random.ts'
import { maple } from '../testing/maple.ts'
import { clauseOf, type Clause, type Condition } from './condition.ts'
import { conditionWords } from './condition-words.ts'

describe('a condition reads back as a sentence, in both languages', () => {
  const cases: readonly (readonly [Condition | undefined, string, string])[] = [
    [undefined, 'always', 'siempre'],
    [{ patient: 'me' }, 'patient is the person signed in', 'patient es la persona que inició sesión'],
    [
      { 'patient.location': 'me.location' },
      "patient's location is their own location",
      'location de patient es su propio dato location',
    ],
    [
      { state: 'in-review', queue: 'nurse' },
      'stage is *In review* and queue is *Nurse*',
      'etapa es *In review* y cola es *Nurse*',
    ],
    [{ pickup: { '!=': true } }, 'pickup is not yes', 'pickup no es sí'],
    [{ wanted_by: { '<=': 'today' } }, 'wanted by is on or before today', 'wanted by es a más tardar hoy'],
    [
      { due: { '>': '2026-12-01' } },
      'due day is after 2026-12-01',
      'día en que vence es después de 2026-12-01',
    ],
    [{ pharmacy: { in: ['main', 'b'] } }, 'pharmacy is one of "main", "b"', 'pharmacy es uno de "main", "b"'],
    [{ pharmacy: { 'is-blank': true } }, 'pharmacy is blank', 'pharmacy está en blanco'],
    [
      { not: { assignee: { 'is-blank': false } } },
      'it is not so that (who has it is filled in)',
      'no es cierto que (quién la tiene no está en blanco)',
    ],
    [
      { any: [{ pickup: true }, { all: [{ state: 'submitted' }, { due: { '<': 'today' } }] }] },
      'pickup is yes or (stage is *Submitted* and due day is before today)',
      'pickup es sí o (etapa es *Submitted* y día en que vence es antes de hoy)',
    ],
  ]
  test.each(cases)('%j', (condition, en, es) => {
    expect(conditionWords(maple, 'refill', condition)).toBe(en)
    expect(conditionWords(maple, 'refill', condition, { language: 'es' })).toBe(es)
  })
})

test('options, and the stages of a request referred to, go by their labels', () => {
  expect(conditionWords(practice, 'refill', { pharmacy: 'main' })).toBe('pharmacy is *Main Street*')
  expect(conditionWords(everyPathPortal, 'task', { 'visit.state': 'waiting' })).toBe(
    "visit's stage is *Waiting*",
  )
})

test('a label of capitals keeps them', () => {
  const portal = {
    ...maple,
    tables: {
      refill: { fields: { mri: { kind: 'yes-no', class: 'operational', label: { en: 'MRI wanted' } } } },
    },
  } as const
  expect(conditionWords(portal, 'refill', { mri: true })).toBe('MRI wanted is yes')
})

/** The same clause without brackets around a single part, which say nothing. */
const bare = (clause: Clause): Clause => {
  if (clause.kind === 'not') return { kind: 'not', of: bare(clause.of) }
  if (clause.kind !== 'all' && clause.kind !== 'any') return clause
  const [only, ...more] = clause.of
  return only && more.length === 0 ? bare(only) : { kind: clause.kind, of: clause.of.map(bare) }
}

/** That no sentence says two conditions which could mean different things. */
const readBack = () => {
  const meant = new Map<string, string>()
  return (condition: Condition | undefined, table = 'visit') => {
    const means = JSON.stringify(bare(clauseOf(condition)))
    for (const language of ['en', 'es'] as const) {
      const said = `${table} ${conditionWords(everyPathPortal, table, condition, { language })}`
      expect(meant.get(said) ?? means, said).toBe(means)
      meant.set(said, means)
    }
    return meant.size
  }
}

const grown = (parts: readonly Condition[]): readonly Condition[] => [
  ...parts,
  ...parts.map((not) => ({ not })),
  ...parts.flatMap((one) => [
    { all: [one] },
    { any: [one] },
    ...parts.flatMap((other) => [{ all: [one, other] }, { any: [one, other] }]),
  ]),
]

test('no two ways of putting conditions together share a sentence', () => {
  const leaves: readonly Condition[] = [{ colour: 'red' }, { day: { '!=': 'today' } }]
  const once = grown(leaves)
  const says = readBack()
  for (const condition of grown(once)) says(condition)
  for (const kind of ['all', 'any'] as const)
    for (const one of once)
      for (const two of once)
        for (const three of once)
          says(kind === 'all' ? { all: [one, two, three] } : { any: [one, two, three] })
  expect(says({ colour: 'red' })).toBeGreaterThan(2000)
})

test('no two comparisons share a sentence, whatever somebody wrote in them', () => {
  const says = readBack()
  const values = [
    'red',
    'yes',
    '1',
    1,
    true,
    'a", "b',
    'a',
    'b',
    'A',
    '2026-11-20',
    'routine',
    'waiting',
    'today',
    'me',
    'me.team',
  ]
  for (const path of ['colour', 'kind', 'state', 'queue', 'day', 'patient.team', 'patient.location.region'])
    for (const value of values) {
      says({ [path]: value })
      for (const other of values) says({ [path]: { in: [value, other] } })
      for (const operand of [
        { '!=': value },
        { '<': value },
        { '<=': value },
        { '>': value },
        { '>=': value },
      ])
        says({ [path]: operand })
    }
  expect(says({ colour: { 'is-blank': true } })).toBeGreaterThan(1000)
})

const seed = Number(process.env['SEED'] ?? 11)

test(`conditions of random portals that share a sentence mean the same (SEED=${seed})`, () => {
  const random = randomFrom(seed)
  const says = readBack()
  for (let run = 0; run < 200; run += 1)
    for (const { table, where } of randomPortal(random).permissions) says(where, table)
})
