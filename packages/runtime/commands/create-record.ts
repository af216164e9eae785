import { isRecordId, type RecordId } from '@portico/engine/brand'
import { createRecord as created } from '@portico/engine/record/write-record'
import { ok, type Result } from '@portico/engine/result'
import { actorOf } from '../postgres/actor-row.ts'
import { isThere } from '../postgres/fault.ts'
import { insertRecord } from '../postgres/kept-store.ts'
import { beginStart } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { sealCells } from './cells.ts'

export type CreateInput = {
  readonly table: string
  readonly answers: Readonly<Record<string, string>>
  readonly key: string
}

/** The same call again makes the same id, so that a button pressed twice makes one record. To everybody else it is random. */
const idOf = (
  { adapters: { macs } }: Context,
  caller: Caller,
  { table, answers, key }: CreateInput,
): RecordId => {
  const asked = ['record', caller.mac.toString('hex'), table, key, Object.entries(answers).toSorted()]
  const bytes = macs.input(JSON.stringify(asked)).subarray(0, 16)
  const hex = bytes.toString('hex')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  if (!isRecordId(id)) throw new Error('sixteen bytes make an id')
  return id
}

/** Adds a record to a table the practice keeps by itself. Its entry is written with it. */
export const createRecord = (
  context: Context,
  input: CreateInput,
): Promise<Result<{ readonly id: RecordId }>> =>
  attempt(context, { verb: 'create', table: input.table }, async (caller, { portal, hash }) => {
    const { table, answers, key } = input
    const { adapters } = context
    const id = idOf(context, caller, input)
    const isOfPatients = portal.tables[table]?.people === 'patient'
    try {
      return await inTransaction(adapters.database.pool(caller.login), async (transaction) => {
        const about = { table, path: null, patient: null, key }
        const { actor, today } = await beginStart(transaction, caller, hash, about)
        const decided = created({ portal, table, actor: actorOf(actor), typed: answers, today })
        if (!decided.ok) return decided
        const place = { portal, table, record: id, owner: isOfPatients ? id : null }
        await insertRecord(transaction, table, id, await sealCells(decided.value, place, adapters))
        return ok({ id })
      })
    } catch (fault) {
      if (isThere(fault)) return ok({ id })
      throw fault
    }
  })
