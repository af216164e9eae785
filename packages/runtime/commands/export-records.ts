import { abilityFor, fieldsOf, type Ability } from '@portico/engine/access/ability'
import { exportFreshMinutes, fieldsToExport } from '@portico/engine/access/export'
import { isRecordId } from '@portico/engine/brand'
import type { Language } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { actorOf } from '../postgres/actor-row.ts'
import { factsToExport, todayOf, writeExport } from '../postgres/export-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { readRowsWithin, type Query, type ReadCall, type Row } from '../postgres/record-store.ts'
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
type LeavingRow = Row & { readonly leaves: ReadonlySet<string> }
type Leaving = { readonly call: ReadCall; readonly rows: readonly LeavingRow[]; readonly hasMore: boolean }

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

/** What of these rows may leave, by the engine. */
const leaving = async (
  { transaction, ability }: Taking,
  { table, fields }: ReadCall,
  found: readonly Row[],
): Promise<readonly LeavingRow[]> => {
  const facts = await factsToExport(transaction, table, found.map(idOf).filter(isRecordId))
  return found.flatMap((row) => {
    const record = facts.get(idOf(row))
    const withheld = String(row['_hidden'])
    const readable = fields.filter((_, index) => withheld[index] !== '1')
    const leaves = record && fieldsToExport(ability, table, record, readable)
    return leaves ? [{ ...row, leaves }] : []
  })
}

/** Reads as any list is read, and writes the entry of exactly what leaves. */
const taken = async (
  taking: Taking,
  call: ReadCall,
  narrowed: (query: Query) => Query,
): Promise<Result<Leaving>> => {
  const { transaction } = taking
  const found = await readRowsWithin(transaction, call, narrowed)
  const rows = (await leaving(taking, call, found)).slice(0, linesMax)
  const fields = call.fields.filter((field) => rows.some(({ leaves }) => leaves.has(field)))
  const records = rows.map(idOf)
  return (await writeExport(transaction, { table: call.table, records, fields }, exportFreshMinutes))
    ? ok({ call, rows, hasMore: found.length > linesMax })
    : refuse(notFresh)
}

/** Opened, and without what may be read and not taken away: that is hidden in the file like what may not be read. */
const opened = async ({ context, live }: Taking, { call, rows }: Leaving): Promise<Exported> => {
  const { table, fields } = call
  const answers = await recordAnswers(
    rows,
    { table, portal: live.portal, audience: 'staff', fields },
    context.adapters,
  )
  const records = answers.map((answer, index) => {
    const leaves = rows[index]?.leaves
    const cells = Object.entries(answer.cells).filter(([field]) => leaves?.has(field))
    return { ...answer, cells: Object.fromEntries(cells) }
  })
  return { table, records }
}

/** What references lead to is called by its name where that may leave too, which is an entry of its own. */
const referred = async (taking: Taking, listed: Exported): Promise<readonly Exported[]> => {
  const { caller, live } = taking
  const all: Exported[] = []
  for (const [table, ids] of referredIn(live.portal, listed)) {
    const call = readCall(caller, live, table, 'export', null)
    const mayLeave = fieldsOf(taking.ability, 'export', table).size > 0
    if (!call.ok || !mayLeave) continue
    const found = await taken(taking, call.value, (query) => query.where('id', 'in', ids))
    if (found.ok) all.push(await opened(taking, found.value))
  }
  return all
}

const file = async (
  taking: Taking,
  { table, where = [], language }: ExportQuestion,
): Promise<Result<ExportedFile>> => {
  const call = readCall(taking.caller, taking.live, table, 'export', null)
  if (!call.ok) return call
  const columns = where.flatMap((one) => filterColumn(taking.live, call.value, one) ?? [])
  if (columns.length < where.length || fieldsOf(taking.ability, 'export', table).size === 0)
    return refuse(notFound)
  const question = { table, where, order: 'newest', size: linesMax } as const
  const found = await taken(taking, call.value, narrowing(question, columns, null))
  if (!found.ok) return found
  const listed = await opened(taking, found.value)
  const { hasMore } = found.value
  const csv = csvOf(taking.live.portal, [listed, ...(await referred(taking, listed))], {
    language,
    linesMax: hasMore ? linesMax : null,
  })
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
