import { expect, test } from 'vitest'
import { verbs } from '../portal/portal.ts'
import { ada, asPatient, asStaff, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { randomPortal } from '../testing/random-portal.ts'
import { randomFrom } from '../testing/random.ts'
import { randomActor, randomWorld, recordFactsIn } from '../testing/random-world.ts'
import { spec } from './spec.ts'
import { sentence } from './why-sentence.ts'
import { groundsOf } from './who-may.ts'
import { why } from './why.ts'

const today = '2026-11-23'
const refillAt = (location: string) => ({ owner: ada, facts: { patient: ada, 'patient.location': location } })

test('each permission on the table answers for itself, in order', () => {
  const reasons = why(
    maple,
    asStaff('provider'),
    'update',
    'refill',
    'decision_note',
    refillAt(uptown),
    today,
  )
  expect(reasons.map((reason) => reason.kind)).toEqual([
    'role-not-held',
    'role-not-held',
    'role-not-held',
    'verb-not-granted',
    'condition-not-met',
  ])
})

test('a privacy officer reads why in sentences', () => {
  const reasons = why(maple, asStaff('front-desk'), 'read', 'refill', 'medication', refillAt(downtown), today)
  expect(reasons.map((reason) => sentence(reason, maple, 'en'))).toEqual([
    'Not as Patient: that is a role not held here.',
    "Allowed: Front desk may read and fill in “Patient”, “Medicine”, “Pickup”, “Pharmacy” and “Wanted by” of “Refill”, only when patient's location is their own location.",
    'Not as Nurse: that is a role not held here.',
    'Not as Provider: that is a role not held here.',
    'Not as Provider: that is a role not held here.',
  ])
  expect(sentence(reasons[1]!, maple, 'es')).toBe(
    'Permitido: Recepción puede leer y rellenar “Patient”, “Medicamento”, “Pickup”, “Pharmacy” y “Wanted by” de “Receta”, solo cuando location de patient es su propio dato location.',
  )
})

test.each([
  [
    'verb-not-granted',
    asStaff('provider'),
    'delete',
    'medication',
    [
      'Not as Provider: this lets them read, and not delete.',
      'Not as Provider: this lets them change, and not delete.',
    ],
  ],
  [
    'field-not-named',
    asStaff('nurse'),
    'read',
    'decision_note',
    ['Not as Nurse: what lets them read does not name “Decision note” of “Refill”.'],
  ],
  [
    'not-own-patient',
    asPatient(bob),
    'read',
    'medication',
    ['Not as Patient: the record is another patient’s.'],
  ],
  [
    'condition-not-met',
    asStaff('provider'),
    'update',
    'decision_note',
    ["Not as Provider: this counts only when patient's location is their own location. That is not so here."],
  ],
  [
    'audience-differs',
    asStaff('patient'),
    'read',
    'medication',
    ['Not as Patient: that is a role for patients, which this account is not.'],
  ],
] as const)(
  '%s is said by what of the permission is in the way, and by no more',
  (kind, actor, verb, field, words) => {
    const facts = refillAt(kind === 'condition-not-met' ? uptown : downtown)
    const reasons = why(maple, actor, verb, 'refill', field, facts, today)
    const said = reasons
      .filter((reason) => reason.kind === kind)
      .map((reason) => sentence(reason, maple, 'en'))
    expect(said).toEqual(words)
  },
)

test('a table nobody may touch says so', () => {
  const reasons = why(maple, asStaff('nurse'), 'read', 'location', 'name', { owner: null, facts: {} }, today)
  expect(reasons.map((reason) => sentence(reason, maple, 'en'))).toEqual([
    'No permission is about “Location”.',
  ])
})

const seed = Number(process.env['SEED'] ?? 3)

test(`on random portals somebody can exactly if one reason says so, and its grounds name that role (SEED=${seed})`, () => {
  const random = randomFrom(seed)
  let granted = 0
  for (let run = 0; run < 60; run += 1) {
    const portal = randomPortal(random)
    const world = randomWorld(random, portal, 2)
    const actor = randomActor(random, portal, world)
    for (const record of world) {
      const facts = recordFactsIn(portal, world, record)
      const verb = random.pick(verbs)
      const expected = spec(portal, actor, verb, record.table, facts, today)
      for (const field of [null, ...Object.keys(portal.tables[record.table]!.fields)]) {
        const reasons = why(portal, actor, verb, record.table, field, facts, today)
        const isGranted = reasons.some(({ kind }) => kind === 'granted')
        expect(isGranted).toBe(field === null ? expected.record : expected.fields.has(field))
        const can = field === null ? [] : groundsOf(portal, record.table, field).map(({ role }) => role)
        if (isGranted && field !== null && verb !== 'delete')
          expect(can.some((role) => actor.roles.includes(role))).toBe(true)
        for (const reason of reasons)
          expect(sentence(reason, portal, random.pick(['en', 'es']))).toMatch(/^[A-Z].*\.$/)
        granted += isGranted ? 1 : 0
      }
    }
  }
  expect(granted).toBeGreaterThan(20)
}, 60_000)
