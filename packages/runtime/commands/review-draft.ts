import { check } from '@portico/engine/portal/check'
import { compare } from '@portico/engine/portal/compare'
import type { Change } from '@portico/engine/portal/change'
import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import { ok, type Result } from '@portico/engine/result'
import { countPeople, countRecords, lockDraft, openProcesses } from '../postgres/draft-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { draftProblems } from './draft-problems.ts'
import { withPower } from './with-power.ts'

export type ReviewedChange = Change & {
  /** How many people a change of access concerns, and how many records at most. */
  readonly people: number | null
  readonly records: number | null
}
export type DraftReview = {
  readonly changes: readonly ReviewedChange[]
  readonly problems: readonly Problem[]
  /** How each rehearsal went; none where other problems must be mended first. */
  readonly rehearsals: readonly { readonly id: string; readonly passes: boolean }[]
  readonly openRequests: readonly { readonly workflow: string; readonly count: number }[]
}

const counted = async (transaction: Transaction, change: Change): Promise<ReviewedChange> => {
  if (change.kind !== 'grant' && change.kind !== 'revoke' && change.kind !== 'change-condition')
    return { ...change, people: null, records: null }
  return {
    ...change,
    people: await countPeople(transaction, change.role),
    records: await countRecords(transaction, change.table),
  }
}

/** What publishing the draft would do, in sentences with people and records, and what keeps it from being published. */
export const reviewDraft = (context: Context): Promise<Result<DraftReview>> =>
  attempt(context, { verb: 'build', detail: 'review' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const { portal } = await lockDraft(transaction, live.portal)
      const open = await openProcesses(transaction)
      const changes: ReviewedChange[] = []
      for (const change of compare(live.portal, portal)) changes.push(await counted(transaction, change))
      const problems = await draftProblems(portal, live, open, context.adapters.live)
      const workflows = [...new Set(open.map(({ workflow }) => workflow))]
      const openRequests = workflows.map((workflow) => ({
        workflow,
        count: open.filter((one) => one.workflow === workflow).reduce((sum, one) => sum + one.count, 0),
      }))
      const failed = new Set(
        problems.flatMap(({ code, path }) => (code === 'rehearsal-fails' ? [path[1]] : [])),
      )
      const isSound = !blocksPublishing(check(portal))
      const rehearsals = isSound
        ? Object.keys(portal.rehearsals ?? {}).map((id) => ({ id, passes: !failed.has(id) }))
        : []
      return ok({ changes, problems, rehearsals, openRequests })
    }),
  )
