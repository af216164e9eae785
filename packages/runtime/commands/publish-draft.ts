import { needsApproval } from '@portico/engine/portal/approval'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { openApproval } from '../postgres/approval-store.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Approval } from '../postgres/publish.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { makeLive, type MadeLive, type Publishable } from './make-live.ts'
import { reasonTells } from './reason-tells.ts'
import { reviewedDraft, type ReviewedDraft } from './reviewed-draft.ts'
import { withPowerKept } from './with-power.ts'

export type PublishInput = {
  readonly revision: number
  readonly reason: string
  readonly isSure?: boolean | undefined
  readonly key: string
}

/** What somebody who is alone asked for, waited for, and may publish now. */
const waitedFor = async (
  transaction: Transaction,
  live: Version,
  { hash }: ReviewedDraft,
): Promise<Approval | null> => {
  const asked = await openApproval(transaction)
  if (!asked?.has_waited || asked.hash !== hash || asked.live_hash !== live.hash) return null
  return { id: asked.id, askedBy: asked.asked_by, outcome: 'waited' }
}

const publishable = async (
  transaction: Transaction,
  live: Version,
  draft: ReviewedDraft,
  { key, reason }: PublishInput,
): Promise<Result<Publishable>> => {
  if (needsApproval(live.portal, draft.portal).length === 0)
    return ok({ ...draft, key, reason, approval: null })
  const approval = await waitedFor(transaction, live, draft)
  return approval ? ok({ ...draft, key, reason, approval }) : refuse<Refusal>({ code: 'approval-needed' })
}

/** Makes the draft live, if one person may publish it, or has waited long enough. */
export const publishDraft = (context: Context, input: PublishInput): Promise<Result<MadeLive>> =>
  attempt(context, { verb: 'publish' }, async (caller, live) => {
    const judged = await withPowerKept(
      context,
      { caller, live, power: 'publish', login: 'portico_publisher' },
      async (transaction) => {
        if (await reasonTells(transaction, live, input)) return refuse<Refusal>({ code: 'reason-tells' })
        const isSeen = ({ revision }: { readonly revision: number }) => revision === input.revision
        const draft = await reviewedDraft(context, transaction, live, isSeen)
        return draft.ok ? publishable(transaction, live, draft.value, input) : draft
      },
    )
    return judged.ok ? makeLive(context, caller, live, judged.value) : judged
  })
