import type { RecordFacts } from '../access/ability.ts'
import type { Facts, FieldValue } from '../access/condition.ts'
import { isRecordId, type RecordId } from '../brand.ts'
import { asConditionsKnow, dayOf } from '../field/date-time.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import type { World, WorldRecord } from './world.ts'

/** How far conditions may walk over references. */
const hopsMax = 2

export type ById = ReadonlyMap<string, WorldRecord>
export const byId = ({ records }: World): ById => new Map(records.map((record) => [record.id, record]))

const valuesAlong = (
  portal: Portal,
  all: ById,
  { table, values }: WorldRecord,
  hops: number,
): readonly (readonly [string, FieldValue])[] => {
  const fields = own(portal.tables, table)?.fields ?? {}
  const known = asConditionsKnow(fields, values, portal.timezone)
  return Object.keys(fields).flatMap((id) => {
    const value = known[id] ?? null
    const target = fields[id]?.kind === 'reference' && hops > 0 ? all.get(String(value)) : undefined
    const beyond = target ? valuesAlong(portal, all, target, hops - 1) : []
    return [[id, value] as const, ...beyond.map(([path, far]) => [`${id}.${path}`, far] as const)]
  })
}

/** The patient a record belongs to, along its table's ownership path. */
const ownerOf = (portal: Portal, all: ById, record: WorldRecord): RecordId | null => {
  const table = own(portal.tables, record.table)
  if (table?.people === 'patient') return record.id
  let at: WorldRecord | undefined = record
  let owner: RecordId | null = null
  for (const step of table?.patient?.split('.') ?? []) {
    const value: FieldValue = at?.values[step] ?? null
    owner = typeof value === 'string' && isRecordId(value) ? value : null
    at = owner === null ? undefined : all.get(owner)
  }
  return owner
}

/** What decides about a record: whose it is, and its values by path, as the database would hand them over. */
export const factsIn = (portal: Portal, all: ById, record: WorldRecord): RecordFacts => {
  const { request } = record
  const day = (at: string | null): string | null => at && dayOf(at, portal.timezone)
  const system: Facts = request
    ? {
        state: request.state,
        queue: request.queue,
        assignee: request.assignee,
        due: day(request.due),
        created: day(request.created),
      }
    : {}
  return {
    owner: ownerOf(portal, all, record),
    facts: { ...Object.fromEntries(valuesAlong(portal, all, record, hopsMax)), ...system },
  }
}
