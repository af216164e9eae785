import { check } from '@portico/engine/portal/check'
import { compare } from '@portico/engine/portal/compare'
import { fillSentence } from '@portico/engine/portal/fill-sentence'
import { fillsOf } from '@portico/engine/portal/fills'
import type { Portal } from '@portico/engine/portal/portal'
import { isDeclared } from '@portico/engine/portal/resolve'
import { keptSentence, planSentences } from '@portico/engine/portal/table-plan'
import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import { ok, type Result } from '@portico/engine/result'
import { openProcesses, openStages, seenDraft } from '../postgres/draft-store.ts'
import { planOf } from '../postgres/plan-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { draftProblems } from './draft-problems.ts'
import { judgeFill } from './judge-fill.ts'
import { withReach, type ReviewedChange } from './reach-of-change.ts'
import { withPower } from './with-power.ts'

export type DraftReview = {
  readonly changes: readonly ReviewedChange[]
  readonly problems: readonly Problem[]
  /** How each rehearsal went; none where other problems must be mended first. */
  readonly rehearsals: readonly { readonly id: string; readonly passes: boolean }[]
  /** What happens to the tables, in sentences, and what is kept; none where problems are in the way. */
  readonly plan: readonly string[]
  readonly openRequests: readonly { readonly workflow: string; readonly count: number }[]
}

/** All of them together take no longer. */
const fillsWithinMs = 6000

/** What each new field takes over, from trying every value. */
const fillSentences = async (
  { adapters }: Context,
  transaction: Transaction,
  live: Portal,
  draft: Portal,
): Promise<readonly string[]> => {
  const fills = fillsOf(live, draft).filter(({ table, source }) => isDeclared(live, table, source))
  const sentences: string[] = []
  for (const fill of fills) {
    const judged = await judgeFill(transaction, live, fill, adapters, fillsWithinMs / fills.length)
    sentences.push(fillSentence(draft, fill, judged))
  }
  return sentences
}

/** What publishing the draft would do, in sentences with people and records, and what keeps it from being published. */
export const reviewDraft = (context: Context): Promise<Result<DraftReview>> =>
  attempt(context, { verb: 'build', detail: 'review' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: ['build', 'approve'], login: 'portico_publisher' },
      async (transaction) => {
        // Counting takes a while, and nobody's edits wait for it.
        const portal = (await seenDraft(transaction)) ?? live.portal
        const open = await openProcesses(transaction)
        const sides = { before: live.portal, after: portal }
        const stages = await openStages(transaction)
        const changes = await withReach(transaction, sides, compare(live.portal, portal), stages)
        const problems = await draftProblems(transaction, portal, live, open, context.adapters.live)
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
        const plan = isSound
          ? [
              ...planSentences(portal, await planOf(transaction, portal)),
              ...(await fillSentences(context, transaction, live.portal, portal)),
              keptSentence(live.version),
            ]
          : []
        return ok({ changes, problems, rehearsals, plan, openRequests })
      },
    ),
  )
