import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft, openProcesses, type OpenProcess } from '../postgres/draft-store.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import type { Context } from './call.ts'
import { draftProblems } from './draft-problems.ts'
import { hashOf } from './open-practice.ts'

export type ReviewedDraft = {
  readonly revision: number
  readonly portal: Portal
  readonly hash: string
  readonly open: readonly OpenProcess[]
}

/** That a draft was rehearsed before its publishing is a fact of its own, whether it passed or not. */
const writeRehearsed = async (
  transaction: Transaction,
  { rehearsals = {} }: Portal,
  problems: readonly Problem[],
): Promise<void> => {
  const hasFailed = problems.some(({ code }) => code === 'rehearsal-fails')
  const isRun = hasFailed || !blocksPublishing(problems)
  if (!isRun || Object.keys(rehearsals).length === 0) return
  await transaction.query("select portico.entry_write('build', null, null, null, null, $1)", [
    hasFailed ? 'rehearse-failed' : 'rehearse',
  ])
}

/** The draft that was seen, if it still is the draft and nothing keeps it from being published. */
export const reviewedDraft = async (
  { adapters }: Context,
  transaction: Transaction,
  live: Version,
  isSeen: (draft: { readonly revision: number; readonly hash: string }) => boolean,
): Promise<Result<ReviewedDraft>> => {
  const { revision, portal } = await lockDraft(transaction, live.portal)
  const hash = hashOf(portal)
  if (!isSeen({ revision, hash })) return refuse<Refusal>({ code: 'draft-changed', revision })
  const open = await openProcesses(transaction)
  const problems = await draftProblems(transaction, portal, live, open, adapters.live)
  await writeRehearsed(transaction, portal, problems)
  return blocksPublishing(problems)
    ? refuse<Refusal>({ code: 'not-publishable', problems })
    : ok({ revision, portal, hash, open })
}
