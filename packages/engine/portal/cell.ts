import serialize from 'canonicalize'
import type { Condition } from '../access/condition.ts'
import { withStates } from './cell-states.ts'
import { own } from './own.ts'
import { verbs, type Permission, type Portal, type Verb } from './portal.ts'
import { ownerField } from './resolve.ts'

/** Some cells of one role: a verb on each of these fields. */
export type Cells = {
  readonly role: string
  readonly table: string
  readonly fields: readonly string[]
  readonly verb: Verb
}

/** Cells of several roles and fields at once. A verb that is not named stays as it is. */
export type Block = {
  readonly table: string
  readonly roles: readonly string[]
  readonly fields: readonly string[]
  readonly may: Readonly<Partial<Record<Verb, boolean>>>
  /** The states in which they may be changed; null for any, absent to leave that as it is. */
  readonly states?: readonly string[] | null | undefined
}

/** What one role may do to one table under one condition: a set of fields for each verb. */
type Under = { readonly where: Condition | undefined; readonly fields: Map<Verb, Set<string>> }

const keyOf = (where: Condition | undefined): string => serialize(where ?? null) ?? ''

const isOf =
  ({ role, table }: Pick<Cells, 'role' | 'table'>) =>
  (permission: Permission): boolean =>
    permission.role === role && permission.table === table

const grouped = (permissions: readonly Permission[]): Map<string, Under> => {
  const groups = new Map<string, Under>()
  for (const { where, may, fields } of permissions) {
    const group = groups.get(keyOf(where)) ?? { where, fields: new Map<Verb, Set<string>>() }
    groups.set(keyOf(where), group)
    for (const verb of may) group.fields.set(verb, new Set([...(group.fields.get(verb) ?? []), ...fields]))
  }
  return groups
}

/** Verbs with the same fields under the same condition become one permission, which is how people would write it. */
const written = ({ role, table }: Cells, { where, fields }: Under): readonly Permission[] => {
  const byFields = new Map<string, { may: Verb[]; fields: readonly string[] }>()
  for (const verb of verbs) {
    const names = fields.get(verb)
    if (names === undefined || (names.size === 0 && verb !== 'delete')) continue
    const key = [...names].toSorted().join(' ')
    const same = byFields.get(key) ?? { may: [], fields: [...names] }
    same.may.push(verb)
    byFields.set(key, same)
  }
  return [...byFields.values()].map(({ may, fields: names }) => ({
    role,
    table,
    may,
    fields: names,
    ...(where && { where }),
  }))
}

/** A new permission reaches as far as the role's others on the table, for the same verb if there is one. */
const likely = (portal: Portal, cell: Cells, permissions: readonly Permission[]): Condition | undefined => {
  const model =
    permissions.find((permission) => permission.may.includes('read')) ??
    permissions.find((permission) => permission.may.length > 0)
  if (model) return model.where
  const owner = ownerField(own(portal.tables, cell.table))
  const isPatient = own(portal.roles, cell.role)?.audience === 'patient'
  return isPatient && owner !== null && own(portal.tables, cell.table)?.patient === owner
    ? { [owner]: 'me' }
    : undefined
}

const give = (groups: Map<string, Under>, { verb, fields }: Cells, where: Condition | undefined): void => {
  const group = groups.get(keyOf(where)) ?? { where, fields: new Map<Verb, Set<string>>() }
  groups.set(keyOf(where), group)
  group.fields.set(verb, new Set([...(group.fields.get(verb) ?? []), ...fields]))
}

const take = (groups: Map<string, Under>, { verb, fields }: Cells): void => {
  for (const group of groups.values()) for (const field of fields) group.fields.get(verb)?.delete(field)
}

const switchedOn = (
  portal: Portal,
  cells: Cells,
  groups: Map<string, Under>,
  mine: readonly Permission[],
  where: Condition | undefined,
): void => {
  const withVerb = [...groups.values()].filter((group) => (group.fields.get(cells.verb)?.size ?? 0) > 0)
  if (where !== undefined || withVerb.length === 0)
    return give(groups, cells, where ?? likely(portal, cells, mine))
  for (const group of withVerb) for (const field of cells.fields) group.fields.get(cells.verb)?.add(field)
}

/** Each field keeps the records it reached, and reaches them in these states only. */
const limited = (
  portal: Portal,
  cells: Cells,
  groups: Map<string, Under>,
  mine: readonly Permission[],
  states: readonly string[] | null,
): void => {
  const before = [...groups.values()].map(({ where, fields }) => ({
    where,
    fields: cells.fields.filter((field) => fields.get(cells.verb)?.has(field)),
  }))
  const held = new Set(before.flatMap(({ fields }) => fields))
  const fresh = {
    where: likely(portal, cells, mine),
    fields: cells.fields.filter((field) => !held.has(field)),
  }
  take(groups, cells)
  for (const { where, fields } of [...before, fresh])
    if (fields.length > 0) give(groups, { ...cells, fields }, withStates(portal, cells.table, where, states))
}

/** The role's permissions on the table, with `change` made to them, where the first of them stood. */
const replaced = (
  portal: Portal,
  cells: Cells,
  change: (groups: Map<string, Under>, mine: readonly Permission[]) => void,
): readonly Permission[] => {
  const mine = portal.permissions.filter(isOf(cells))
  const groups = grouped(mine)
  change(groups, mine)
  const fresh = [...groups.values()].flatMap((group) => written(cells, group))
  const first = portal.permissions.findIndex(isOf(cells))
  const others = portal.permissions.filter((permission) => !isOf(cells)(permission))
  const before = first === -1 ? others.length : first
  return [...others.slice(0, before), ...fresh, ...others.slice(before)]
}

/**
 * The permissions with cells of the matrix switched. On: the fields join what the role already may do with that
 * verb, under the same conditions. Off: no permission of the role grants those cells any more, under any condition.
 */
export const permissionsWithCells = (
  portal: Portal,
  cells: Cells,
  isOn: boolean,
  where: Condition | undefined,
): readonly Permission[] =>
  replaced(portal, cells, (groups, mine) => {
    if (isOn) switchedOn(portal, cells, groups, mine, where)
    else take(groups, cells)
  })

/** The permissions with a block of the matrix set, verb by verb, role by role. */
export const permissionsWithBlock = (portal: Portal, block: Block): readonly Permission[] =>
  block.roles
    .flatMap((role) => verbs.map((verb) => ({ role, verb, table: block.table, fields: block.fields })))
    .reduce((permissions, cells) => {
      const isOn = block.may[cells.verb]
      const now = { ...portal, permissions }
      const { states } = block
      if (isOn === undefined) return permissions
      if (isOn && cells.verb === 'update' && states !== undefined)
        return replaced(now, cells, (groups, mine) => limited(now, cells, groups, mine, states))
      return permissionsWithCells(now, cells, isOn, undefined)
    }, portal.permissions)
