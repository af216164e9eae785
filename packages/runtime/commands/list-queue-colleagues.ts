import type { Actor } from '@portico/engine/access/actor'
import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, type Result } from '@portico/engine/result'
import { colleaguesOf } from '../postgres/queue-store.ts'
import { beginActor, requestOf, viewRequest, type Viewed } from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { handing, type Line } from './reassign-requests.ts'

/** Somebody who works where one of these requests waits. */
export type QueueColleague = {
  readonly id: RecordId
  /** What keeps each of them from her that is her own; what would keep it from everybody is told of the request. */
  readonly refusals: readonly Extract<Refusal, { readonly code: 'not-assignable' }>[]
}
type Found = { readonly line: Line; readonly viewed: Viewed }

const byQueue = async (
  transaction: Transaction,
  found: readonly Found[],
): Promise<ReadonlyMap<string, readonly Actor[]>> => {
  const queues = new Set(found.flatMap(({ line, viewed }) => requestOf(line.id, viewed).queue ?? []))
  const colleagues = new Map<string, readonly Actor[]>()
  for (const queue of queues) colleagues.set(queue, await colleaguesOf(transaction, queue))
  return colleagues
}

/** Who else works on the queues of these requests, as staff records, and which of them each could not have. */
export const listQueueColleagues = (
  context: Context,
  { lines }: { readonly lines: readonly Line[] },
): Promise<Result<{ readonly people: readonly QueueColleague[] }>> =>
  attempt(context, { verb: 'list', detail: 'colleagues' }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      const found: Found[] = []
      for (const line of lines) {
        const viewed = await viewRequest(transaction, line.table, line.id)
        if (viewed) found.push({ line, viewed })
      }
      const colleagues = await byQueue(transaction, found)
      const people = new Set([...colleagues.values()].flat().flatMap(({ person }) => person ?? []))
      const refusalsOf = (id: RecordId): QueueColleague['refusals'] =>
        found.flatMap(({ line, viewed }) => {
          const queue = requestOf(line.id, viewed).queue ?? ''
          const colleague = colleagues.get(queue)?.find(({ person }) => person === id) ?? null
          const result = handing(live, line, viewed, colleague)
          return !result.ok && result.refusal.code === 'not-assignable' ? [result.refusal] : []
        })
      return ok({ people: [...people].map((id) => ({ id, refusals: refusalsOf(id) })) })
    }),
  )
