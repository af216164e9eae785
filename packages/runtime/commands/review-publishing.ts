import { whyNotReview } from '@portico/engine/portal/approval'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { markReviewed, unreviewed } from '../postgres/approval-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** The privacy officer has looked at what somebody published alone. */
export const reviewPublishing = (
  context: Context,
  { id }: { readonly id: string },
): Promise<Result<Record<string, never>>> =>
  attempt(context, { verb: 'build', detail: 'review-alone' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: ['approve', 'read-trail'], login: 'portico_publisher' },
      async (transaction, actor) => {
        const item = (await unreviewed(transaction)).find((one) => one.id === id)
        if (!item || whyNotReview(actor, item.asked_by) !== null || !(await markReviewed(transaction, id)))
          return refuse<Refusal>({ code: 'not-found' })
        await transaction.query("select portico.entry_write('build', null, null, null, null, 'review-alone')")
        return ok({})
      },
    ),
  )
