import { expect, test } from 'vitest'
import { spec } from '../access/spec.ts'
import type { Portal } from '../portal/portal.ts'
import { maple } from '../testing/maple.ts'
import { randomSoundPortal } from '../testing/random-portal.ts'
import { randomFrom } from '../testing/random.ts'
import { inventedWorld } from './invented-world.ts'
import { sightOf, type Sight } from './sight.ts'
import { actorAs, type StandIn } from './stand-in.ts'
import { byId, factsIn } from './world-facts.ts'

const now = '2026-11-23T16:00:00.000Z'
const today = '2026-11-23'

const everybody = (portal: Portal): readonly StandIn[] => [
  ...Object.keys(portal.roles).map((role) => ({ kind: 'role', role }) as const),
  ...inventedWorld(portal, now).people.map((_, at) => ({ kind: 'person', at }) as const),
]

const seenAs = (portal: Portal, standIn: StandIn): Sight => {
  const world = inventedWorld(portal, now)
  const actor = actorAs(portal, world, standIn)
  return actor ? sightOf(portal, world, actor) : { records: [], starts: [] }
}

/** Every cell that comes through, and every cell that would by the oracle. */
const cellsOf = (
  portal: Portal,
  standIn: StandIn,
): { readonly seen: string[]; readonly granted: string[] } => {
  const world = inventedWorld(portal, now)
  const actor = actorAs(portal, world, standIn)
  if (!actor) return { seen: [], granted: [] }
  const all = byId(world)
  const seen = sightOf(portal, world, actor).records.flatMap(({ id, cells }) => [
    id,
    ...Object.keys(cells).map((field) => `${id} ${field}`),
  ])
  const granted = world.records.flatMap((record) => {
    const { record: isSeen, fields } = spec(
      portal,
      actor,
      'read',
      record.table,
      factsIn(portal, all, record),
      today,
    )
    const declared = Object.keys(portal.tables[record.table]?.fields ?? {}).filter((field) =>
      fields.has(field),
    )
    return isSeen ? [record.id, ...declared.map((field) => `${record.id} ${field}`)] : []
  })
  return { seen: seen.toSorted(), granted: granted.toSorted() }
}

test('what a test shows is what the oracle grants, on every cell, for every role and person of many portals', () => {
  let cells = 0
  const portals = [maple, ...Array.from({ length: 40 }, (_, seed) => randomSoundPortal(randomFrom(seed)))]
  for (const [number, portal] of portals.entries())
    for (const standIn of everybody(portal)) {
      const { seen, granted } = cellsOf(portal, standIn)
      expect(seen, `portal ${number} as ${JSON.stringify(standIn)}`).toEqual(granted)
      cells += granted.length
    }
  expect(cells).toBeGreaterThan(500)
}, 60_000)

test('staff read that a cell is hidden, and whoever tests reads why; a patient’s page says nothing of it', () => {
  const refill = ({ records }: Sight) => records.find(({ request }) => request !== null)
  const desk = refill(seenAs(maple, { kind: 'role', role: 'front-desk' }))
  expect(desk?.hidden).toEqual(['decision_note'])
  expect(desk?.cells).not.toHaveProperty('decision_note')
  expect(desk?.withheld[0]?.because.join()).toMatch(/does not name “Decision note”/)
  const patient = refill(seenAs(maple, { kind: 'role', role: 'patient' }))
  expect(patient?.hidden).toEqual([])
  expect(patient?.withheld.map(({ field }) => field)).toContain('decision_note')
  expect(patient?.request).toMatchObject({ queue: null, assignee: null })
})

test('everything is there at every stage and on two sides, so that a condition shows', () => {
  const world = inventedWorld(maple, now)
  const states = new Set(world.records.flatMap(({ request }) => (request ? [request.state] : [])))
  expect([...states].toSorted()).toEqual(Object.keys(maple.workflows['refill']?.states ?? {}).toSorted())
  const count = (standIn: StandIn) =>
    seenAs(maple, standIn).records.filter(({ request }) => request !== null).length
  const desks = world.people.flatMap(({ roles }, at) => (roles.includes('front-desk') ? [at] : []))
  const [near = 0, far = 0] = desks.map((at) => count({ kind: 'person', at }))
  expect(near).toBe(states.size)
  expect(far).toBe(1)
})

test('the next steps are those of the engine, and nothing blank is taken for hidden', () => {
  const { records } = seenAs(maple, { kind: 'role', role: 'nurse' })
  expect(records.some(({ steps }) => steps.some(({ may }) => may))).toBe(true)
  for (const { cells } of records) for (const value of Object.values(cells)) expect(value).not.toBeNull()
  expect(seenAs(maple, { kind: 'role', role: 'patient' }).starts).toEqual(['refill'])
})
