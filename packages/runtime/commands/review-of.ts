import { check } from '@portico/engine/portal/check'
import { compare } from '@portico/engine/portal/compare'
import { fillSentence } from '@portico/engine/portal/fill-sentence'
import { fillsOf } from '@portico/engine/portal/fills'
import type { Portal } from '@portico/engine/portal/portal'
import { labelOf } from '@portico/engine/portal/text'
import { isDeclared } from '@portico/engine/portal/resolve'
import { keptSentence, planSentences } from '@portico/engine/portal/table-plan'
import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import { isCountTold } from '@portico/engine/portal/told-counts'
import { walkedAs } from '@portico/engine/rehearsal/walked-as'
import { openProcesses, openStages } from '../postgres/draft-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { planOf } from '../postgres/plan-store.ts'
import { walkedAt } from '../postgres/walked-draft-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import type { Context } from './call.ts'
import { hashOf } from './open-practice.ts'
import { draftProblems } from './draft-problems.ts'
import { judgeFill } from './judge-fill.ts'
import { withReach, type ReviewedChange } from './reach-of-change.ts'

export type Review = {
  readonly changes: readonly ReviewedChange[]
  readonly problems: readonly Problem[]
  /** How each rehearsal went; none where other problems must be mended first. */
  readonly rehearsals: readonly { readonly id: string; readonly label: string; readonly passes: boolean }[]
  /** When somebody first walked through this very portal; null where nobody did. */
  readonly walkedAt: string | null
  /** What happens to the tables, in sentences, and what is kept; none where problems are in the way. */
  readonly plan: readonly string[]
  readonly openRequests: readonly { readonly workflow: string; readonly count: number }[]
}

/** What is reviewed, and the roles of the one who is told. */
type Reviewed = { readonly portal: Portal; readonly roles: readonly string[] }

/** All of them together take no longer. */
const fillsWithinMs = 6000

/** What each new field takes over, from trying every value. */
const fillSentences = async (
  { adapters }: Context,
  transaction: Transaction,
  live: Portal,
  { portal: draft, roles }: Reviewed,
): Promise<readonly string[]> => {
  const fills = fillsOf(live, draft).filter(({ table, source }) => isDeclared(live, table, source))
  const sentences: string[] = []
  for (const fill of fills) {
    const judged = isCountTold(live, roles, fill)
      ? await judgeFill(transaction, live, fill, adapters, fillsWithinMs / fills.length)
      : null
    sentences.push(fillSentence(draft, fill, judged))
  }
  return sentences
}

/** What a portal would do if it went live now, in sentences with people and records, and what keeps it from that. */
export const reviewOf = async (
  context: Context,
  transaction: Transaction,
  live: Version,
  reviewed: Reviewed,
): Promise<Review> => {
  const { portal } = reviewed
  const open = await openProcesses(transaction)
  const sides = { before: live.portal, after: portal, roles: reviewed.roles }
  const stages = await openStages(transaction)
  const changes = await withReach(transaction, sides, compare(live.portal, portal), stages)
  const problems = await draftProblems(transaction, portal, live, open, context.adapters.live)
  const workflows = [...new Set(open.map(({ workflow }) => workflow))]
  const openRequests = workflows.map((workflow) => ({
    workflow,
    count: open.filter((one) => one.workflow === workflow).reduce((sum, one) => sum + one.count, 0),
  }))
  const failed = new Set(problems.flatMap(({ code, path }) => (code === 'rehearsal-fails' ? [path[1]] : [])))
  const isSound = !blocksPublishing(check(portal))
  const rehearsals = isSound
    ? Object.entries(portal.rehearsals ?? {}).map(([id, rehearsal]) => ({
        id,
        label: labelOf(id, rehearsal, 'en'),
        passes: !failed.has(id),
      }))
    : []
  const plan = isSound
    ? [
        ...planSentences(portal, await planOf(transaction, portal)),
        ...(await fillSentences(context, transaction, live.portal, reviewed)),
        keptSentence(live.version),
      ]
    : []
  return {
    changes,
    problems,
    rehearsals,
    walkedAt: await walkedAt(transaction, hashOf(walkedAs(portal))),
    plan,
    openRequests,
  }
}
