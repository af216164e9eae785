import type { RecordId } from '../brand.ts'
import type { Portal } from '../portal/portal.ts'
import { referenceOf } from '../portal/reference.ts'
import { roleLabel, roleLabels } from '../portal/role-labels.ts'
import type { RecordFacts } from './ability.ts'
import { actorOfAccount, isProxy, type AccountAsked } from './actor.ts'
import { groundsOf, mayOn, type Ground, type May } from './who-may.ts'

export type WhoCanPerson = {
  readonly account: string
  readonly audience: 'patient' | 'staff'
  /** Herself, or somebody who acts for the patient the record is about. */
  readonly isProxy: boolean
  readonly name: string
  readonly roles: readonly string[]
  readonly may: readonly May[]
}

export type WhoCanAnswer = {
  readonly version: number
  readonly table: string
  readonly field: string
  /** The records looked at, by what people call them; null when asked about records in general. */
  readonly records: readonly { readonly id: RecordId; readonly reference: string }[] | null
  /** Each permission that grants something on the field, by role. */
  readonly roles: readonly {
    readonly role: string
    readonly label: string
    readonly grounds: readonly Ground[]
  }[]
  readonly people: readonly WhoCanPerson[]
  /** How many patients have an account, when they are not listed one by one. */
  readonly patients: number | null
}

/** What is known of whom and what is asked about. */
type Known<Person> = {
  readonly people: readonly Person[]
  readonly records: readonly (RecordFacts & { readonly id: RecordId })[]
  readonly patients: number
  readonly today: string
}

const rolesWith = (portal: Portal, grounds: readonly Ground[]): WhoCanAnswer['roles'] =>
  Object.keys(portal.roles).flatMap((role) => {
    const held = grounds.filter((ground) => ground.role === role)
    return held.length > 0 ? [{ role, label: roleLabel(portal, role), grounds: held }] : []
  })

/** Who can do what to a field: every role by its permissions, and every account by its roles. */
export const whoCan = <Person extends AccountAsked>(
  { version, portal }: { readonly version: number; readonly portal: Portal },
  of: { readonly table: string; readonly field: string; readonly isOnRecords: boolean },
  { people: asked, records, patients, today }: Known<Person>,
  nameOf: (person: Person) => string,
): WhoCanAnswer => {
  const people = asked.flatMap((person): readonly WhoCanPerson[] => {
    const actor = actorOfAccount(person)
    const may = mayOn(portal, actor, of, of.isOnRecords ? records : null, today)
    if (may.length === 0) return []
    return [
      {
        account: person.account,
        audience: person.audience,
        isProxy: isProxy(actor),
        name: nameOf(person),
        roles: roleLabels(portal, person.roles),
        may,
      },
    ]
  })
  return {
    version,
    table: of.table,
    field: of.field,
    records: of.isOnRecords ? records.map(({ id }) => ({ id, reference: referenceOf(id) })) : null,
    roles: rolesWith(portal, groundsOf(portal, of.table, of.field)),
    people,
    patients: people.some(({ audience }) => audience === 'patient') ? null : patients,
  }
}
