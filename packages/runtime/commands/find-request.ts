import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { beginActor, tableOfRequest } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/**
 * Where a link leads that holds a random id and nothing else: to whoever may see the request, its table. To everybody
 * else there is nothing behind it.
 */
export const findRequest = (
  context: Context,
  { id }: { readonly id: RecordId },
): Promise<Result<{ readonly table: string }>> =>
  attempt(context, { verb: 'open', records: [id] }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      const table = await tableOfRequest(transaction, id)
      return table === null ? refuse<Refusal>({ code: 'not-found' }) : ok({ table })
    }),
  )
