import { compare } from '@portico/engine/portal/compare'
import { goingBack } from '@portico/engine/portal/going-back'
import { beganLaterSentence, heldSentence } from '@portico/engine/portal/going-back-sentence'
import type { Portal } from '@portico/engine/portal/portal'
import { isValueChange } from '@portico/engine/portal/values-sentence'
import { isFilledCountTold } from '@portico/engine/portal/told-counts'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { openProcesses, openStages, publishedPortal } from '../postgres/draft-store.ts'
import { knownColumns } from '../postgres/joined-record.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { countValues } from '../postgres/value-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { reviewOf, type Review } from './review-of.ts'
import { withPower } from './with-power.ts'

export type WayBack = {
  /** The draft as that version was, as far as it can be. */
  readonly portal: Portal
  /** What it cannot hold, and why, in sentences. */
  readonly cannotHold: readonly string[]
  /** What it would do if it went live, and what keeps it from that: the same as of any draft. */
  readonly review: Review
}

const withinMs = 2000

/** What came since and has values: it is out of reach in that version, and kept. */
const hidden = async (
  transaction: Transaction,
  { live, back, roles }: { readonly live: Portal; readonly back: Portal; readonly roles: readonly string[] },
): Promise<readonly string[]> => {
  const known = await knownColumns(transaction)
  const said: string[] = []
  for (const change of compare(live, back)) {
    if (!isValueChange(change) || !change.losesData) continue
    const isTold = change.kind === 'retire-table' || isFilledCountTold(live, roles, change)
    const count = isTold ? await countValues(transaction, live, change, known, withinMs) : null
    if (count !== 0) said.push(heldSentence(live, change, count))
  }
  return said
}

/** Words that a privacy officer accepted are put back only by somebody who may accept them. */
const withWords = (target: Portal, live: Portal, mayAccept: boolean): Portal => {
  if (mayAccept) return target
  const { 'accepted-words': _, ...rest } = target
  const accepted = live['accepted-words']
  return accepted === undefined ? rest : { ...rest, 'accepted-words': accepted }
}

const wayBack = async (
  context: Context,
  transaction: Transaction,
  live: Version,
  asked: { readonly version: number; readonly target: Portal; readonly roles: readonly string[] },
): Promise<WayBack> => {
  const open = await openProcesses(transaction)
  const pinned = await Promise.all(
    open.map(async ({ workflow, pinned: number }) => ({
      workflow,
      portal: (await context.adapters.live.numbered(number)).portal,
    })),
  )
  const { portal, stays } = goingBack(live.portal, asked.target, pinned)
  const later = (await openStages(transaction)).filter((stage) => stage.pinned > asked.version)
  return {
    portal,
    cannotHold: [
      ...(await hidden(transaction, { live: live.portal, back: portal, roles: asked.roles })),
      ...stays,
      ...beganLaterSentence(live.portal, later, asked.version),
    ],
    review: await reviewOf(context, transaction, live, { portal, roles: asked.roles }),
  }
}

/** What the draft would be if one went back to a version, and what it would do if that went live. It changes nothing: edit and publishing are the builder's. */
export const goBack = (
  context: Context,
  { version }: { readonly version: number },
): Promise<Result<WayBack>> =>
  attempt(context, { verb: 'build', detail: 'go-back' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'build', login: 'portico_publisher' },
      async (transaction, actor) => {
        const published = await publishedPortal(transaction, version)
        if (!published) return refuse<Refusal>({ code: 'not-found' })
        const target = withWords(published, live.portal, actor.powers.includes('approve'))
        return ok(await wayBack(context, transaction, live, { version, target, roles: actor.roles }))
      },
    ),
  )
