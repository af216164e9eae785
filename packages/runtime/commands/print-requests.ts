import { sql } from 'kysely'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { Version } from '../postgres/live-store.ts'
import { readRows, runnerOf, type Query } from '../postgres/record-store.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { filterColumn, narrowing, readCall, type Where } from './read-records.ts'
import { recordAnswers, type RecordAnswer } from './record-answer.ts'

export type PrintQuestion = { readonly tables: readonly string[]; readonly where: readonly Where[] }
export type PrintedList = {
  readonly requests: readonly RecordAnswer[]
  /** The patients they are about, as this reader may know them. */
  readonly patients: readonly RecordAnswer[]
  readonly hasMore: boolean
}

/** What somebody works through in a day and more; a longer list says that it is not all. */
const linesMax = 300
const notFound: Refusal = { code: 'not-found' }

/** Records that leave on paper: read as any others, and their entry says that they were taken away. */
const taken = async (
  context: Context,
  caller: Caller,
  live: Version,
  table: string,
  where: readonly Where[],
  narrowed: (query: Query, columns: readonly string[]) => Query,
): Promise<Result<readonly RecordAnswer[]>> => {
  const call = readCall(caller, live, table, 'export', null)
  if (!call.ok) return call
  const columns = where.flatMap((one) => filterColumn(live, call.value, one) ?? [])
  if (columns.length < where.length) return refuse(notFound)
  const rows = await readRows(runnerOf(context.adapters.database, caller.login), call.value, (query) =>
    narrowed(query, columns),
  )
  return ok(
    await recordAnswers(
      rows,
      { table, portal: live.portal, audience: 'staff', fields: call.value.fields },
      context.adapters,
    ),
  )
}

const dueTime = ({ request }: RecordAnswer): number =>
  request?.due == null ? Number.MAX_SAFE_INTEGER : Date.parse(request.due)

const requestsIn = async (
  context: Context,
  caller: Caller,
  live: Version,
  { tables, where }: PrintQuestion,
): Promise<Result<readonly RecordAnswer[]>> => {
  const found: RecordAnswer[] = []
  for (const table of tables) {
    const part = await taken(context, caller, live, table, where, (query, columns) =>
      narrowing({ table, where, order: 'due', size: linesMax }, columns, null)(query),
    )
    if (!part.ok) return part
    found.push(...part.value)
  }
  return ok(found.toSorted((one, other) => dueTime(one) - dueTime(other)))
}

const patientsOf = async (
  context: Context,
  caller: Caller,
  live: Version,
  requests: readonly RecordAnswer[],
): Promise<readonly RecordAnswer[]> => {
  const table = peopleTable(live.portal, 'patient')?.id
  const ids = requests.flatMap((request): RecordId[] => {
    const id = request.cells[live.portal.tables[request.table]?.patient ?? '']
    return typeof id === 'string' && isRecordId(id) ? [id] : []
  })
  if (table === undefined || ids.length === 0) return []
  const found = await taken(context, caller, live, table, [], (query) =>
    query.where(sql<boolean>`id = any (${ids})`),
  )
  return found.ok ? found.value : []
}

/** A list to take along on paper: what waits, and whom it is about, each read with an entry that says so. */
export const printRequests = (context: Context, question: PrintQuestion): Promise<Result<PrintedList>> =>
  attempt(context, { verb: 'export', detail: 'morning-list' }, async (caller, live) => {
    if (caller.login !== 'portico_staff') return refuse(notFound)
    const found = await requestsIn(context, caller, live, question)
    if (!found.ok) return found
    const requests = found.value.slice(0, linesMax)
    return ok({
      requests,
      patients: await patientsOf(context, caller, live, requests),
      hasMore: found.value.length > linesMax,
    })
  })
