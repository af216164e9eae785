import type { RecordId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { colleaguesOf } from '../postgres/queue-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** Who else works on these queues, as staff records; their names are read like any other record. */
export const listQueueColleagues = (
  context: Context,
  { queues }: { readonly queues: readonly string[] },
): Promise<Result<{ readonly people: readonly RecordId[] }>> =>
  attempt(context, { verb: 'list', detail: 'colleagues' }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      const found: RecordId[] = []
      for (const queue of queues)
        found.push(...(await colleaguesOf(transaction, queue)).flatMap(({ person }) => person ?? []))
      return ok({ people: [...new Set(found)] })
    }),
  )
