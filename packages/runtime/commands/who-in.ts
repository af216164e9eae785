import { ok } from '@portico/engine/result'
import type { Entry } from '@portico/engine/trail/entry'
import { isProxyEntry } from '@portico/engine/trail/tally'
import { accountNames } from '../postgres/access-store.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople, namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

export type Names = {
  readonly staff: ReadonlyMap<string, string>
  readonly patients: ReadonlyMap<string, string>
  /** Of accounts that act for patients and are nobody's record. */
  readonly accounts: ReadonlyMap<string, string>
}

type Doer = Pick<Entry, 'audience' | 'account' | 'person' | 'onBehalfOf'> & {
  readonly address?: string | null
}

const proxyWords = (who: string | undefined, forWhom: string | undefined): string =>
  who === undefined
    ? `Somebody acting for ${forWhom ?? 'a patient'}`
    : `${who}, acting for ${forWhom ?? 'a patient'}`

/** Who did it, in words: a colleague by name, a patient by name where names were asked for, a proxy as such. */
export const whoIn = (entry: Doer, { staff, patients, accounts }: Names): string => {
  const named = (id: string | null): string | undefined =>
    id === null ? undefined : (staff.get(id) ?? patients.get(id))
  if (entry.audience === 'system')
    return entry.address === 'command line' ? 'Somebody at the command line' : 'Portico itself'
  if (entry.audience === 'patient')
    return isProxyEntry(entry)
      ? proxyWords(
          named(entry.person) ?? (entry.account === null ? undefined : accounts.get(entry.account)),
          named(entry.onBehalfOf),
        )
      : (named(entry.person) ?? 'Patient')
  if (entry.account === null) return 'Somebody not signed in'
  return named(entry.person) ?? 'A staff member'
}

const proxyNames = async (
  context: Context,
  caller: Caller,
  live: Version,
  entries: readonly Pick<Entry, 'audience' | 'account' | 'person' | 'onBehalfOf'>[],
): Promise<ReadonlyMap<string, string>> => {
  const accounts = entries.filter(isProxyEntry).flatMap(({ account }) => account ?? [])
  if (accounts.length === 0) return new Map()
  const found = await withPower(
    context,
    { caller, live, power: 'read-trail', login: 'portico_trail' },
    async (transaction) => ok(await accountNames(transaction, [...new Set(accounts)])),
  )
  return new Map(
    (found.ok ? found.value : []).map(({ account, name }) => [
      account,
      context.adapters.macs.openText('account-name', account, name),
    ]),
  )
}

/** The names an answer of the trail needs. Patients' are read only for who asks for them. */
export const namesInTrail = async (
  context: Context,
  caller: Caller,
  live: Version,
  entries: readonly Pick<Entry, 'audience' | 'account' | 'person' | 'onBehalfOf' | 'patients'>[],
  withPatients: boolean,
): Promise<Names> => {
  const staff = await namesOfStaff(
    context,
    caller,
    live,
    entries.map(({ audience, person }) => (audience === 'staff' ? person : null)),
  )
  const patients = withPatients
    ? await namesOfPeople(
        context,
        caller,
        live,
        'patient',
        entries.flatMap(({ audience, person, onBehalfOf, patients: of }) => [
          ...of,
          ...(audience === 'patient' ? [person, onBehalfOf] : []),
        ]),
      )
    : new Map<string, string>()
  const accounts = withPatients ? await proxyNames(context, caller, live, entries) : new Map<string, string>()
  return { staff, patients, accounts }
}
