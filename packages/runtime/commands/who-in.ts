import type { Entry } from '@portico/engine/trail/entry'
import { isProxyEntry } from '@portico/engine/trail/tally'
import type { Version } from '../postgres/live-store.ts'
import type { Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople, namesOfStaff } from './names-of-people.ts'

export type Names = { readonly staff: ReadonlyMap<string, string>; readonly patients: ReadonlyMap<string, string> }

type Doer = Pick<Entry, 'audience' | 'account' | 'person' | 'onBehalfOf'> & { readonly address?: string | null }

/** Who did it, in words: a colleague by name, a patient by name where names were asked for, a proxy as such. */
export const whoIn = (entry: Doer, { staff, patients }: Names): string => {
  const named = (id: string | null): string | undefined =>
    id === null ? undefined : (staff.get(id) ?? patients.get(id))
  if (entry.audience === 'system')
    return entry.address === 'command line' ? 'Somebody at the command line' : 'Portico itself'
  if (entry.audience === 'patient')
    return isProxyEntry(entry)
      ? `${named(entry.person) ?? 'Somebody'}, acting for ${named(entry.onBehalfOf) ?? 'a patient'}`
      : (named(entry.person) ?? 'Patient')
  if (entry.account === null) return 'Somebody not signed in'
  return named(entry.person) ?? 'A staff member'
}

/** The names an answer of the trail needs. Patients' are read only for who asks for them. */
export const namesInTrail = async (
  context: Context,
  caller: Caller,
  live: Version,
  entries: readonly Pick<Entry, 'audience' | 'person' | 'onBehalfOf' | 'patients'>[],
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
  return { staff, patients }
}
