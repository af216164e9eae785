import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { isEncrypted } from '@portico/engine/field/stored'
import { kinds } from '@portico/engine/field/kinds'
import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { Refusal } from '@portico/engine/refusal'
import { readRows, runnerOf, type Query, type ReadCall, type Row } from '../postgres/record-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { readableFields, recordAnswers, type ReaderAudience, type RecordAnswer } from './record-answer.ts'

/** A value that is null asks for what is blank. */
export type Where = { readonly field: string; readonly in: readonly (string | number | boolean | null)[] }

/** By when they came or are due, or by a date and time of theirs. */
export type Order =
  'newest' | 'oldest' | 'due' | { readonly by: string; readonly first: 'soonest' | 'latest' }

export type ReadQuestion = {
  readonly table: string
  readonly ids?: readonly RecordId[] | undefined
  readonly where?: readonly Where[] | undefined
  readonly order?: Order | undefined
  readonly after?: string | undefined
  readonly size?: number | undefined
}

export type RecordsPage = { readonly records: readonly RecordAnswer[]; readonly next: string | null }

const sizeDefault = 50
const notFound: Refusal = { code: 'not-found' }
const requestFilters: Readonly<Record<string, string>> = {
  state: '_state',
  queue: '_queue',
  assignee: '_assignee',
}

export const audienceOf = (caller: Caller): ReaderAudience =>
  caller.login === 'portico_patient' ? 'patient' : 'staff'

const hasWorkflow = (portal: Portal, table: string): boolean =>
  Object.values(portal.workflows).some((workflow) => workflow.table === table)

/** What is asked of the database, once the engine has said that somebody of this audience could ever read it. */
export const readCall = (
  caller: Caller,
  live: Version,
  table: string,
  verb: ReadCall['verb'],
  wanted: RecordId | null,
): Result<ReadCall> => {
  const audience = audienceOf(caller)
  const fields = readableFields(live.portal, audience, table)
  if (fields === null) return refuse(notFound)
  return ok({
    mac: caller.mac,
    standsFor: caller.standsFor,
    isByPerson: caller.isByPerson,
    hash: live.hash,
    login: caller.login,
    table,
    fields,
    isWorkflow: hasWorkflow(live.portal, table),
    verb,
    wanted,
  })
}

/** Only what is stored plainly can be filtered by, and only by values of its kind: anything else is no field at all. */
export const filterColumn = (live: Version, call: ReadCall, { field, in: values }: Where): string | null => {
  const system = call.isWorkflow ? requestFilters[field] : undefined
  if (system !== undefined)
    return field !== 'assignee' ||
      values.every((value) => value === null || (typeof value === 'string' && isRecordId(value)))
      ? system
      : null
  const declared = live.portal.tables[call.table]?.fields[field]
  if (
    !declared ||
    !call.fields.includes(field) ||
    isEncrypted(declared) ||
    ['attachment', 'computed'].includes(declared.kind)
  )
    return null
  const parses = (value: Where['in'][number]): boolean =>
    value === null ||
    (typeof value === 'boolean'
      ? declared.kind === 'yes-no'
      : kinds[declared.kind].parse(String(value), declared).ok)
  return values.every(parses) ? field : null
}

/** What is blank comes last, whichever way. */
const never = (order: ReadQuestion['order']): 'infinity' | '-infinity' =>
  typeof order === 'object' && order.first === 'latest' ? '-infinity' : 'infinity'

const momentIn = (row: Row, order: ReadQuestion['order']): unknown => {
  if (typeof order === 'object') return row[order.by] ?? never(order)
  return order === 'due' ? (row['_due'] ?? never(order)) : row['_created_text']
}

/** Where a page ended: the moment of its last record, and the record. */
export const cursorAt = (moment: unknown, id: unknown): string =>
  Buffer.from(JSON.stringify([moment, id])).toString('base64url')

const cursorOf = (row: Row, order: ReadQuestion['order']): string => cursorAt(momentIn(row, order), row['id'])

const cursorSchema = z.tuple([
  z.string().refine((at) => at === 'infinity' || at === '-infinity' || !Number.isNaN(Date.parse(at))),
  z.string().refine(isRecordId),
])

export const cursorParts = (cursor: string): readonly [string, string] | null => {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    return null
  }
}

/**
 * By a moment, and by id where two have the same one. The newest first means ids upwards all the same, because that is
 * how the indexes lie.
 */
const ordered = (
  query: Query,
  order: ReadQuestion['order'],
  after: readonly [string, string] | null,
): Query => {
  const column = typeof order === 'object' ? order.by : '_due'
  const isByCreation = order === undefined || order === 'newest' || order === 'oldest'
  const moment = isByCreation
    ? sql`"_created"`
    : sql`coalesce(${sql.ref(column)}, ${sql.lit(never(order))}::timestamptz)`
  const isNewest =
    order === undefined || order === 'newest' || (typeof order === 'object' && order.first === 'latest')
  const ids = order === 'oldest' ? 'desc' : 'asc'
  return paged(query, moment, isNewest, ids, after)
    .orderBy(moment, isNewest ? 'desc' : 'asc')
    .orderBy('id', ids)
}

const paged = (
  query: Query,
  moment: RawBuilder<unknown>,
  isNewest: boolean,
  ids: 'asc' | 'desc',
  after: readonly [string, string] | null,
): Query => {
  if (!after) return query
  const [at, id] = [sql`${after[0]}::timestamptz`, sql`${after[1]}::uuid`]
  const [beyond, next] = [sql.raw(isNewest ? '<' : '>'), sql.raw(ids === 'asc' ? '>' : '<')]
  return query.where(
    sql<boolean>`${moment} ${beyond}= ${at} and (${moment} ${beyond} ${at} or id ${next} ${id})`,
  )
}

const amongst = (column: string, values: Where['in']): RawBuilder<boolean> => {
  const given = values.filter((value) => value !== null)
  const blank = sql<boolean>`${sql.ref(column)} is null`
  if (given.length === 0) return blank
  const among = sql<boolean>`${sql.ref(column)} = any (${given})`
  return given.length === values.length ? among : sql<boolean>`(${among} or ${blank})`
}

export const narrowing =
  (question: ReadQuestion, columns: readonly string[], after: readonly [string, string] | null) =>
  (query: Query): Query => {
    const byIds = question.ids ? query.where(amongst('id', question.ids)) : query
    const filtered = (question.where ?? []).reduce(
      (sofar, { in: values }, index) => sofar.where(amongst(columns[index] ?? 'id', values)),
      byIds,
    )
    return ordered(filtered, question.order, after).limit(sql.lit((question.size ?? sizeDefault) + 1))
  }

const pageOf = async (
  context: Context,
  live: Version,
  call: ReadCall,
  rows: readonly Row[],
  question: ReadQuestion,
): Promise<RecordsPage> => {
  const size = question.size ?? sizeDefault
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  const audience = call.login === 'portico_patient' ? 'patient' : 'staff'
  return {
    records: await recordAnswers(
      shown,
      { table: call.table, portal: live.portal, audience, fields: call.fields },
      context.adapters,
    ),
    next: rows.length > size && last ? cursorOf(last, question.order) : null,
  }
}

/** Whoever sorts by what is private learns something of it, so only plain dates and times can be sorted by. */
const isSortable = (live: Version, call: ReadCall, order: ReadQuestion['order']): boolean => {
  if (typeof order !== 'object') return order !== 'due' || call.isWorkflow
  const field = own(live.portal.tables[call.table]?.fields, order.by)
  return field?.kind === 'date-time' && !isEncrypted(field) && call.fields.includes(order.by)
}

/** The first page of everything: nothing in its words is the caller's. */
const isWhole = ({ ids, where = [], after }: ReadQuestion): boolean =>
  ids === undefined && where.length === 0 && after === undefined

/** Lists records: which of them and which cells is Postgres's answer, in the statement that also writes the entry. */
export const readRecords = (context: Context, question: ReadQuestion): Promise<Result<RecordsPage>> =>
  attempt(context, { verb: 'list', table: question.table }, async (caller, live) => {
    const call = readCall(caller, live, question.table, 'list', null)
    if (!call.ok) return call
    const columns = (question.where ?? []).map((where) => filterColumn(live, call.value, where))
    if (!isSortable(live, call.value, question.order)) return refuse(notFound)
    const after = question.after === undefined ? null : cursorParts(question.after)
    if (columns.includes(null) || (question.after !== undefined && after === null)) return refuse(notFound)
    const known = columns.filter((column) => column !== null)
    const rows = await readRows(
      runnerOf(context.adapters.database, caller.login),
      call.value,
      narrowing(question, known, after),
      isWhole(question)
        ? { name: JSON.stringify([question.order ?? 'newest', question.size ?? null]), values: [] }
        : undefined,
    )
    return ok(await pageOf(context, live, call.value, rows, question))
  })

/** Opens one record. What is not there and what is not for this reader get the same answer. */
export const openRecord = (
  context: Context,
  { table, id }: { readonly table: string; readonly id: RecordId },
): Promise<Result<RecordAnswer>> =>
  attempt(context, { verb: 'open', table, records: [id] }, async (caller, live) => {
    const call = readCall(caller, live, table, 'open', id)
    if (!call.ok) return call
    const rows = await readRows(
      runnerOf(context.adapters.database, caller.login),
      call.value,
      (query) => query.where('id', '=', id),
      { name: 'one', values: [id] },
    )
    const [answer] = (await pageOf(context, live, call.value, rows, { table })).records
    return answer ? ok(answer) : refuse(notFound)
  })
