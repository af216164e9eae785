import type { Actor } from '@portico/engine/access/actor'
import {
  fieldVerbs,
  groundsOf,
  mayOn,
  type FieldVerb,
  type Ground,
  type May,
} from '@portico/engine/access/who-may'
import { why, type Reason } from '@portico/engine/access/why'
import { sentence } from '@portico/engine/access/why-sentence'
import type { RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import { labelOf } from '@portico/engine/portal/text'
import type { AccessFacts, AccessPerson } from '../postgres/access-store.ts'
import { referenceOf } from './reference.ts'

/** Answers about access, put together from what the database knows and what the engine decides. */
export const actorIn = ({ account, audience, person, patient, roles, facts }: AccessPerson): Actor => ({
  account,
  audience,
  person,
  patient,
  roles,
  powers: [],
  facts,
})

export const isDeclared = (portal: Portal, table: string, field: string): boolean =>
  own(own(portal.tables, table)?.fields, field) !== undefined

const roleLabel = (portal: Portal, role: string): string => labelOf(role, own(portal.roles, role), 'en')

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

const rolesWith = (portal: Portal, grounds: readonly Ground[]): WhoCanAnswer['roles'] =>
  Object.keys(portal.roles).flatMap((role) => {
    const held = grounds.filter((ground) => ground.role === role)
    return held.length > 0 ? [{ role, label: roleLabel(portal, role), grounds: held }] : []
  })

/** Who can do what to a field: every role by its permissions, and every account by its roles, as the engine decides it. */
export const whoCanAnswer = (
  { version, portal }: { readonly version: number; readonly portal: Portal },
  of: { readonly table: string; readonly field: string; readonly isOnRecords: boolean },
  facts: AccessFacts,
  nameOf: (person: AccessPerson) => string,
): WhoCanAnswer => {
  const people = facts.people.flatMap((person): readonly WhoCanPerson[] => {
    const may = mayOn(portal, actorIn(person), of, of.isOnRecords ? facts.records : null, facts.today)
    if (may.length === 0) return []
    return [
      {
        account: person.account,
        audience: person.audience,
        isProxy: person.audience === 'patient' && person.patient !== person.person,
        name: nameOf(person),
        roles: person.roles.map((role) => roleLabel(portal, role)),
        may,
      },
    ]
  })
  return {
    version,
    table: of.table,
    field: of.field,
    records: of.isOnRecords ? facts.records.map(({ id }) => ({ id, reference: referenceOf(id) })) : null,
    roles: rolesWith(portal, groundsOf(portal, of.table, of.field)),
    people,
    patients: people.some(({ audience }) => audience === 'patient') ? null : facts.patients,
  }
}

/** One sentence, and the cell of the matrix in which to change what it says. */
export type WhySentence = {
  readonly text: string
  readonly isGranted: boolean
  readonly permission: number | null
  readonly cell: { readonly role: string; readonly table: string; readonly field: string } | null
}

export const isFieldVerb = (text: string): text is FieldVerb => fieldVerbs.some((verb) => verb === text)

const sentenceOf = (
  portal: Portal,
  field: string,
  reason: Extract<Reason, { permission: number }>,
): WhySentence => {
  const permission = portal.permissions[reason.permission]
  return {
    text: sentence(reason, portal, 'en'),
    isGranted: reason.kind === 'granted',
    permission: reason.permission + 1,
    cell: permission ? { role: permission.role, table: permission.table, field } : null,
  }
}

const verbWords = { read: 'read', create: 'fill in', update: 'change', export: 'export' } as const

/** Where nothing she holds is about the field: the cell that would have to be switched on. */
const nothingHeld = (
  portal: Portal,
  actor: Actor,
  { table, field, verb }: { readonly table: string; readonly field: string; readonly verb: FieldVerb },
): readonly WhySentence[] => {
  const what = `${verbWords[verb]} “${labelOf(field, own(own(portal.tables, table)?.fields, field), 'en')}” of “${labelOf(table, own(portal.tables, table), 'en')}”`
  if (actor.roles.length === 0)
    return [
      {
        text: `This account holds no role, so it can ${what} nowhere.`,
        isGranted: false,
        permission: null,
        cell: null,
      },
    ]
  return actor.roles.map((role) => ({
    text: `No permission lets ${roleLabel(portal, role)} ${what}.`,
    isGranted: false,
    permission: null,
    cell: { role, table, field },
  }))
}

/** Why somebody can or cannot: what grants it, or what each of her own permissions says against it. */
export const whySentences = (
  portal: Portal,
  actor: Actor,
  of: { readonly table: string; readonly field: string; readonly verb: FieldVerb },
  record: AccessFacts['records'][number],
  today: string,
): readonly WhySentence[] => {
  const reasons = why(portal, actor, of.verb, of.table, of.field, record, today).flatMap((reason) =>
    reason.kind === 'no-permission' ? [] : [reason],
  )
  const granted = reasons.filter(({ kind }) => kind === 'granted')
  if (granted.length > 0) return granted.map((reason) => sentenceOf(portal, of.field, reason))
  const near = reasons.filter(({ kind }) => kind === 'condition-not-met' || kind === 'not-own-patient')
  if (near.length > 0) return near.map((reason) => sentenceOf(portal, of.field, reason))
  return nothingHeld(portal, actor, of)
}
