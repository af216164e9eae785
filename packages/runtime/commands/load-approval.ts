import { needsApproval, whyNotDecide, whyNotReview } from '@portico/engine/portal/approval'
import type { Power } from '@portico/engine/portal/portal'
import { ok, type Result } from '@portico/engine/result'
import type { ActorRow } from '../postgres/actor-row.ts'
import {
  lastApproval,
  openApproval,
  otherApprovers,
  unreviewed,
  type ApprovalRow,
} from '../postgres/approval-store.ts'
import { seenDraft } from '../postgres/draft-store.ts'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfStaff } from './names-of-people.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

/** Somebody of the office; without a name where the one who asks may not read it. */
export type Somebody = { readonly name: string | null; readonly isMe: boolean }
export type Asking = {
  readonly id: string
  readonly askedBy: Somebody
  readonly askedAt: string
  readonly reason: string
  /** When it may be published by one person; null where a second one decides. */
  readonly waitsUntil: string | null
  readonly hasWaited: boolean
  readonly mayDecide: boolean
}
export type ApprovalPage = {
  /** What needs a second person, in sentences; none where one person may publish. */
  readonly needed: readonly string[]
  /** Who but the one who asks could approve. */
  readonly approvers: readonly (string | null)[]
  /** What waits, if the draft is still what was asked for. */
  readonly asking: Asking | null
  /** What became of the last asking, as long as it tells of this draft or of what is live. */
  readonly last: {
    readonly outcome: 'approved' | 'declined' | 'waited'
    readonly askedBy: Somebody
    readonly decidedBy: Somebody
    readonly answer: string | null
    readonly version: number | null
  } | null
  /** What was published alone, for the privacy officer to look at. */
  readonly reviews: readonly {
    readonly id: string
    readonly askedBy: Somebody
    readonly at: string
    readonly reason: string
    readonly version: number
    readonly sentences: readonly string[]
    readonly mayReview: boolean
  }[]
}

export const approvalPowers = [
  'build',
  'publish',
  'approve',
  'read-trail',
] as const satisfies readonly Power[]

type Found = {
  readonly needed: readonly string[]
  readonly approvers: readonly (string | null)[]
  readonly open: ApprovalRow | null
  readonly last: ApprovalRow | null
  readonly reviews: readonly ApprovalRow[]
  readonly actor: ActorRow
}

/** What waits, if the draft and what is live are still those it was asked for. */
export const standing = async (
  transaction: Transaction,
  live: Version,
  hash: string,
): Promise<ApprovalRow | null> => {
  const open = await openApproval(transaction)
  return open?.hash === hash && open.live_hash === live.hash ? open : null
}

const found = async (transaction: Transaction, live: Version, actor: ActorRow): Promise<Found> => {
  const draft = (await seenDraft(transaction)) ?? live.portal
  const hash = hashOf(draft)
  const open = await standing(transaction, live, hash)
  const last = await lastApproval(transaction)
  const isTold = last?.outcome === 'declined' ? last.hash === hash : last?.version === live.version
  return {
    needed: needsApproval(live.portal, draft).map(({ sentence }) => sentence),
    approvers: await otherApprovers(transaction, open?.asked_by ?? actor.account),
    open,
    last: isTold ? last : null,
    reviews: await unreviewed(transaction),
    actor,
  }
}

const sentencesOf = async (
  versions: LiveStore,
  { base, version }: ApprovalRow,
): Promise<readonly string[]> => {
  if (version === null) return []
  const [before, after] = await Promise.all([versions.numbered(base), versions.numbered(version)])
  return needsApproval(before.portal, after.portal).map(({ sentence }) => sentence)
}

const peopleIn = ({ open, last, reviews, approvers }: Found): readonly (string | null)[] => [
  ...approvers,
  ...[open, last, ...reviews].flatMap((row) => (row ? [row.asked_person, row.decided_person] : [])),
]

/** Who must agree to what, what waits, and what is to be looked at. */
export const loadApproval = (context: Context): Promise<Result<ApprovalPage>> =>
  attempt(context, { verb: 'build', detail: 'approvals' }, async (caller, live) => {
    const asked = await withPower(
      context,
      { caller, live, power: approvalPowers, login: 'portico_publisher' },
      async (transaction, actor) => ok(await found(transaction, live, actor)),
    )
    if (!asked.ok) return asked
    const { needed, approvers, open, last, reviews, actor } = asked.value
    const names = await namesOfStaff(context, caller, live, peopleIn(asked.value))
    const nameOf = (person: string | null): string | null => names.get(person ?? '') ?? null
    const asker = (row: ApprovalRow): Somebody => ({
      name: nameOf(row.asked_person),
      isMe: row.asked_by === actor.account,
    })
    return ok({
      needed,
      approvers: approvers.map(nameOf),
      asking: open && {
        id: open.id,
        askedBy: asker(open),
        askedAt: open.asked_at,
        reason: open.reason,
        waitsUntil: open.waits_until,
        hasWaited: open.has_waited,
        mayDecide: whyNotDecide(actor, open.asked_by) === null,
      },
      last:
        last === null || last.outcome === null || last.outcome === 'withdrawn'
          ? null
          : {
              outcome: last.outcome,
              askedBy: asker(last),
              decidedBy: { name: nameOf(last.decided_person), isMe: last.decided_by === actor.account },
              answer: last.answer,
              version: last.version,
            },
      reviews: await Promise.all(
        reviews.map(async (row) => ({
          id: row.id,
          askedBy: asker(row),
          at: row.decided_at ?? row.asked_at,
          reason: row.reason,
          version: row.version ?? 0,
          sentences: await sentencesOf(context.adapters.live, row),
          mayReview: whyNotReview(actor, row.asked_by) === null,
        })),
      ),
    })
  })
