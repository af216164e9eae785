import { describe, expect, test } from 'vitest'
import { verbs, type Portal } from '../portal/portal.ts'
import { ada, asPatient, asStaff, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { randomPortal } from '../testing/random-portal.ts'
import { randomActor, randomWorld, recordFactsIn, type World } from '../testing/random-world.ts'
import { randomFrom } from '../testing/random.ts'
import type { Actor } from './actor.ts'
import { abilityFor, audienceAbility, fieldsOf, may } from './ability.ts'
import { spec } from './spec.ts'

const today = '2026-11-23'
const refillOf = (owner: string, location = downtown) => ({
  owner,
  facts: { patient: owner, 'patient.location': location },
})

test('a patient reads her own record and no one else’s', () => {
  const ability = abilityFor(maple, asPatient(ada), today)
  expect(may(ability, 'read', 'refill', refillOf(ada))).toBe(true)
  expect(may(ability, 'read', 'refill', refillOf(bob))).toBe(false)
})

test('a field is granted only on the records its own permission reaches', () => {
  const ability = abilityFor(maple, asStaff('provider'), today)
  expect(fieldsOf(ability, 'update', 'refill', refillOf(ada))).toEqual(new Set(['decision_note']))
  expect(fieldsOf(ability, 'update', 'refill', refillOf(ada, uptown))).toEqual(new Set())
})

test('an audience’s ability says what any of its roles could ever see', () => {
  const staff = audienceAbility(maple, 'staff')
  expect(fieldsOf(staff, 'read', 'refill').has('decision_note')).toBe(true)
  expect(fieldsOf(audienceAbility(maple, 'patient'), 'read', 'refill').has('decision_note')).toBe(false)
  expect(may(staff, 'delete', 'refill')).toBe(false)
})

test('permissions of another audience’s roles do not count, even if the account holds the role', () => {
  const ability = abilityFor(maple, { ...asStaff('nurse', 'patient'), audience: 'public' }, today)
  expect(may(ability, 'read', 'refill')).toBe(false)
})

test('a patient account that stands for nobody reaches nothing a patient owns', () => {
  const ability = abilityFor(maple, asPatient(null), today)
  expect(may(ability, 'read', 'refill')).toBe(false)
  expect(may(ability, 'read', 'refill', { owner: null, facts: { patient: null } })).toBe(false)
})

test('a permission that names no field grants the record and none of its fields', () => {
  const portal = {
    ...maple,
    permissions: [{ role: 'nurse', table: 'refill', may: ['read'], fields: [] }],
  } as const
  const ability = abilityFor(portal, asStaff('nurse'), today)
  expect(may(ability, 'read', 'refill', refillOf(ada))).toBe(true)
  expect(fieldsOf(ability, 'read', 'refill', refillOf(ada))).toEqual(new Set())
  expect(fieldsOf(ability, 'read', 'refill')).toEqual(new Set())
})

test('a table called all and a field with a star grant nothing elsewhere', () => {
  const portal = {
    ...maple,
    tables: { ...maple.tables, all: { fields: {} } },
    permissions: [{ role: 'nurse', table: 'all', may: ['read'], fields: ['decision_*'] }],
  } as const
  const ability = abilityFor(portal, asStaff('nurse'), today)
  expect(may(ability, 'read', 'all')).toBe(true)
  expect(may(ability, 'read', 'refill')).toBe(false)
  expect(fieldsOf(ability, 'read', 'refill')).toEqual(new Set())
})

test('an audience’s ability grants no record, since it does not know who asks', () => {
  expect(may(audienceAbility(maple, 'staff'), 'read', 'refill', refillOf(ada))).toBe(false)
  expect(fieldsOf(audienceAbility(maple, 'staff'), 'read', 'refill', refillOf(ada))).toEqual(new Set())
})

test('words hung on Object.prototype change no rule (CVE-2026-1774)', () => {
  const polluted = ['inverted', 'fields', 'conditions', 'medication', 'patient.location'] as const
  for (const word of polluted) {
    Object.defineProperty(Object.prototype, word, { value: downtown, configurable: true, writable: true })
  }
  try {
    const ability = abilityFor(maple, asStaff('provider'), today)
    expect(may(ability, 'read', 'refill', refillOf(ada))).toBe(true)
    expect(may(ability, 'update', 'refill', { owner: ada, facts: { patient: ada } })).toBe(false)
    expect(may(abilityFor(maple, asStaff(), today), 'read', 'refill')).toBe(false)
  } finally {
    for (const word of polluted) Reflect.deleteProperty(Object.prototype, word)
  }
})

test('one rule left out makes an allowed call fail', () => {
  const permissions = maple.permissions.filter(({ role }) => role !== 'nurse')
  expect(may(abilityFor(maple, asStaff('nurse'), today), 'read', 'refill', refillOf(ada))).toBe(true)
  expect(
    may(abilityFor({ ...maple, permissions }, asStaff('nurse'), today), 'read', 'refill', refillOf(ada)),
  ).toBe(false)
})

describe('on random portals', () => {
  const seed = Number(process.env['SEED'] ?? 20261122)
  const portals = Number(process.env['ABILITY_PORTALS'] ?? 10_000)
  /** Mostly those to whom permissions grant anything. */
  const asked = ['patient', 'patient', 'staff', 'staff', 'staff', 'public', 'system'] as const

  test(`R1 on ${portals} random portals the ability grants what the oracle grants, cell by cell (SEED=${seed})`, () => {
    const random = randomFrom(seed)
    const tally = { cells: 0, granted: 0 }
    for (let number = 0; number < portals; number++) {
      const portal = randomPortal(random)
      const world = randomWorld(random, portal, 3)
      const actor = randomActor(random, portal, world, random.pick(asked))
      const difference = firstDifference(portal, world, actor, tally)
      if (difference !== null) expect(difference, `portal ${number}`).toBe('no difference')
    }
    console.log(
      `spec = CASL: ${portals} portals, ${tally.cells} cells, ${tally.granted} granted, SEED=${seed}`,
    )
    expect(tally.granted, 'the generator grants often enough to mean anything').toBeGreaterThan(portals)
  }, 120_000)
})

const isWithin = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].every((field) => other.has(field))

/** Where the ability of one actor says something else than the oracle, or an audience's ability less than one of its actors'. */
const firstDifference = (
  portal: Portal,
  world: World,
  actor: Actor,
  tally: { cells: number; granted: number },
): string | null => {
  const ability = abilityFor(portal, actor, today)
  const bound = audienceAbility(portal, actor.audience)
  for (const record of world) {
    const facts = recordFactsIn(portal, world, record)
    for (const verb of verbs) {
      const expected = spec(portal, actor, verb, record.table, facts, today)
      const fields = fieldsOf(ability, verb, record.table, facts)
      const isEqual =
        may(ability, verb, record.table, facts) === expected.record &&
        fields.size === expected.fields.size &&
        isWithin(fields, expected.fields)
      const isBounded =
        !expected.record ||
        (may(ability, verb, record.table) &&
          may(bound, verb, record.table) &&
          isWithin(expected.fields, fieldsOf(bound, verb, record.table)))
      if (!isEqual || !isBounded)
        return JSON.stringify({ verb, record, facts, actor, permissions: portal.permissions })
      tally.granted += expected.fields.size
      tally.cells += Object.keys(portal.tables[record.table]?.fields ?? {}).length
    }
  }
  return null
}
