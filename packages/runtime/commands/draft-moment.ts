import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { draftAt } from './draft-at.ts'
import { withPower } from './with-power.ts'

/** The draft as it was at an earlier moment. Going back there is an edit like any other, which can be undone. */
export const draftMoment = (
  context: Context,
  { revision }: { readonly revision: number },
): Promise<Result<{ readonly portal: Portal }>> =>
  attempt(context, { verb: 'build', detail: 'moment' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const portal = await draftAt(transaction, await lockDraft(transaction, live.portal), revision)
      return portal ? ok({ portal }) : refuse<Refusal>({ code: 'not-found' })
    }),
  )
