import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from './canonical.ts'
import type { Change } from './change.ts'
import { compare } from './compare.ts'
import { parsePortal } from './parse.ts'
import { portalWith, practice, practiceWith } from './practice.fixture.ts'

type Parts = Parameters<typeof portalWith>[0]
const changes = (parts: Parts) => compare(practice, portalWith(parts))
const marks = (change: Change | undefined) =>
  (['widens', 'narrows', 'losesData', 'touchesOpenRequests'] as const).filter((mark) => change?.[mark])

const refill = 'tables.refill.fields'
const step = 'workflows.refill.transitions'
const fields = ['patient', 'medication', 'pharmacy', 'days_left']

test('nothing changed is no change', () => {
  expect(compare(practice, practice)).toEqual([])
})

test('permissions written in another way and meaning the same are no change', () => {
  const [first, ...rest] = practice.permissions
  const split = [
    ...rest,
    { role: 'patient', table: 'patient', may: ['read'], fields: ['location'] },
    { role: 'patient', table: 'patient', may: ['read'], fields: ['name'] },
    {
      role: 'patient',
      table: 'patient',
      may: ['read'],
      fields: ['name'],
      where: { location: 'me.location' },
    },
  ]
  expect(first?.role).toBe('patient')
  expect(changes({ permissions: split })).toEqual([])
})

describe('what a change means is marked', () => {
  test.each<[string, Parts, readonly string[]]>([
    [
      'a grant on requests widens at once',
      { 'permissions.2.fields': [...fields, 'decision_note'] },
      ['widens', 'touchesOpenRequests'],
    ],
    ['a revocation narrows at once', { 'permissions.4.fields': fields }, ['narrows', 'touchesOpenRequests']],
    [
      'another condition does both',
      { 'permissions.1.where': { patient: 'me', state: 'submitted' } },
      ['widens', 'narrows', 'touchesOpenRequests'],
    ],
    [
      'every record instead of some widens only',
      { 'permissions.2.where': undefined },
      ['widens', 'touchesOpenRequests'],
    ],
    [
      'some records instead of all narrows only',
      { 'permissions.4.where': { state: 'submitted' } },
      ['narrows', 'touchesOpenRequests'],
    ],
    [
      'a retired field puts its values out of reach',
      { [`${refill}.days_left`]: undefined },
      ['narrows', 'losesData', 'touchesOpenRequests'],
    ],
    ['a new field does nothing by itself', { [`${refill}.color`]: { kind: 'text', class: 'clinical' } }, []],
    [
      'a lower class widens',
      { [`${refill}.medication.class`]: 'operational' },
      ['widens', 'touchesOpenRequests'],
    ],
    ['a step reaches new requests only', { [`${step}.approve.to`]: 'withdrawn' }, []],
    [
      'a wording is sent from now on',
      { 'notices.refill-update.wording.en.body': '{{link}}' },
      ['touchesOpenRequests'],
    ],
  ])('%s', (_, parts, expected) => {
    const found = changes(parts)
    expect(marks(found.find(({ kind }) => !kind.startsWith('change-form')))).toEqual(expected)
  })
})

test('whatever is changed is told, and told in sentences', () => {
  const leaves = (value: unknown): string[][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, below]) => leaves(below).map((rest) => [key, ...rest]))
      : [[]]
  const paths = leaves(practice).filter((path) => path.every((key) => !key.includes('.')))
  const values = [
    'refill',
    'patient',
    'submitted',
    'nurse',
    'clinical',
    'choice',
    'approve',
    'system',
    undefined,
    '09:00-10:00',
    'New words',
    '3m',
    'read',
  ]
  let taken = 0
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.constantFrom(...values), (path, value) => {
      const parsed = parsePortal(practiceWith({ [path.join('.')]: value }))
      if (!parsed.ok || canonical(parsed.value) === canonical(practice)) return
      const list = ['permissions', 'questions'].some((key) => path.includes(key)) && path.includes('0')
      taken += 1
      const found = compare(practice, parsed.value)
      if (!list) expect(found.length, path.join('.')).toBeGreaterThan(0)
      for (const { sentence } of found) expect(sentence).toMatch(/^[*A-Z].*[.]$/s)
    }),
    { numRuns: 300 },
  )
  expect(taken).toBeGreaterThan(20)
})

test('a change and its opposite mark the opposite', () => {
  const after = portalWith({
    'permissions.4.fields': fields,
    'roles.nurse.powers': ['export'],
    'queues.provider.roles.1': 'nurse',
  })
  const there = compare(practice, after)
  const back = compare(after, practice)
  expect(back.filter(({ widens }) => widens)).toHaveLength(there.filter(({ narrows }) => narrows).length)
  expect(back.filter(({ narrows }) => narrows)).toHaveLength(there.filter(({ widens }) => widens).length)
})
