import { blocksPublishing } from '@portico/engine/portal/problem'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft, openProcesses } from '../postgres/draft-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { publish } from '../postgres/publish.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { draftProblems } from './draft-problems.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

export type PublishInput = { readonly revision: number; readonly reason: string; readonly key: string }

/** The draft that was reviewed, if it still is the draft and nothing keeps it from being published. */
const reviewed = (
  context: Context,
  caller: Caller,
  live: Version,
  { revision }: PublishInput,
): Promise<Result<Portal>> =>
  withPower(context, { caller, live, power: 'publish', login: 'portico_publisher' }, async (transaction) => {
    const draft = await lockDraft(transaction, live.portal)
    if (draft.revision !== revision)
      return refuse<Refusal>({ code: 'draft-changed', revision: draft.revision })
    const problems = await draftProblems(
      draft.portal,
      live,
      await openProcesses(transaction),
      context.adapters.live,
    )
    return blocksPublishing(problems)
      ? refuse<Refusal>({ code: 'not-publishable', problems })
      : ok(draft.portal)
  })

/** Makes the draft live. Publishing what is live already changes nothing, so a retried call is harmless. */
export const publishDraft = (
  context: Context,
  input: PublishInput,
): Promise<Result<{ readonly version: number }>> =>
  attempt(context, { verb: 'publish' }, async (caller, live) => {
    const draft = await reviewed(context, caller, live, input)
    if (!draft.ok) return draft
    const hash = hashOf(draft.value)
    if (hash === live.hash) return ok({ version: live.version })
    const publishing = { portal: draft.value, body: JSON.stringify(draft.value), hash, reason: input.reason }
    const version = await publish(context.adapters.database.pool('portico_publisher'), publishing, {
      sessionMac: caller.mac,
      liveHash: live.hash,
    })
    await context.adapters.live.reload()
    return ok({ version })
  })
