import type { FieldValue } from '../access/condition.ts'
import { isAccountId, type AccountId, type RecordId } from '../brand.ts'
import { own } from '../portal/own.ts'
import { peopleTable } from '../portal/people-table.ts'
import type { Portal } from '../portal/portal.ts'
import { isWorkflowTable } from '../portal/workflow-table.ts'
import { inventedWorld } from '../test-as/invented-world.ts'
import type { WorldPerson } from '../test-as/world.ts'

/** Somebody invented and what is known of them, to be loaded into a rehearsal environment. */
export type WalkRecord = {
  readonly table: string
  readonly id: RecordId
  readonly values: Readonly<Record<string, FieldValue>>
}
export type WalkAccount = {
  readonly id: AccountId
  readonly email: string
  readonly person?: RecordId | undefined
  readonly name?: string | undefined
  readonly roles: readonly string[]
  readonly 'acts-for'?: readonly { readonly patient: RecordId; readonly role: string }[] | undefined
  readonly language: 'en' | 'es'
}
export type WalkPeople = {
  readonly records: readonly WalkRecord[]
  readonly accounts: readonly WalkAccount[]
}

const isSameKind = (draft: Portal, from: Portal, table: string, id: string, value: FieldValue): boolean => {
  const [now, then] = [own(own(draft.tables, table)?.fields, id), own(own(from.tables, table)?.fields, id)]
  if (!now || now.kind !== then?.kind || now.to !== then.to) return false
  return now.kind !== 'choice' || value === null || Object.hasOwn(now.options ?? {}, String(value))
}

/** The invented people of a template, as far as they fit a draft that was made from it. */
export const fittingPeople = (draft: Portal, from: Portal, people: WalkPeople): WalkPeople => {
  const isKept = ({ table }: WalkRecord): boolean =>
    own(draft.tables, table) !== undefined &&
    own(draft.tables, table)?.people === own(from.tables, table)?.people &&
    !isWorkflowTable(draft, table)
  const records = people.records.filter(isKept).map((record) => ({
    ...record,
    values: Object.fromEntries(
      Object.entries(record.values).filter(([id, value]) => isSameKind(draft, from, record.table, id, value)),
    ),
  }))
  const isHere = new Set<string>(records.map(({ id }) => id))
  const holds = (role: string, isProxy: boolean): boolean =>
    own(draft.roles, role)?.audience === own(from.roles, role)?.audience &&
    (own(draft.roles, role)?.proxy === true) === isProxy
  const accounts = people.accounts
    .map((account) => ({
      ...account,
      roles: account.roles.filter((role) => holds(role, false)),
      'acts-for': (account['acts-for'] ?? []).filter(
        ({ patient, role }) => isHere.has(patient) && holds(role, true),
      ),
    }))
    .filter(
      ({ person, roles, 'acts-for': for_ }) =>
        (person === undefined || isHere.has(person)) && roles.length + for_.length > 0,
    )
  return { records, accounts }
}

const accountId = (number: number): AccountId => {
  const id = `00000000-0000-4000-8950-${String(number).padStart(12, '0')}`
  if (!isAccountId(id)) throw new Error('An invented id has the shape of an id.')
  return id
}

const accountOf = (portal: Portal, { name, person, patient, roles, audience }: WorldPerson): WalkAccount => {
  const [role = ''] = roles
  const isProxy = own(portal.roles, role)?.proxy === true
  const number = Object.keys(portal.roles).indexOf(role) * 2 + (person?.endsWith('2') ? 1 : 0)
  return {
    id: accountId(number + 1),
    email: `${role}${number % 2 === 0 ? '' : '-2'}@rehearsal.example.com`,
    ...(person !== null && { person }),
    ...(isProxy && { name }),
    roles: isProxy ? [] : [role],
    ...(isProxy && patient !== null && audience === 'patient' && { 'acts-for': [{ patient, role }] }),
    language: 'en',
  }
}

/** Who and what is in an environment already: an invented person more leads to what is there. */
export type Held = {
  readonly roles: ReadonlySet<string>
  /** Any record of a table; null where there is none. */
  readonly recordOf: (table: string) => RecordId | null
}

export const nobodyHeld: Held = { roles: new Set(), recordOf: () => null }

/** Only what a column can hold: what is computed is worked out, and nobody sent a file. */
const valuesIn = (
  portal: Portal,
  { table, values }: WalkRecord,
  held: Held,
  made: ReadonlySet<string>,
): WalkRecord['values'] =>
  Object.fromEntries(
    Object.entries(values).flatMap(([id, value]): [string, FieldValue][] => {
      const field = own(own(portal.tables, table)?.fields, id)
      if (!field || field.kind === 'computed' || field.kind === 'attachment') return []
      if (field.kind !== 'reference') return [[id, value]]
      const to = (field.to && held.recordOf(field.to)) ?? (made.has(String(value)) ? value : null)
      return to === null ? [] : [[id, to]]
    }),
  )

/**
 * The invented people that a portal lacks in an environment: one for each role nobody holds, and two patients where there
 * is none, with the places they belong to.
 */
export const missingPeople = (portal: Portal, held: Held, now: string): WalkPeople => {
  const world = inventedWorld(portal, now)
  const isFresh = held.roles.size === 0
  const missing = world.people.filter(({ roles, person, audience }) => {
    const isFirst = person === null || person.endsWith('1') || audience === 'staff'
    return roles.every((role) => !held.roles.has(role)) && (isFirst || isFresh)
  })
  // Of the staff one for each role: the world has two, on two sides.
  const one = missing.filter(
    ({ audience, roles }, index) =>
      audience === 'patient' || missing.findIndex((other) => other.roles[0] === roles[0]) === index,
  )
  const patients = peopleTable(portal, 'patient')?.id
  const persons = new Set<string>(one.flatMap(({ person, patient }) => [person ?? patient ?? '']))
  const isPlace = (table: string): boolean =>
    own(portal.tables, table)?.people === undefined && held.recordOf(table) === null
  const chosen = world.records.filter(
    ({ id, table, request }) => request === null && (persons.has(id) || isPlace(table)),
  )
  const made = new Set<string>(chosen.map(({ id }) => id))
  const records = chosen.map((record) => ({
    id: record.id,
    table: record.table,
    values: valuesIn(portal, record, held, made),
  }))
  // Whoever signs in belongs to a record; a portal without such a table has none of that audience.
  const accounts = one
    .filter(
      ({ audience, person, patient }) =>
        made.has(person ?? patient ?? '') && (audience === 'staff' || patients),
    )
    .map((person) => accountOf(portal, person))
  return { records: inOrder(portal, records), accounts }
}

/** Each after what it refers to, as far as tables do not refer to each other in a circle. */
const inOrder = (portal: Portal, records: readonly WalkRecord[]): readonly WalkRecord[] => {
  const depth = (table: string, seen: readonly string[]): number =>
    seen.includes(table)
      ? 0
      : Math.max(
          0,
          ...Object.values(own(portal.tables, table)?.fields ?? {}).map(({ to }) =>
            to === undefined ? 0 : 1 + depth(to, [...seen, table]),
          ),
        )
  return records.toSorted((one, other) => depth(one.table, []) - depth(other.table, []))
}

/** The people of a rehearsal: the template's as far as they fit, and whoever is missing. */
export const walkPeople = (
  draft: Portal,
  template: { readonly portal: Portal; readonly people: WalkPeople } | null,
  now: string,
): WalkPeople => {
  const nobody: WalkPeople = { records: [], accounts: [] }
  const fitting = template ? fittingPeople(draft, template.portal, template.people) : nobody
  const roles = fitting.accounts.flatMap((account) => [
    ...account.roles,
    ...(account['acts-for'] ?? []).map(({ role }) => role),
  ])
  const recordOf = (table: string): RecordId | null =>
    fitting.records.find((record) => record.table === table)?.id ?? null
  const others = missingPeople(draft, { roles: new Set(roles), recordOf }, now)
  return {
    records: [...fitting.records, ...others.records],
    accounts: [...fitting.accounts, ...others.accounts],
  }
}
