import type { Refusal } from '@portico/engine/refusal'
import { mustBeSure } from '@portico/engine/notice/check-reason'
import { ok, refuse, type Result } from '@portico/engine/result'
import { decideApproval } from '../postgres/approval-store.ts'
import { decidable } from './approve-draft.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Says no to what somebody else asked for, with a reason she reads. */
export const declineDraft = (
  context: Context,
  {
    id,
    reason,
    isSure,
  }: { readonly id: string; readonly reason: string; readonly isSure?: boolean | undefined },
): Promise<Result<Record<string, never>>> =>
  attempt(context, { verb: 'build', detail: 'decline-draft' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'approve', login: 'portico_publisher' },
      async (transaction, actor) => {
        if (!(await decidable(transaction, actor, id))) return refuse<Refusal>({ code: 'not-found' })
        if (mustBeSure({ reason, isSure })) return refuse<Refusal>({ code: 'reason-tells' })
        await decideApproval(transaction, id, { outcome: 'declined', answer: reason })
        await transaction.query(
          "select portico.entry_write('build', null, null, null, null, 'decline-draft')",
        )
        return ok({})
      },
    ),
  )
