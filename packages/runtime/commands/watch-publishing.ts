import { tableName } from '@portico/engine/portal/name'
import { own } from '@portico/engine/portal/own'
import { ok, type Result } from '@portico/engine/result'
import { seenDraft } from '../postgres/draft-store.ts'
import { underWay } from '../postgres/publishing-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** How far a publishing is, whoever began it; null where none is on its way. */
export type PublishingWatch = {
  readonly state: 'preparing' | 'switching'
  readonly steps: number
  readonly done: number
  /** The table at which it works, as the draft calls it. */
  readonly table: string | null
  readonly isStopping: boolean
} | null

/** What a page asks while it waits for a publishing. It waits for no lock, and nothing waits for it. */
export const watchPublishing = (context: Context): Promise<Result<PublishingWatch>> =>
  attempt(context, { verb: 'build', detail: 'watch-publishing' }, (caller, live) =>
    withPower(
      context,
      {
        caller: { ...caller, isByPerson: false },
        live,
        power: ['publish', 'approve'],
        login: 'portico_publisher',
      },
      async (transaction) => {
        const far = await underWay(transaction)
        if (far === null) return ok(null)
        const draft = (await seenDraft(transaction)) ?? live.portal
        const { state, steps, steps_done, at_table, stop_asked } = far
        const table = at_table !== null && own(draft.tables, at_table) ? tableName(draft, at_table) : null
        return ok({ state, steps, done: steps_done, table, isStopping: stop_asked })
      },
    ),
  )
