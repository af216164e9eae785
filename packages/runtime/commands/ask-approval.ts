import { randomUUID } from 'node:crypto'
import { aloneWaitsHours, needsApproval } from '@portico/engine/portal/approval'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { openApproval, otherApprovers, writeApproval } from '../postgres/approval-store.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { reasonTells } from './reason-tells.ts'
import { reviewedDraft, type ReviewedDraft } from './reviewed-draft.ts'
import { withPowerKept } from './with-power.ts'
import { withdraw } from './withdraw-approval.ts'

export type AskInput = {
  readonly revision: number
  readonly reason: string
  readonly isSure?: boolean | undefined
}

/** Fixes what is asked for by its hash. Asked again for the same, it is the same asking; for another, it replaces it. */
const ask = async (
  transaction: Transaction,
  live: Version,
  { hash, reason, asking }: ReviewedDraft & { readonly reason: string; readonly asking: string },
): Promise<{ readonly id: string }> => {
  const before = await openApproval(transaction)
  if (before?.hash === hash && before.live_hash === live.hash) return { id: before.id }
  if (before) await withdraw(transaction, before.id)
  const isAlone = (await otherApprovers(transaction, asking)).length === 0
  const id = randomUUID()
  const waitsHours = isAlone ? aloneWaitsHours : null
  await writeApproval(transaction, { id, hash, liveHash: live.hash, reason, waitsHours })
  await transaction.query("select portico.entry_write('build', null, null, null, null, 'ask-approval')")
  return { id }
}

/** Asks a second person to let a draft go live that makes access wider. */
export const askApproval = (context: Context, input: AskInput): Promise<Result<{ readonly id: string }>> =>
  attempt(context, { verb: 'build', detail: 'ask-approval' }, (caller, live) =>
    withPowerKept(
      context,
      { caller, live, power: 'publish', login: 'portico_publisher' },
      async (transaction, { account }) => {
        if (await reasonTells(transaction, live, input)) return refuse<Refusal>({ code: 'reason-tells' })
        const isSeen = ({ revision }: { readonly revision: number }) => revision === input.revision
        const draft = await reviewedDraft(context, transaction, live, isSeen)
        if (!draft.ok) return draft
        if (needsApproval(live.portal, draft.value.portal).length === 0)
          return refuse<Refusal>({ code: 'not-found' })
        return ok(await ask(transaction, live, { ...draft.value, reason: input.reason, asking: account }))
      },
    ),
  )
