import { randomUUID } from 'node:crypto'
import { approvalFreshMinutes, whyNotDecide } from '@portico/engine/portal/approval'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { isFresh, openApproval, type ApprovalRow } from '../postgres/approval-store.ts'
import type { ActorRow } from '../postgres/actor-row.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { makeLive, type MadeLive, type Publishable } from './make-live.ts'
import { reviewedDraft } from './reviewed-draft.ts'
import { withPowerKept } from './with-power.ts'

/** What this actor may decide about; anything else is not there, her own asking among it. */
export const decidable = async (
  transaction: Transaction,
  actor: ActorRow,
  id: string,
): Promise<ApprovalRow | null> => {
  const asked = await openApproval(transaction)
  return asked?.id === id && whyNotDecide(actor, asked.asked_by) === null ? asked : null
}

const approved = async (
  context: Context,
  transaction: Transaction,
  live: Version,
  { id, hash, live_hash, asked_by, reason }: ApprovalRow,
): Promise<Result<Publishable>> => {
  const isAsked = (draft: { readonly hash: string }) => draft.hash === hash && live_hash === live.hash
  if (!(await isFresh(transaction, approvalFreshMinutes)))
    return refuse<Refusal>({ code: 'fresh-sign-in-needed', withinMinutes: approvalFreshMinutes })
  const draft = await reviewedDraft(context, transaction, live, isAsked)
  if (!draft.ok) return draft
  const key = randomUUID()
  return ok({ ...draft.value, key, reason, approval: { id, askedBy: asked_by, outcome: 'approved' } })
}

/** Lets a draft go live that somebody else asked for: exactly the one that was asked for, and nothing that came since. */
export const approveDraft = (context: Context, { id }: { readonly id: string }): Promise<Result<MadeLive>> =>
  attempt(context, { verb: 'build', detail: 'approve-draft' }, async (caller, live) => {
    const judged = await withPowerKept(
      context,
      { caller, live, power: 'approve', login: 'portico_publisher' },
      async (transaction, actor) => {
        const asked = await decidable(transaction, actor, id)
        return asked ? approved(context, transaction, live, asked) : refuse<Refusal>({ code: 'not-found' })
      },
    )
    return judged.ok ? makeLive(context, caller, live, judged.value) : judged
  })
