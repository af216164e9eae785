import { randomUUID } from 'node:crypto'
import type { RecordId } from '@portico/engine/brand'
import { onceReferences } from '@portico/engine/record/once-references'
import { changeRecord as changed } from '@portico/engine/record/write-record'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { actorOf } from '../postgres/actor-row.ts'
import { beginStart, updateRecord } from '../postgres/request-store.ts'
import { isTaken } from '../postgres/taken.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { sealCells } from './cells.ts'

export type ChangeInput = {
  readonly table: string
  readonly id: RecordId
  /** The cells that change, and no other: two who change different cells of one record do not undo each other. */
  readonly answers: Readonly<Record<string, string>>
}

/**
 * Changes cells of a record the practice keeps by itself. What they held before is kept, and the entry is written with it.
 * What somebody has taken, such as the time of an appointment, stays as it was when she took it.
 */
export const changeRecord = (
  context: Context,
  input: ChangeInput,
): Promise<Result<{ readonly id: RecordId }>> =>
  attempt(
    context,
    { verb: 'update', table: input.table, records: [input.id] },
    async (caller, { portal, hash }) => {
      const { table, id, answers } = input
      const { adapters } = context
      const isOfPatients = portal.tables[table]?.people === 'patient'
      return inTransaction(adapters.database.pool(caller.login), async (transaction) => {
        const about = { table, path: null, patient: null, key: randomUUID() }
        const { actor, today } = await beginStart(transaction, caller, hash, about)
        const decided = changed({ portal, table, actor: actorOf(actor), typed: answers, today, record: id })
        if (!decided.ok) return decided
        const place = { portal, table, record: id, owner: isOfPatients ? id : null }
        for (const taker of onceReferences(portal, table))
          if (await isTaken(transaction, taker, id))
            return refuse<Refusal>({ code: 'taken', field: taker.field })
        const columns = await sealCells(decided.value, place, adapters)
        return (await updateRecord(transaction, table, id, columns))
          ? ok({ id })
          : refuse<Refusal>({ code: 'not-found' })
      })
    },
  )
