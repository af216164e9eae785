import { sql } from 'kysely'
import { z } from 'zod'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { onceReferencesTold } from '@portico/engine/record/once-references-told'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { actorOf, actorRowSchema } from '../postgres/actor-row.ts'
import { isFree, readRows, type Query } from '../postgres/record-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { readCall } from './read-records.ts'

type Asked = { readonly table: string; readonly ids: readonly RecordId[] }
type Taken = { readonly ids: readonly RecordId[] }
type Once = ReturnType<typeof onceReferencesTold>[number]

const notFound: Refusal = { code: 'not-found' }
const actingSchema = z.object({ actor: actorRowSchema, today: z.string() })

/** Whoever the transaction has begun as, and the practice's date. */
const acting = async (transaction: Transaction) => {
  const { rows } = await transaction.query('select portico.actor() as actor, portico.today() as today')
  const { actor, today } = actingSchema.parse(rows[0])
  return { actor: actorOf(actor), today }
}

const takenAmong =
  (ids: readonly RecordId[], told: readonly Once[]) =>
  (query: Query): Query =>
    query.where(sql<boolean>`id = any (${[...ids]}::uuid[])`).where(
      sql<boolean>`not (${sql.join(
        told.map(({ table, field }) => isFree(table, field)),
        sql` and `,
      )})`,
    )

/**
 * Which of these records somebody has already: that, and never who. Told to those who work here, of records they may
 * read and as far as they may know of what has them; patients are offered what is free and nothing else.
 */
export const listTaken = (context: Context, { table, ids }: Asked): Promise<Result<Taken>> =>
  attempt(context, { verb: 'list', table }, async (caller, live) => {
    const call = readCall(caller, live, table, 'list', null)
    if (!call.ok) return call
    return inTransaction<Result<Taken>>(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      const told = onceReferencesTold({ portal: live.portal, table, ...(await acting(transaction)) })
      if (told.length === 0) return refuse(notFound)
      if (ids.length === 0) return ok({ ids: [] })
      // Whether they are taken is all that is asked: none of their cells is read.
      const rows = await readRows(transaction, { ...call.value, only: [] }, takenAmong(ids, told))
      return ok({ ids: rows.flatMap(({ id }) => (typeof id === 'string' && isRecordId(id) ? [id] : [])) })
    })
  })
