import { fieldName } from '@portico/engine/portal/name'
import { recordsName } from '@portico/engine/portal/plural'
import { errorAt } from '@portico/engine/portal/problem'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { takenIn } from '../postgres/fault.ts'
import type { Version } from '../postgres/live-store.ts'
import { publish, type Approval, type NotLive } from '../postgres/publish.ts'
import type { Published } from '../postgres/publishing-store.ts'
import type { Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { fillerOf } from './fill-values.ts'
import type { ReviewedDraft } from './reviewed-draft.ts'

export type Publishable = ReviewedDraft & {
  /** The same for every try of one publishing. */
  readonly key: string
  readonly reason: string
  readonly approval: Approval | null
}

/** What became live, and what it took; of what was live already nothing is known. */
export type MadeLive = Pick<Published, 'version'> & Partial<Published>

const refusals = {
  stopped: { code: 'publishing-stopped' },
  // A request began in between, or somebody decided: the draft is judged once more.
  'called-off': { code: 'portal-changed' },
  held: { code: 'tables-held' },
} satisfies Record<NotLive, Refusal>

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

/** Makes a draft live that was judged. Publishing what is live already changes nothing, so a retried call is harmless. */
export const makeLive = async (
  { adapters }: Context,
  caller: Caller,
  live: Version,
  { key, portal, hash, open, reason, approval }: Publishable,
): Promise<Result<MadeLive>> => {
  if (hash === live.hash) return ok({ version: live.version })
  const filler = fillerOf(adapters)
  const publishing = { id: key, portal, body: JSON.stringify(portal), hash, reason, filler }
  const publisher = { sessionMac: caller.mac, liveHash: live.hash, reviewed: open, approval }
  const pool = adapters.database.pool('portico_publisher')
  const made = await publish(pool, publishing, publisher).catch((fault: unknown) =>
    refuse(takenTwice(portal, fault)),
  )
  if (!made.ok) return refuse(typeof made.refusal === 'string' ? refusals[made.refusal] : made.refusal)
  await adapters.live.reload()
  return made
}
