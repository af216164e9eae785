import { tookSentence } from '@portico/engine/portal/table-plan'
import { ok, type Result } from '@portico/engine/result'
import { wentLive, type WentLive } from '../postgres/publishing-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { approvalPowers, type Somebody } from './load-approval.ts'
import { namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

/** One time that a version went live. A version that goes live again is there once more. */
export type ListedVersion = {
  readonly id: string
  readonly version: number
  readonly at: string
  /** Null where Portico did it itself, from a template. */
  readonly by: Somebody | null
  readonly approvedBy: Somebody | null
  readonly reason: string
  readonly took: string | null
}

/** What went live, when, by whom and why; newest first. */
export const listVersions = (context: Context): Promise<Result<readonly ListedVersion[]>> =>
  attempt(context, { verb: 'build', detail: 'versions' }, async (caller, live) => {
    const found = await withPower(
      context,
      { caller, live, power: approvalPowers, login: 'portico_publisher' },
      async (transaction, actor) => ok({ rows: await wentLive(transaction), me: actor.account }),
    )
    if (!found.ok) return found
    const { rows, me } = found.value
    const people = rows.flatMap((row) => [row.published_person, row.approved_person])
    const names = await namesOfStaff(context, caller, live, people)
    const somebody = (account: string | null, person: string | null): Somebody | null =>
      account === null ? null : { name: names.get(person ?? '') ?? null, isMe: account === me }
    return ok(
      rows.map((row: WentLive): ListedVersion => ({
        id: row.id,
        version: row.version,
        at: row.live_at,
        by: somebody(row.published_by, row.published_person),
        approvedBy: somebody(row.approved_by, row.approved_person),
        reason: row.reason,
        took: tookSentence(row.tables_changed, row.took_ms, row.held_ms),
      })),
    )
  })
