import type { RecordId } from '@portico/engine/brand'
import { roleLabels } from '@portico/engine/portal/role-labels'
import { ok, type Result } from '@portico/engine/result'
import { byDay, byDoer, isProxyEntry, type DayLine, type Tally } from '@portico/engine/trail/tally'
import { readEntries } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesInTrail, whoIn } from './who-in.ts'

const entriesMax = 50_000

export type Looker = {
  readonly key: string
  readonly account: string | null
  readonly who: string
  readonly roles: readonly string[]
  readonly kind: 'staff' | 'herself' | 'proxy' | 'system' | 'stranger'
  readonly last: string
  readonly tallies: readonly Tally[]
}
export type WhoLooked = {
  readonly lookers: readonly Looker[]
  readonly days: readonly DayLine[]
  /** Whether there was more than one answer can hold; then the oldest is missing. */
  readonly isCut: boolean
}

const kindOf = (
  doer: Parameters<typeof isProxyEntry>[0] & { readonly account: string | null },
): Looker['kind'] => {
  if (doer.audience === 'system') return 'system'
  if (doer.audience === 'patient') return isProxyEntry(doer) ? 'proxy' : 'herself'
  return doer.account === null ? 'stranger' : 'staff'
}

/** Who looked at a patient's records or changed them, folded by person and by day. The question is an entry of its own. */
export const whoLooked = (
  context: Context,
  { patient, days }: { readonly patient: RecordId; readonly days: number },
): Promise<Result<WhoLooked>> =>
  attempt(context, { verb: 'read-trail' }, async (caller, live) => {
    const found = await readEntries(context.adapters.database.pool('portico_trail'), caller, live.hash, {
      patient,
      days,
      size: entriesMax + 1,
      isExport: false,
    })
    const entries = found.slice(0, entriesMax)
    const doers = byDoer(entries)
    const names = await namesInTrail(
      context,
      caller,
      live,
      doers.map((doer) => ({ ...doer, patients: [patient] })),
      true,
    )
    const lookers = doers.map((doer) => ({
      key: doer.key,
      account: doer.account,
      who: whoIn(doer, names),
      roles: roleLabels(live.portal, doer.roles),
      kind: kindOf(doer),
      last: doer.last,
      tallies: doer.tallies,
    }))
    return ok({ lookers, days: byDay(entries, live.portal.timezone), isCut: found.length > entriesMax })
  })
