import { describe, expect, test } from 'vitest'
import {
  clauseMatches,
  clauseOf,
  factsOf,
  matches,
  operators,
  pathsOf,
  type Clause,
  type Condition,
  type FieldValue,
} from './condition.ts'
import { conditionSchema } from './condition-schema.ts'

const viewpoint = { me: 'ada', meFacts: { location: 'downtown', team: null }, today: '2026-11-23' }
const holds = (condition: Condition, value: FieldValue) => matches(condition, { field: value }, viewpoint)

describe('a comparison', () => {
  const truth: readonly (readonly [FieldValue, FieldValue, string])[] = [
    [1, 1, '= in <= >='],
    [1, 2, '!= < <='],
    [2, 1, '!= > >='],
    ['a', 'a', '= in <= >= includes'],
    ['a', 'b', '!= < <='],
    ['B', 'a', '!= < <='],
    ['2026-11-23', '2026-11-30', '!= < <='],
    [true, true, '= in <= >='],
    [false, true, '!= < <='],
    [1, '1', ''],
    [0, false, ''],
    ['', false, ''],
    [null, 'a', ''],
    [null, false, ''],
    [null, 0, ''],
  ]

  test.each(truth)('of %j with %j holds for exactly: %s', (left, right, expected) => {
    const holding = operators.filter((operator) => {
      if (right === null) return false
      const clause: Clause = {
        kind: 'compare',
        path: 'field',
        operator,
        operands: [{ kind: 'literal', value: right }],
      }
      return clauseMatches(clause, { field: left }, viewpoint)
    })
    expect(holding.toSorted()).toEqual(
      expected
        .split(' ')
        .filter((operator) => operator !== '')
        .toSorted(),
    )
  })

  test('with what the actor has not is no, both ways round', () => {
    for (const operand of ['me.team', 'me.nothing']) {
      for (const value of ['red', null]) {
        expect(holds({ field: operand }, value)).toBe(false)
        expect(holds({ field: { '!=': operand } }, value)).toBe(false)
      }
    }
  })

  test('with me is no for an actor who is nobody', () => {
    const nobody = { ...viewpoint, me: null }
    expect(matches({ field: 'me' }, { field: null }, nobody)).toBe(false)
    expect(matches({ field: { '!=': 'me' } }, { field: 'ada' }, nobody)).toBe(false)
  })

  test('knows me, my own fields and today', () => {
    expect(holds({ field: 'me' }, 'ada')).toBe(true)
    expect(holds({ field: 'me.location' }, 'downtown')).toBe(true)
    expect(holds({ field: { '>=': 'today' } }, '2026-11-23')).toBe(true)
    expect(holds({ field: { '<': 'today' } }, '2026-11-23')).toBe(false)
    expect(holds({ field: { in: ['me.location', 'uptown'] } }, 'downtown')).toBe(true)
  })

  test.each(['constructor', 'toString', '__proto__'])('sees nothing in the inherited word %s', (path) => {
    const blank: Clause = { kind: 'blank', path, is: true }
    expect(clauseMatches(blank, {}, viewpoint)).toBe(true)
    const own: Clause = {
      kind: 'compare',
      path: 'field',
      operator: '=',
      operands: [{ kind: 'me', field: path }],
    }
    expect(clauseMatches(own, { field: 'x' }, viewpoint)).toBe(false)
  })
})

describe('includes', () => {
  test('asks whether one is among those that were chosen, whole', () => {
    expect(holds({ field: { includes: 'lift' } }, 'chair lift')).toBe(true)
    for (const [value, one] of [
      ['chairlift', 'lift'],
      ['chair lift', 'chair lift'],
      ['chair lift', 'quiet'],
      [3, 3],
      [true, true],
      [null, 'lift'],
    ] as const)
      expect(holds({ field: { includes: one } }, value), `${value} ${one}`).toBe(false)
  })
})

describe('blank', () => {
  test('is null or not there; no text, number or no is blank', () => {
    expect(matches({ field: { 'is-blank': true } }, {}, viewpoint)).toBe(true)
    expect(holds({ field: { 'is-blank': true } }, null)).toBe(true)
    for (const value of ['', 0, false]) {
      expect(holds({ field: { 'is-blank': true } }, value)).toBe(false)
      expect(holds({ field: { 'is-blank': false } }, value)).toBe(true)
    }
  })
})

describe('all, any and not', () => {
  const [yes, no]: readonly Condition[] = [{ field: 1 }, { field: 2 }]
  const whether = (condition: Condition) => holds(condition, 1)

  test('mean what they say', () => {
    const both = [yes!, no!]
    for (const one of both) {
      for (const other of both) {
        expect(whether({ all: [one, other] })).toBe(one === yes && other === yes)
        expect(whether({ any: [one, other] })).toBe(one === yes || other === yes)
      }
      expect(whether({ not: one })).toBe(one === no)
    }
  })

  test('a map of paths means all of them', () => {
    const facts = { one: 1, two: 2 }
    expect(matches({ one: 1, two: 2 }, facts, viewpoint)).toBe(true)
    expect(matches({ one: 1, two: 3 }, facts, viewpoint)).toBe(false)
  })

  test('not of a comparison with blank holds, where the comparison and its opposite do not', () => {
    expect(holds({ field: 1 }, null)).toBe(false)
    expect(holds({ field: { '!=': 1 } }, null)).toBe(false)
    expect(holds({ not: { field: 1 } }, null)).toBe(true)
  })

  test('no condition is every record, and any of nothing is none', () => {
    expect(matches(undefined, {}, viewpoint)).toBe(true)
    expect(clauseMatches({ kind: 'any', of: [] }, {}, viewpoint)).toBe(false)
  })
})

test('a clause tells which paths and which facts of the actor it reads', () => {
  const clause = clauseOf({
    any: [
      { patient: 'me', 'patient.location': 'me.location' },
      { not: { colour: { in: ['me.team', 'red'] } } },
      { due: { 'is-blank': true } },
    ],
  })
  expect(pathsOf(clause)).toEqual(['patient', 'patient.location', 'colour', 'due'])
  expect(factsOf(clause)).toEqual([null, 'location', 'team'])
})

describe('the schema', () => {
  test.each<readonly [string, unknown]>([
    ['map of nothing', {}],
    ['nothing to be not', { not: {} }],
    ['three references', { 'a.b.c.d': 1 }],
    ['an unknown operator', { field: { like: 'x' } }],
    ['two operators at once', { field: { '>': 1, '<': 3 } }],
    ['an empty list', { field: { in: [] } }],
    ['nothing to be all of', { all: [] }],
    ['a list as a value', { field: ['a'] }],
    ['null as a value', { field: null }],
    ['a word of code', { field: { $regex: '.*' } }],
    ['a list of conditions', [{ field: 1 }]],
    ['text', 'patient = me'],
  ])('takes no %s', (_, condition) => {
    expect(conditionSchema.safeParse(condition).success).toBe(false)
  })
})
