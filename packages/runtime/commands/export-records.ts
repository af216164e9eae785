import { abilityFor, type Ability } from '@portico/engine/access/ability'
import { exportFreshMinutes, fieldsToExport } from '@portico/engine/access/export'
import { isRecordId } from '@portico/engine/brand'
import type { Language } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { actorOf } from '../postgres/actor-row.ts'
import { factsToExport, todayOf, writeExport } from '../postgres/export-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { readRowsWithin, runnerOf, type Query, type ReadCall, type Row } from '../postgres/record-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { csvOf, referredIn, type Exported } from './export-csv.ts'
import { filterColumn, narrowing, readCall, type Where } from './read-records.ts'
import { recordAnswers } from './record-answer.ts'
import { withPower } from './with-power.ts'

export type ExportQuestion = {
  readonly table: string
  readonly where?: readonly Where[] | undefined
  readonly language: Language
}
export type ExportedFile = { readonly name: string; readonly csv: string; readonly hasMore: boolean }

/** More than that is not a list any more: it is asked for in parts. */
const linesMax = 2000

/** Rows that may leave, each with the fields of it that may. */
type Leaving = { readonly call: ReadCall; readonly rows: readonly (Row & { readonly leaves: Set<string> })[] }

const notFound: Refusal = { code: 'not-found' }
const notFresh: Refusal = { code: 'fresh-sign-in-needed', withinMinutes: exportFreshMinutes }

/** Everything one file needs, in one transaction of the one who takes it. */
type Taking = {
  readonly context: Context
  readonly caller: Caller
  readonly live: Version
  readonly transaction: Transaction
  readonly ability: Ability
}

const idOf = (row: Row): string => String(row['id'])

/** Reads, lets the engine say what of it may leave, and writes the entry of exactly that. */
const taken = async (
  { context, caller, live, transaction, ability }: Taking,
  table: string,
  narrowed: (query: Query, call: ReadCall) => Query | null,
): Promise<Result<Leaving>> => {
  const call = readCall(caller, live, table, 'export', null)
  if (!call.ok) return call
  let isAskable = true
  const runner = runnerOf(context.adapters.database, caller.login)
  const found = await readRowsWithin(transaction, runner, call.value, (query) => {
    const narrow = narrowed(query, call.value)
    isAskable = narrow !== null
    return narrow ?? query.limit(0)
  })
  if (!isAskable) return refuse(notFound)
  const facts = await factsToExport(transaction, table, found.map(idOf).filter(isRecordId))
  const rows = found.flatMap((row) => {
    const record = facts.get(idOf(row))
    const withheld = String(row['_hidden'])
    const readable = call.value.fields.filter((_, index) => withheld[index] !== '1')
    const leaves = record && fieldsToExport(ability, table, record, readable)
    return leaves ? [{ ...row, leaves: new Set(leaves) }] : []
  })
  const fields = call.value.fields.filter((field) => rows.some(({ leaves }) => leaves.has(field)))
  const isWritten = await writeExport(
    transaction,
    { table, records: rows.map(idOf), fields },
    exportFreshMinutes,
  )
  return isWritten ? ok({ call: call.value, rows }) : refuse(notFresh)
}

/** Opened, and without what may be read and not taken away: that is hidden in the file like what may not be read. */
const opened = async (
  { context, live }: Taking,
  { call, rows }: Leaving,
): Promise<Exported> => {
  const { table, fields } = call
  const answers = await recordAnswers(
    rows,
    { table, portal: live.portal, audience: 'staff', fields },
    context.adapters.keyRing,
  )
  const records = answers.map((answer, index) => {
    const leaves = rows[index]?.leaves
    const cells = Object.entries(answer.cells).filter(([field]) => leaves?.has(field))
    return { ...answer, cells: Object.fromEntries(cells) }
  })
  return { table, records }
}

/** What references lead to is called by its name where that may leave too, which is an entry of its own. */
const withReferred = async (taking: Taking, listed: Exported): Promise<Result<readonly Exported[]>> => {
  const all = [listed]
  for (const [table, ids] of referredIn(taking.live.portal, listed)) {
    const found = await taken(taking, table, (query) => query.where('id', 'in', ids))
    if (found.ok && found.value.rows.length > 0) all.push(await opened(taking, found.value))
    else if (!found.ok && found.refusal.code !== 'not-found') return found
  }
  return ok(all)
}

const file = async (
  taking: Taking,
  { table, where = [], language }: ExportQuestion,
): Promise<Result<ExportedFile>> => {
  const found = await taken(taking, table, (query, call) => {
    const columns = where.flatMap((one) => filterColumn(taking.live, call, one) ?? [])
    return columns.length < where.length
      ? null
      : narrowing({ table, where, order: 'newest', size: linesMax }, columns, null)(query)
  })
  if (!found.ok) return found
  const rows = found.value.rows.slice(0, linesMax)
  const all = await withReferred(taking, await opened(taking, { ...found.value, rows }))
  if (!all.ok) return all
  const hasMore = found.value.rows.length > linesMax
  const csv = csvOf(taking.live.portal, all.value, { language, linesMax: hasMore ? linesMax : null })
  return ok({ name: `${table}.csv`, csv, hasMore })
}

/**
 * Records as a file. It takes the power, a fresh sign-in, and a permission with the verb for each record and each cell;
 * whatever else stands in the list says that it is hidden.
 */
export const exportRecords = (context: Context, question: ExportQuestion): Promise<Result<ExportedFile>> =>
  attempt(context, { verb: 'export', table: question.table }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'export', login: 'portico_staff' },
      async (transaction, actor) => {
        const ability = abilityFor(live.portal, actorOf(actor), await todayOf(transaction))
        return file({ context, caller, live, transaction, ability }, question)
      },
    ),
  )
