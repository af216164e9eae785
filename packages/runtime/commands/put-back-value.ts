import type { RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { putBack } from '@portico/engine/workflow/put-back'
import { actorOf } from '../postgres/actor-row.ts'
import { earlierRow, valuePutBack } from '../postgres/earlier-store.ts'
import type { Version } from '../postgres/live-store.ts'
import {
  beginActor,
  conditionFacts,
  lockRequest,
  ownerIn,
  requestOf,
  updateRecord,
  type Locked,
} from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { sealCells } from './cells.ts'
import { earlierValue } from './earlier-value.ts'

export type PutBackInput = {
  readonly table: string
  readonly id: RecordId
  /** Which earlier value, as reading them said. */
  readonly earlier: string
  readonly expectedVersion: number
  readonly key: string
}
export type PutBackAnswer = { readonly version: number }

const notFound: Refusal = { code: 'not-found' }

const replayed = (
  { replay_hash: hash, replay_version: version }: Locked,
  inputHash: Buffer,
): Result<PutBackAnswer> | null => {
  if (hash === null || version === null) return null
  return hash.equals(inputHash) ? ok({ version }) : refuse<Refusal>({ code: 'key-reused' })
}

/** The cell changes first, as the actor's own login and under the guard of every change; then the step is written. */
const written = async (
  { adapters }: Context,
  transaction: Transaction,
  { portal }: Version,
  locked: Locked,
  input: PutBackInput & { readonly inputHash: Buffer },
): Promise<Result<PutBackAnswer>> => {
  const { table, id, key, inputHash } = input
  if (!('account' in locked.actor)) return refuse(notFound)
  const row = await earlierRow(transaction, table, id, input.earlier)
  const field = row && own(own(portal.tables, table)?.fields, row.field)
  if (!field) return refuse(notFound)
  const earlier = await earlierValue(row, { table, record: id, field }, adapters.keyRing)
  if (earlier === undefined) return refuse(notFound)
  const owner = ownerIn(locked.facts)
  const pinned = await adapters.live.numbered(locked.pinned)
  const decided = putBack({
    portal,
    process: pinned.portal,
    table,
    field: row.field,
    request: requestOf(id, locked),
    record: { owner, facts: conditionFacts(locked.facts) },
    actor: actorOf(locked.actor),
    now: locked.at,
    today: locked.today,
    freshAt: locked.actor.fresh_at,
    expectedVersion: input.expectedVersion,
    earlier,
  })
  if (!decided.ok) return decided
  const columns = await sealCells(
    { [row.field]: decided.value },
    { portal, table, record: id, owner },
    adapters,
  )
  if (!(await updateRecord(transaction, table, id, columns))) return refuse(notFound)
  const version = await valuePutBack(transaction, {
    table,
    id,
    field: row.field,
    version: locked.version,
    key,
    inputHash,
  })
  return ok({ version })
}

/** Puts an earlier value back: a change of its own, with its step and its entry, that keeps the one before. */
export const putBackValue = (context: Context, input: PutBackInput): Promise<Result<PutBackAnswer>> =>
  attempt(
    context,
    { verb: 'update', table: input.table, records: [input.id], detail: 'put-back' },
    (caller, live) => {
      const { table, id, earlier, expectedVersion, key } = input
      const inputHash = context.adapters.macs.input(
        JSON.stringify(['put-back', table, id, earlier, expectedVersion]),
      )
      return inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
        await beginActor(transaction, caller, live.hash)
        const locked = await lockRequest(transaction, table, id, key)
        if (!locked) return refuse(notFound)
        return (
          replayed(locked, inputHash) ??
          (await written(context, transaction, live, locked, { ...input, inputHash }))
        )
      })
    },
  )
