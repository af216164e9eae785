import { whyNotDecide, whyNotReview } from '@portico/engine/portal/approval'
import { ok, type Result } from '@portico/engine/result'
import { lastApproval, unreviewed } from '../postgres/approval-store.ts'
import { seenDraft } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { approvalPowers, standing } from './load-approval.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

export type ApprovalWatch = {
  /** The live version: somebody else may have let one through. */
  readonly version: number
  readonly waiting: string | null
  readonly decided: string | null
  /** How many things wait for this person. */
  readonly forMe: number
}

/** What a page asks every few seconds: whether anything about approvals is different. It names nobody. */
export const watchApproval = (context: Context): Promise<Result<ApprovalWatch>> =>
  attempt(context, { verb: 'build', detail: 'approvals' }, (caller, live) =>
    withPower(
      context,
      // A page asks this by itself, and no session lasts for it.
      {
        caller: { ...caller, isByPerson: false },
        live,
        power: approvalPowers,
        login: 'portico_publisher',
      },
      async (transaction, actor) => {
        const hash = hashOf((await seenDraft(transaction)) ?? live.portal)
        const open = await standing(transaction, live, hash)
        const last = await lastApproval(transaction)
        const reviews = await unreviewed(transaction)
        const toDecide = open !== null && whyNotDecide(actor, open.asked_by) === null ? 1 : 0
        const toReview = reviews.filter(({ asked_by }) => whyNotReview(actor, asked_by) === null).length
        return ok({
          version: live.version,
          waiting: open?.id ?? null,
          decided: last?.id ?? null,
          forMe: toDecide + toReview,
        })
      },
    ),
  )
