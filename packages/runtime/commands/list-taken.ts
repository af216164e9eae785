import { sql } from 'kysely'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { onceReferences } from '@portico/engine/record/once-references'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { isFree, readRows, runnerOf } from '../postgres/record-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { readCall } from './read-records.ts'

/**
 * Which of these records somebody has already: that, and never who. Told to those who work here, of records they may
 * read; patients are offered what is free and nothing else.
 */
export const listTaken = (
  context: Context,
  { table, ids }: { readonly table: string; readonly ids: readonly RecordId[] },
): Promise<Result<{ readonly ids: readonly RecordId[] }>> =>
  attempt(context, { verb: 'list', table }, async (caller, live) => {
    const call = readCall(caller, live, table, 'list', null)
    if (!call.ok) return call
    if (caller.login !== 'portico_staff') return refuse<Refusal>({ code: 'not-found' })
    const free = onceReferences(live.portal, table).map((by) => isFree(by.table, by.field))
    if (free.length === 0 || ids.length === 0) return ok({ ids: [] })
    const rows = await readRows(runnerOf(context.adapters.database, caller.login), call.value, (query) =>
      query
        .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
        .where(sql<boolean>`not (${sql.join(free, sql` and `)})`),
    )
    return ok({ ids: rows.flatMap(({ id }) => (typeof id === 'string' && isRecordId(id) ? [id] : [])) })
  })
