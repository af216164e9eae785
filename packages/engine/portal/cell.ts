import serialize from 'canonicalize'
import type { Condition } from '../access/condition.ts'
import { own } from './own.ts'
import { verbs, type Permission, type Portal, type Verb } from './portal.ts'
import { ownerField } from './resolve.ts'

/** One cell of the permission matrix. */
export type Cell = {
  readonly role: string
  readonly table: string
  readonly field: string
  readonly verb: Verb
}

/** What one role may do to one table under one condition: a set of fields for each verb. */
type Under = { readonly where: Condition | undefined; readonly fields: Map<Verb, Set<string>> }

const keyOf = (where: Condition | undefined): string => serialize(where ?? null) ?? ''

const isOf =
  ({ role, table }: Pick<Cell, 'role' | 'table'>) =>
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
const written = ({ role, table }: Cell, { where, fields }: Under): readonly Permission[] => {
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
const likely = (portal: Portal, cell: Cell, permissions: readonly Permission[]): Condition | undefined => {
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

const switchedOn = (
  portal: Portal,
  cell: Cell,
  groups: Map<string, Under>,
  mine: readonly Permission[],
  where: Condition | undefined,
): void => {
  const withVerb = [...groups.values()].filter((group) => (group.fields.get(cell.verb)?.size ?? 0) > 0)
  if (where === undefined && withVerb.length > 0) {
    for (const group of withVerb) group.fields.get(cell.verb)?.add(cell.field)
    return
  }
  const condition = where ?? likely(portal, cell, mine)
  const group = groups.get(keyOf(condition)) ?? { where: condition, fields: new Map<Verb, Set<string>>() }
  groups.set(keyOf(condition), group)
  group.fields.set(cell.verb, new Set([...(group.fields.get(cell.verb) ?? []), cell.field]))
}

/**
 * The permissions with one cell of the matrix switched. On: the field joins what the role already may do with that
 * verb, under the same conditions. Off: no permission of the role grants that cell any more, under any condition.
 */
export const permissionsWithCell = (
  portal: Portal,
  cell: Cell,
  isOn: boolean,
  where: Condition | undefined,
): readonly Permission[] => {
  const mine = portal.permissions.filter(isOf(cell))
  const groups = grouped(mine)
  if (isOn) switchedOn(portal, cell, groups, mine, where)
  else for (const group of groups.values()) group.fields.get(cell.verb)?.delete(cell.field)
  const fresh = [...groups.values()].flatMap((group) => written(cell, group))
  const first = portal.permissions.findIndex(isOf(cell))
  const others = portal.permissions.filter((permission) => !isOf(cell)(permission))
  const before =
    first === -1
      ? others.length
      : portal.permissions.slice(0, first).filter((permission) => !isOf(cell)(permission)).length
  return [...others.slice(0, before), ...fresh, ...others.slice(before)]
}
