import type { FieldValue } from '@portico/engine/access/condition'
import type { RecordId } from '@portico/engine/brand'
import { whyNoConversion } from '@portico/engine/field/convert'
import type { ItemKindName } from '@portico/engine/field/list'
import type { KindName } from '@portico/engine/field/kinds'
import { fieldOfKind } from '@portico/engine/portal/change-kind'
import { whoMayLook, type Judged } from '@portico/engine/portal/fill-sentence'
import { own } from '@portico/engine/portal/own'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { lacksOf } from '@portico/engine/portal/process-problems'
import { referenceOf } from '@portico/engine/portal/reference'
import { isCountTold } from '@portico/engine/portal/told-counts'
import type { Text } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { openProcesses, seenDraft } from '../postgres/draft-store.ts'
import { knownColumns } from '../postgres/joined-record.ts'
import type { Version } from '../postgres/live-store.ts'
import { readRows, runnerOf } from '../postgres/record-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { openCells } from './cells.ts'
import { judgeFill, type Failing } from './judge-fill.ts'
import { narrowing, readCall } from './read-records.ts'
import { withPower } from './with-power.ts'

export type TryKindInput = {
  readonly table: string
  readonly field: string
  readonly kind: KindName
  readonly options?: Readonly<Record<string, Text>> | undefined
  readonly of?: ItemKindName | undefined
}

/** One value that does not convert, for somebody whose permission lets her read it. */
export type FailingValue = Failing & { readonly reference: string; readonly value: FieldValue }

export type TriedKind = {
  /** How many convert; null where that would tell her what is in them. */
  readonly judged: Judged | null
  /** Why nothing of it could become that; null where something can. */
  readonly why: string | null
  /** What the new field would be, and the id that is free for it. */
  readonly as: Field
  readonly into: string
  /** How many requests are open that go on by steps which need the field as it is. */
  readonly openRequests: number
  /** Those that the one who asks may read; of the others not even the record is told, which could say what is in it. */
  readonly failing: readonly FailingValue[]
  /** Whose roles may look at the values; null where nobody's do. */
  readonly lookers: string | null
}

const withinMs = 8000

/** Free in the draft, and never the column of a field there once was: its values would be there again. */
const freeAmong = (
  fields: Readonly<Record<string, unknown>>,
  isColumn: (id: string) => boolean,
  id: string,
): string => {
  const base = id.replace(/_\d+$/, '').slice(0, 36)
  for (let number = 2; ; number++) {
    const free = `${base}_${String(number)}`
    if (!Object.hasOwn(fields, free) && !isColumn(free)) return free
  }
}

const without = (portal: Portal, table: string, field: string): Portal => {
  const declared = portal.tables[table]
  if (!declared) return portal
  const { [field]: _, ...fields } = declared.fields
  return { ...portal, tables: { ...portal.tables, [table]: { ...declared, fields } } }
}

/** Open requests go on by the steps they began with, and those may ask for the field. */
const needing = async (
  { adapters }: Context,
  transaction: Transaction,
  live: Version,
  { table, field }: TryKindInput,
): Promise<number> => {
  let count = 0
  for (const open of await openProcesses(transaction)) {
    const { portal } = await adapters.live.numbered(open.pinned)
    const lacks = lacksOf(portal, open.workflow, without(live.portal, table, field))
    if (lacks.some(({ need }) => need.kind === 'field' && need.table === table && need.id === field))
      count += open.count
  }
  return count
}

const noValues: Judged = { converts: 0, fails: 0, gone: 0, isAll: true }

type Tried = Omit<TriedKind, 'failing'> & { readonly failing: readonly Failing[] }

const tried = async (
  context: Context,
  transaction: Transaction,
  live: Version,
  input: TryKindInput,
  roles: readonly string[],
): Promise<Result<Tried>> => {
  const { table, field } = input
  const portal = (await seenDraft(transaction)) ?? live.portal
  const from = own(own(portal.tables, table)?.fields, field)
  if (!from || !own(own(live.portal.tables, table)?.fields, field))
    return refuse<Refusal>({ code: 'not-found' })
  const known = await knownColumns(transaction)
  const as = fieldOfKind(field, from, input)
  const fields = portal.tables[table]?.fields ?? {}
  const found = {
    as,
    into: freeAmong(fields, (id) => known.has(`${table} ${id}`), field),
    openRequests: await needing(context, transaction, live, input),
    lookers: whoMayLook(live.portal, table, field),
  }
  const why = whyNoConversion(from, as)
  if (why !== null) return ok({ ...found, why, judged: noValues, failing: [] })
  const fill = { table, source: field, from, to: as }
  const { failing, ...judged } = await judgeFill(transaction, live.portal, fill, context.adapters, withinMs)
  await transaction.query(`select portico.entry_write('build', $1, null, null, $2, 'try-kind')`, [
    table,
    [field],
  ])
  return ok({ ...found, why, failing, judged: isCountTold(live.portal, roles, fill) ? judged : null })
}

/** The values among them that this reader may read, by the view that shows the cells themselves, with its entry. */
const shown = async (
  { adapters }: Context,
  caller: Caller,
  live: Version,
  { table, field }: TryKindInput,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<string, FieldValue>> => {
  const call = readCall(caller, live, table, 'list', null)
  if (ids.length === 0 || !call.ok || !call.value.fields.includes(field)) return new Map()
  const rows = await readRows(
    runnerOf(adapters.database, caller.login),
    { ...call.value, only: [field] },
    narrowing({ table, ids, size: ids.length }, [], null),
  )
  const cells = await openCells(rows, table, call.value.fields, adapters.keyRing)
  return new Map(
    rows.flatMap((row, index) => {
      const value = cells[index]?.[field]
      return value === undefined ? [] : [[String(row['id']), value] as const]
    }),
  )
}

/**
 * What would become of a field's values if it held another kind: how many convert, and each that does not. It changes
 * nothing: the edit is the builder's. Which of the values one may see is decided where any value is.
 */
export const tryKind = (context: Context, input: TryKindInput): Promise<Result<TriedKind>> =>
  attempt(context, { verb: 'build', table: input.table, detail: 'try-kind' }, async (caller, live) => {
    const found = await withPower(
      context,
      { caller, live, power: 'build', login: 'portico_publisher' },
      (transaction, { roles }) => tried(context, transaction, live, input, roles),
    )
    if (!found.ok) return found
    const ids = found.value.failing.map(({ id }) => id)
    const values = await shown(context, caller, live, input, ids)
    const failing = found.value.failing.flatMap((one): readonly FailingValue[] => {
      const value = values.get(one.id)
      return value === undefined ? [] : [{ ...one, reference: referenceOf(one.id), value }]
    })
    return ok({ ...found.value, failing })
  })
