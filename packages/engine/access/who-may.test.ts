import { expect, test } from 'vitest'
import { asPatient, asStaff, ada, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { randomPortal } from '../testing/random-portal.ts'
import { randomFrom } from '../testing/random.ts'
import { randomActor, randomWorld, recordFactsIn } from '../testing/random-world.ts'
import { spec } from './spec.ts'
import { fieldVerbs, groundsOf, mayOn } from './who-may.ts'

const today = '2026-11-23'
const medicine = { table: 'refill', field: 'medication' }
const refillOf = (owner: string, location: string) => ({
  owner,
  facts: { patient: owner, 'patient.location': location },
})

test('each permission on a field is a sentence about that field, with its number', () => {
  expect(groundsOf(maple, 'refill', 'medication')[1]).toEqual({
    permission: 2,
    role: 'front-desk',
    sentence:
      "*Front desk* can read and fill in *Medicine* of refills whose patient's location is their own location.",
  })
})

test('who may change a field and not read it is told so', () => {
  const blind = { role: 'nurse', table: 'refill', may: ['update' as const], fields: ['pharmacy'] }
  const said = (permissions: typeof maple.permissions) =>
    groundsOf({ ...maple, permissions }, 'refill', 'pharmacy').map(({ sentence }) => sentence)
  expect(said([blind])).toEqual(['*Nurse* can change *Pharmacy* of all refills, without reading it.'])
  expect(said([{ ...blind, may: ['read', 'update'] }])).toEqual([
    '*Nurse* can read and change *Pharmacy* of all refills.',
  ])
})

test('the records asked about are counted, and who reaches none of them can do nothing', () => {
  const records = [refillOf(ada, downtown), refillOf(bob, uptown)]
  expect(mayOn(maple, asStaff('front-desk'), medicine, records, today)).toContainEqual({
    verb: 'read',
    by: [2],
    on: 1,
  })
  expect(mayOn(maple, asStaff('front-desk'), medicine, [refillOf(bob, uptown)], today)).toEqual([])
})

test('without a record it says what a role may do to some record, whatever the condition', () => {
  expect(mayOn(maple, asPatient(ada), medicine, null, today).map(({ verb }) => verb)).toEqual([
    'read',
    'create',
  ])
})

test('a role that belongs to another audience gives nothing, with a record and without', () => {
  const crossed = { ...asStaff('front-desk'), audience: 'patient' as const }
  expect(mayOn(maple, crossed, medicine, null, today)).toEqual([])
  expect(mayOn(maple, crossed, medicine, [refillOf(ada, downtown)], today)).toEqual([])
})

test('R1 whoever may do something to a field of a record is exactly whom the oracle grants it, in random portals', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = randomFrom(seed)
    const portal = randomPortal(random)
    const world = randomWorld(random, portal)
    const actor = randomActor(random, portal, world)
    for (const record of world) {
      const facts = recordFactsIn(portal, world, record)
      for (const field of Object.keys(portal.tables[record.table]?.fields ?? {})) {
        const may = mayOn(portal, actor, { table: record.table, field }, [facts], today)
        const granted = fieldVerbs.filter((verb) =>
          spec(portal, actor, verb, record.table, facts, today).fields.has(field),
        )
        expect(
          may.map(({ verb }) => verb),
          `seed ${String(seed)}`,
        ).toEqual(granted)
      }
    }
  }
})
