import type { AccountId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { byPatient, talliesOf, type Tally } from '@portico/engine/trail/tally'
import { unusual, type Unusual } from '@portico/engine/trail/unusual'
import { readEntries } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople } from './names-of-people.ts'

const entriesMax = 50_000
const patientsMax = 500

export type ColleagueDid = {
  readonly unusual: Unusual
  readonly tallies: readonly Tally[]
  readonly patients: readonly {
    readonly patient: string
    readonly name: string | null
    readonly last: string
    readonly tallies: readonly Tally[]
  }[]
  readonly isCut: boolean
}

/** What one colleague did: what stands out first, then patient by patient. The question is an entry of its own. */
export const whatColleagueDid = (
  context: Context,
  { account, days }: { readonly account: AccountId; readonly days: number },
): Promise<Result<ColleagueDid>> =>
  attempt(context, { verb: 'read-trail' }, async (caller, live) => {
    const found = await readEntries(context.adapters.database.pool('portico_trail'), caller, live.hash, {
      account,
      days,
      size: entriesMax + 1,
      isExport: false,
    })
    const entries = found.slice(0, entriesMax)
    const all = byPatient(entries)
    const shown = all.slice(0, patientsMax)
    const names = await namesOfPeople(
      context,
      caller,
      live,
      'patient',
      shown.map(({ patient }) => patient),
    )
    return ok({
      unusual: unusual(entries, live.portal),
      tallies: talliesOf(entries),
      patients: shown.map((one) => ({ ...one, name: names.get(one.patient) ?? null })),
      isCut: found.length > entriesMax || all.length > patientsMax,
    })
  })
