import { check } from '@portico/engine/portal/check'
import type { Portal } from '@portico/engine/portal/portal'
import { blocksPublishing } from '@portico/engine/portal/problem'
import type { Refusal } from '@portico/engine/refusal'
import { keepsFromWalking } from '@portico/engine/rehearsal/keeps-from-walking'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft } from '../postgres/draft-store.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'

/** The draft that was seen, if it still is the draft and sound enough to be walked through. */
export const walkableDraft = async (
  transaction: Transaction,
  live: Version,
  seen: number,
): Promise<Result<Portal>> => {
  const { revision, portal } = await lockDraft(transaction, live.portal)
  if (revision !== seen) return refuse<Refusal>({ code: 'draft-changed', revision })
  const problems = check(portal).filter(keepsFromWalking)
  return blocksPublishing(problems) ? refuse<Refusal>({ code: 'not-publishable', problems }) : ok(portal)
}
