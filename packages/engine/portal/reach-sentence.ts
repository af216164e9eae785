import type { Condition } from '../access/condition.ts'
import type { Change, Consequence } from './change.ts'
import { fieldName, listed, roleName } from './name.ts'
import { own } from './own.ts'
import type { Portal, Verb } from './portal.ts'

/** A change whose reach is asked of the database: these cells of one role. */
export type CellChange = Extract<Change, { readonly kind: 'grant' | 'revoke' | 'change-condition' }>
/** A change of a role as such. */
export type RoleChange = Consequence & {
  readonly kind: 'add-role' | 'remove-role' | 'change-powers' | 'change-audience' | 'change-proxy'
  readonly role: string
}

/** What was counted: who holds the role, and on how many records that is a gain or a loss for somebody of them. */
export type CellCount = {
  readonly people: number
  readonly gained: number
  readonly lost: number
  /** There were too many to look at each: these are all records there are. */
  readonly isAtMost: boolean
}

export const isCellChange = (change: Change): change is CellChange =>
  change.kind === 'grant' || change.kind === 'revoke' || change.kind === 'change-condition'

const roleKinds = {
  'add-role': true,
  'remove-role': true,
  'change-powers': true,
  'change-audience': true,
  'change-proxy': true,
} as const satisfies Record<RoleChange['kind'], true>

export const isRoleChange = (change: Change): change is Change & RoleChange =>
  Object.hasOwn(roleKinds, change.kind)

/** Under which conditions a portal grants these cells; none for not at all, and undefined for every record. */
export const grantsOf = (
  { permissions }: Portal,
  { role, table, verb, fields }: Pick<CellChange, 'role' | 'table' | 'verb' | 'fields'>,
): readonly (Condition | undefined)[] => {
  const [field] = fields
  return permissions
    .filter(
      (one) =>
        one.role === role &&
        one.table === table &&
        one.may.includes(verb) &&
        (field === undefined || one.fields.includes(field)),
    )
    .map(({ where }) => where)
}

const figure = new Intl.NumberFormat('en-US')

const peopleWords = (portal: Portal, role: string, count: number): string => {
  const noun = count === 1 ? 'person' : 'people'
  return own(portal.roles, role)?.audience === 'staff'
    ? `${figure.format(count)} ${roleName(portal, role)} ${noun}`
    : `${figure.format(count)} ${noun} with the role ${roleName(portal, role)}`
}

const nobody = (portal: Portal, role: string): string => `Nobody holds ${roleName(portal, role)} yet.`

const deeds = {
  read: 'read of',
  create: 'filling in of',
  update: 'change of',
  delete: 'deletion',
  export: 'export of',
} as const satisfies Record<Verb, string>

const recordsWords = (count: number, isAtMost: boolean): string =>
  count === 0
    ? 'no record so far'
    : `${isAtMost ? 'at most ' : ''}${figure.format(count)} ${count === 1 ? 'record' : 'records'}`

/** The portal that still names what is told: the one before for what is taken away. */
const telling = (before: Portal, after: Portal, role: string): Portal =>
  own(after.roles, role) ? after : before

const namedMax = 4

/** "6 *Front desk* people gain read of *Allergies* on 4,310 records." */
export const cellReachSentence = (
  before: Portal,
  after: Portal,
  change: CellChange,
  { people, gained, lost, isAtMost }: CellCount,
): string => {
  const { role, verb, table, fields } = change
  const portal = telling(before, after, role)
  if (people === 0) return nobody(portal, role)
  const named = change.kind === 'revoke' ? before : after
  // The sentence of the change names them already.
  const names =
    fields.length > namedMax
      ? [`these ${String(fields.length)} fields`]
      : fields.map((field) => fieldName(named, table, field))
  const what = names.length === 0 ? deeds[verb] : `${deeds[verb]} ${listed(names)}`
  // What is not there yet cannot be counted.
  const on = (count: number): string =>
    verb === 'create' ? ' on new records' : ` on ${recordsWords(count, isAtMost)}`
  const [gain, lose] = people === 1 ? ['gains', 'loses'] : ['gain', 'lose']
  const who = peopleWords(portal, role, people)
  if (change.widens && change.narrows && gained > 0 && lost > 0)
    return `${who} ${gain} ${what}${on(gained)}, and ${lose} it${on(lost)}.`
  return !change.widens || (change.narrows && gained === 0 && lost > 0)
    ? `${who} ${lose} ${what}${on(lost)}.`
    : `${who} ${gain} ${what}${on(gained)}.`
}

/** Whom a change of a role concerns: "2 *Operations* people gain it." */
export const roleReachSentence = (
  before: Portal,
  after: Portal,
  change: RoleChange,
  people: number,
): string => {
  const portal = telling(before, after, change.role)
  if (people === 0) return nobody(portal, change.role)
  const who = peopleWords(portal, change.role, people)
  const isOne = people === 1
  if (change.kind === 'change-powers' && change.widens)
    return `${who} ${isOne ? 'gains' : 'gain'} this power.`
  if (change.kind === 'change-powers') return `${who} ${isOne ? 'loses' : 'lose'} this power.`
  return change.kind === 'add-role'
    ? `${who} ${isOne ? 'holds' : 'hold'} it already.`
    : `${who} ${isOne ? 'loses' : 'lose'} it.`
}
