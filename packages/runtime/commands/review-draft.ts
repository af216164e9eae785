import { ok, type Result } from '@portico/engine/result'
import { seenDraft } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { reviewOf, type Review } from './review-of.ts'
import { withPower } from './with-power.ts'

/** What publishing the draft would do, and what keeps it from being published. */
export const reviewDraft = (context: Context): Promise<Result<Review>> =>
  attempt(context, { verb: 'build', detail: 'review' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: ['build', 'approve'], login: 'portico_publisher' },
      async (transaction, { roles }) => {
        // Counting takes a while, and nobody's edits wait for it.
        const portal = (await seenDraft(transaction)) ?? live.portal
        return ok(await reviewOf(context, transaction, live, { portal, roles }))
      },
    ),
  )
