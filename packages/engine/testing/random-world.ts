import type { Actor } from '../access/actor.ts'
import type { Facts, FieldValue } from '../access/condition.ts'
import type { RecordFacts } from '../access/ability.ts'
import type { RecordId } from '../brand.ts'
import { asConditionsKnow } from '../field/date-time.ts'
import { audiences, type Field, type Portal } from '../portal/portal.ts'
import { accountId, recordId } from './maple.ts'
import { days, instants, states, words } from './random-portal.ts'
import type { Random } from './random.ts'

/** Invented records of a random portal, in an order in which each can be inserted after those it refers to. */
export type WorldRecord = { readonly id: RecordId; readonly table: string; readonly values: Facts }
export type World = readonly WorldRecord[]

const filled = (random: Random, field: Field, before: World): FieldValue => {
  if (field.kind === 'number') return random.below(3)
  if (field.kind === 'yes-no') return random.chance(0.5)
  if (field.kind === 'date') return random.pick(days)
  if (field.kind === 'date-time') return random.pick(instants)
  if (field.kind !== 'reference') return random.pick(words)
  const targets = before.filter(({ table }) => table === field.to)
  return targets.length > 0 ? random.pick(targets).id : null
}

/** The patient or staff member a record is for is always there; anything else may be blank. */
const isNeeded = (portal: Portal, table: string, field: string): boolean =>
  portal.tables[table]?.patient?.split('.')[0] === field

const recordOf = (random: Random, portal: Portal, table: string, before: World): WorldRecord => {
  const fields = Object.entries(portal.tables[table]?.fields ?? {})
  const values = fields.map(([id, field]): [string, FieldValue] => [
    id,
    isNeeded(portal, table, id) || random.chance(0.85) ? filled(random, field, before) : null,
  ])
  const request = table === 'visit' ? { state: random.pick(states) } : {}
  return { id: recordId(before.length + 1), table, values: { ...Object.fromEntries(values), ...request } }
}

export const randomWorld = (random: Random, portal: Portal, perTable = 4): World =>
  Object.keys(portal.tables).reduce<World>(
    (world, table) =>
      Array.from({ length: perTable }).reduce<World>(
        (grown) => [...grown, recordOf(random, portal, table, grown)],
        world,
      ),
    [],
  )

/** A record's values by path, with references walked: what conditions read. */
export const factsIn = (portal: Portal, world: World, record: WorldRecord, hops = 2): Facts => {
  const fields = portal.tables[record.table]?.fields ?? {}
  const walked = Object.entries(fields).flatMap(([id, field]) => {
    const target = world.find((other) => field.kind === 'reference' && other.id === record.values[id])
    if (!target || hops === 0) return []
    return Object.entries(factsIn(portal, world, target, hops - 1)).map(
      ([path, value]): [string, FieldValue] => [`${id}.${path}`, value],
    )
  })
  return {
    ...asConditionsKnow(fields, record.values, portal.timezone),
    ...Object.fromEntries(walked),
  }
}

const ownerIn = (portal: Portal, record: WorldRecord, facts: Facts): string | null => {
  const table = portal.tables[record.table]
  if (table?.people === 'patient') return record.id
  const owner = table?.patient === undefined ? null : facts[table.patient]
  return typeof owner === 'string' ? owner : null
}

export const recordFactsIn = (portal: Portal, world: World, record: WorldRecord): RecordFacts => {
  const facts = factsIn(portal, world, record)
  return { owner: ownerIn(portal, record, facts), facts }
}

/** Somebody with any roles, some of them perhaps of another audience, who is perhaps nobody in particular. */
export const randomActor = (random: Random, portal: Portal, world: World): Actor => {
  const audience = random.pick(audiences)
  const people = world.filter(({ table }) => table === audience)
  const self = people.length > 0 && random.chance(0.9) ? random.pick(people) : null
  return {
    account: accountId(1),
    audience,
    roles: random.some(Object.keys(portal.roles)),
    powers: [],
    person: self?.id ?? null,
    patient: audience === 'patient' ? (self?.id ?? null) : null,
    facts: self ? self.values : {},
  }
}
