import type { Actor } from '../access/actor.ts'
import type { Facts, FieldValue } from '../access/condition.ts'
import type { RecordFacts } from '../access/ability.ts'
import type { RecordId } from '../brand.ts'
import { dayOf } from '../field/date-time.ts'
import { audiences, type Field, type Portal } from '../portal/portal.ts'
import { isWorkflowTable } from '../portal/workflow-table.ts'
import { accountId, recordId } from './maple.ts'
import { addresses, amounts, days, instants, queues, states, times, words } from './random-values.ts'
import type { Random } from './random.ts'

/** Invented records of a random portal, in an order in which each can be inserted after those it refers to. */
export type WorldRecord = {
  readonly id: RecordId
  readonly table: string
  /** Declared fields, and for a request what every request has. */
  readonly values: Facts
  /** Nobody reaches it any more, and what refers to it still knows where it led. */
  readonly deleted?: true
}
export type World = readonly WorldRecord[]

const filled = (random: Random, field: Field, before: World): FieldValue => {
  if (field.kind === 'number') return random.below(3)
  if (field.kind === 'computed') return null
  if (field.kind === 'address') return random.pick(addresses)
  if (field.kind === 'time') return random.pick(times)
  if (field.kind === 'money') return random.pick(amounts)
  if (field.kind === 'yes-no') return random.chance(0.5)
  if (field.kind === 'date') return random.pick(days)
  if (field.kind === 'date-time') return random.pick(instants)
  if (field.kind === 'many-choice')
    return [...random.some(Object.keys(field.options ?? {}))].toSorted().join(' ') || null
  if (field.kind === 'choice') return random.pick(Object.keys(field.options ?? {}))
  if (field.kind !== 'reference') return random.pick(words)
  const targets = before.filter(({ table }) => table === field.to)
  return targets.length > 0 ? random.pick(targets).id : null
}

/** The patient or staff member a record is for is always there; anything else may be blank. */
const isNeeded = (portal: Portal, table: string, field: string): boolean =>
  portal.tables[table]?.patient?.split('.')[0] === field

const requestValues = (random: Random, before: World): Facts => {
  const staff = before.filter(({ table }) => table === 'staff')
  return {
    state: random.pick(states),
    queue: random.chance(0.8) ? random.pick(queues) : null,
    assignee: random.chance(0.6) && staff.length > 0 ? random.pick(staff).id : null,
    due: random.chance(0.8) ? random.pick(instants) : null,
    created: random.pick(instants),
  }
}

const recordOf = (random: Random, portal: Portal, table: string, before: World): WorldRecord => {
  const fields = Object.entries(portal.tables[table]?.fields ?? {})
  const values = fields.map(([id, field]): [string, FieldValue] => [
    id,
    isNeeded(portal, table, id) || random.chance(0.85) ? filled(random, field, before) : null,
  ])
  const request = isWorkflowTable(portal, table) ? requestValues(random, before) : {}
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

/** The same world after some of its records were deleted. */
export const withDeleted = (random: Random, world: World): World =>
  world.map((record) => (random.chance(0.08) ? { ...record, deleted: true } : record))

/** There are few instants and few zones, and a calendar is dear. */
const dayAt = new Map<string, string>()
const dayIn = (zone: string, at: string): string => {
  const held = dayAt.get(`${zone} ${at}`)
  if (held !== undefined) return held
  const day = dayOf(at, zone)
  dayAt.set(`${zone} ${at}`, day)
  return day
}

/** What conditions know of a record's own values: of a date and time its day. */
const knownOf = (portal: Portal, { table, values }: WorldRecord): Facts => {
  const fields = portal.tables[table]?.fields ?? {}
  const isMoment = (id: string) =>
    Object.hasOwn(fields, id) ? fields[id]?.kind === 'date-time' : id === 'due' || id === 'created'
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      typeof value === 'string' && isMoment(id) ? dayIn(portal.timezone, value) : value,
    ]),
  )
}

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
  return { ...knownOf(portal, record), ...Object.fromEntries(walked) }
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
export const randomActor = (
  random: Random,
  portal: Portal,
  world: World,
  audience = random.pick(audiences),
): Actor => {
  const people = world.filter(({ table }) => table === audience)
  const self = people.length > 0 && random.chance(0.9) ? random.pick(people) : null
  return {
    account: accountId(1),
    audience,
    roles: random.some(Object.keys(portal.roles)),
    powers: [],
    person: self?.id ?? null,
    patient: audience === 'patient' ? (self?.id ?? null) : null,
    facts: self ? knownOf(portal, self) : {},
  }
}
