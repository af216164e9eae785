import { fieldName } from '@portico/engine/portal/name'
import { recordsName } from '@portico/engine/portal/plural'
import { blocksPublishing, errorAt, type Problem } from '@portico/engine/portal/problem'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft, openProcesses, type OpenProcess } from '../postgres/draft-store.ts'
import { takenIn } from '../postgres/fault.ts'
import type { Version } from '../postgres/live-store.ts'
import { publish } from '../postgres/publish.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { draftProblems } from './draft-problems.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

export type PublishInput = { readonly revision: number; readonly reason: string; readonly key: string }

type Reviewed = { readonly portal: Portal; readonly open: readonly OpenProcess[] }

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

/** The draft that was reviewed, if it still is the draft and nothing keeps it from being published. */
const reviewed = (
  context: Context,
  caller: Caller,
  live: Version,
  { revision }: PublishInput,
): Promise<Result<Reviewed>> =>
  withPower(context, { caller, live, power: 'publish', login: 'portico_publisher' }, async (transaction) => {
    const draft = await lockDraft(transaction, live.portal)
    if (draft.revision !== revision)
      return refuse<Refusal>({ code: 'draft-changed', revision: draft.revision })
    const open = await openProcesses(transaction)
    const problems = await draftProblems(draft.portal, live, open, context.adapters.live)
    await writeRehearsed(transaction, draft.portal, problems)
    return blocksPublishing(problems)
      ? refuse<Refusal>({ code: 'not-publishable', problems })
      : ok({ portal: draft.portal, open })
  })

/** What is to be taken once from now on is taken twice already; anything else is a fault. */
const takenTwice = (portal: Portal, fault: unknown): Refusal => {
  const taken = takenIn(fault)
  if (!taken) throw fault
  const { table, field } = taken
  const sentence = `Several ${recordsName(portal, table)} lead to the same by ${fieldName(portal, table, field)}. Part them first, or let it be taken more than once.`
  return {
    code: 'not-publishable',
    problems: [errorAt('taken-twice', ['tables', table, 'fields', field, 'once'], sentence)],
  }
}

/** Makes the draft live. Publishing what is live already changes nothing, so a retried call is harmless. */
export const publishDraft = (
  context: Context,
  input: PublishInput,
): Promise<Result<{ readonly version: number }>> =>
  attempt(context, { verb: 'publish' }, async (caller, live) => {
    const draft = await reviewed(context, caller, live, input)
    if (!draft.ok) return draft
    const { portal, open } = draft.value
    const hash = hashOf(portal)
    if (hash === live.hash) return ok({ version: live.version })
    const publishing = { portal, body: JSON.stringify(portal), hash, reason: input.reason }
    const publisher = { sessionMac: caller.mac, liveHash: live.hash, reviewed: open }
    const version = await publish(
      context.adapters.database.pool('portico_publisher'),
      publishing,
      publisher,
    ).catch((fault: unknown) => takenTwice(portal, fault))
    if (version !== null && typeof version !== 'number') return refuse(version)
    // A request began in between: the draft is judged once more, with it.
    if (version === null) return refuse<Refusal>({ code: 'portal-changed' })
    await context.adapters.live.reload()
    return ok({ version })
  })
