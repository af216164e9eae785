import { abilityFor, fieldsOf, may } from '../access/ability.ts'
import type { Actor } from '../access/actor.ts'
import type { FieldValue } from '../access/condition.ts'
import { why } from '../access/why.ts'
import { sentence } from '../access/why-sentence.ts'
import type { RecordId } from '../brand.ts'
import { dayOf } from '../field/date-time.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import { transitionsFor } from '../workflow/advance.ts'
import { needsPatient } from '../workflow/needs-patient.ts'
import type { World, WorldRecord, WorldRequest } from './world.ts'
import { byId, factsIn } from './world-facts.ts'

/** A cell somebody does not see, and what each permission of her roles says about it. */
export type Withheld = { readonly field: string; readonly because: readonly string[] }

/** One record as somebody would see it, and what she could do with it next. */
export type Sighted = {
  readonly id: RecordId
  readonly table: string
  readonly cells: Readonly<Record<string, FieldValue>>
  /** Fields a page says are hidden: for staff all that is withheld; for patients nothing may hint at it. */
  readonly hidden: readonly string[]
  /** For whoever tests, whatever the audience: why not. */
  readonly withheld: readonly Withheld[]
  readonly request: WorldRequest | null
  /** The next steps she takes part in. */
  readonly steps: readonly { readonly id: string; readonly may: boolean }[]
}

/** What one actor sees of a world: nothing else comes through, as nothing else would in earnest. */
export type Sight = { readonly records: readonly Sighted[]; readonly starts: readonly string[] }

const seenCells = (
  { values }: WorldRecord,
  fields: ReadonlySet<string>,
  declared: readonly string[],
): Readonly<Record<string, FieldValue>> =>
  Object.fromEntries(
    declared.flatMap((field) => (fields.has(field) ? [[field, values[field] ?? null] as const] : [])),
  )

/** Only what permissions of her own roles say: that others are not hers is no help. */
const reasonsFor = (
  portal: Portal,
  actor: Actor,
  record: WorldRecord,
  field: string,
  facts: Parameters<typeof why>[5],
  today: string,
): readonly string[] => {
  const all = why(portal, actor, 'read', record.table, field, facts, today)
  const own_ = all.filter(({ kind }) => kind !== 'role-not-held' && kind !== 'verb-not-granted')
  const naming = own_.filter(({ kind }) => kind !== 'field-not-named')
  return (naming.length > 0 ? naming : own_).map((reason) => sentence(reason, portal, 'en'))
}

const stepsOf = (
  portal: Portal,
  actor: Actor,
  record: WorldRecord,
  facts: ReturnType<typeof factsIn>,
  now: string,
  today: string,
): Sighted['steps'] => {
  const { request } = record
  if (!request) return []
  const offers = transitionsFor({
    ...{ portal, process: portal, record: facts, actor, now, today, freshAt: now },
    request: { ...request, id: record.id, pinned: 0 },
  })
  return offers.map(({ id, may: isOpen }) => ({ id, may: isOpen }))
}

/** Looks at a world through somebody's eyes, by the very functions that decide in earnest. */
export const sightOf = (portal: Portal, world: World, actor: Actor): Sight => {
  const today = dayOf(world.now, portal.timezone)
  const ability = abilityFor(portal, actor, today)
  const all = byId(world)
  const records = world.records.flatMap((record): readonly Sighted[] => {
    const facts = factsIn(portal, all, record)
    const { table } = record
    if (!may(ability, 'read', table, facts)) return []
    const declared = Object.keys(own(portal.tables, table)?.fields ?? {})
    const fields = fieldsOf(ability, 'read', table, facts)
    const missing = declared.filter((field) => !fields.has(field))
    return [
      {
        id: record.id,
        table,
        cells: seenCells(record, fields, declared),
        hidden: actor.audience === 'patient' ? [] : missing,
        withheld: missing.map((field) => ({
          field,
          because: reasonsFor(portal, actor, record, field, facts, today),
        })),
        request: seenRequest(portal, record, actor),
        steps: stepsOf(portal, actor, record, facts, world.now, today),
      },
    ]
  })
  const starts = Object.entries(portal.workflows).flatMap(([id, { start }]) =>
    start.by.some((role) => actor.roles.includes(role)) ? [id] : [],
  )
  return { records, starts }
}

/** Patients are told nothing of queues and colleagues. */
const seenRequest = (
  portal: Portal,
  { table, request }: WorldRecord,
  { audience }: Actor,
): WorldRequest | null => {
  if (!request || audience !== 'patient') return request
  const isHers = needsPatient(portal, table, request.state)
  return { ...request, queue: null, assignee: null, ...(isHers ? { needsPatient: true as const } : {}) }
}
