import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { countRows, runnerOf, type QueueCount } from '../postgres/record-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { readCall } from './read-records.ts'

export type Waiting = {
  readonly queues: Readonly<Record<string, { readonly waiting: number; readonly late: number }>>
  readonly mine: number
}

/** How many requests wait in each of these queues and how many somebody has: of those the one who asks may see. */
export const countWaiting = (
  context: Context,
  { queues, person }: { readonly queues: readonly string[]; readonly person: RecordId },
): Promise<Result<Waiting>> =>
  attempt(context, { verb: 'list', detail: 'counts' }, async (caller, live) => {
    if (caller.login !== 'portico_staff') return refuse<Refusal>({ code: 'not-found' })
    const tables = new Set(Object.values(live.portal.workflows).map(({ table }) => table))
    const counted: QueueCount[] = []
    for (const table of tables) {
      const call = readCall(caller, live, table, 'list', null)
      if (!call.ok) continue
      const runner = runnerOf(context.adapters.database, caller.login)
      counted.push(...(await countRows(runner, call.value, queues, person)))
    }
    const of = (queue: string) => counted.filter(({ _queue }) => _queue === queue)
    return ok({
      queues: Object.fromEntries(
        queues.map((queue) => [
          queue,
          {
            waiting: of(queue).reduce((sum, { waiting }) => sum + waiting, 0),
            late: of(queue).reduce((sum, { late }) => sum + late, 0),
          },
        ]),
      ),
      mine: counted.reduce((sum, { mine }) => sum + mine, 0),
    })
  })
