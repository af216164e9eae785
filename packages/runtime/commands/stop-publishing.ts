import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { askToStop } from '../postgres/publishing-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Stops a publishing that has not switched over yet: what was live goes on, and the draft is as it was. */
export const stopPublishing = (context: Context): Promise<Result<Record<string, never>>> =>
  attempt(context, { verb: 'build', detail: 'stop-publishing' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: ['publish', 'approve'], login: 'portico_publisher' },
      async (transaction) => {
        if (!(await askToStop(transaction))) return refuse<Refusal>({ code: 'not-found' })
        await transaction.query(
          "select portico.entry_write('build', null, null, null, null, 'stop-publishing')",
        )
        return ok({})
      },
    ),
  )
