import serialize from 'canonicalize'
import type { Condition } from '../access/condition.ts'
import { isAlike } from './alike.ts'
import { verbs, type Permission, type Verb } from './portal.ts'
import type { Path } from './problem.ts'

type Permissions = readonly Permission[]
/** Under which conditions each cell (a verb on a field, or on no field) is granted. */
type Cells = ReadonlyMap<string, readonly string[]>
type Decide = (path: Path, base: unknown, mine: unknown, theirs: unknown) => unknown

const groupOf = ({ role, table }: Permission): string => `${role} ${table}`
const whereOf = ({ where }: Permission): string => serialize(where ?? null) ?? ''
const fieldsOf = ({ fields }: Permission): readonly string[] => (fields.length === 0 ? [''] : fields)

const cellsOf = (permissions: Permissions): Cells => {
  const cells = new Map<string, readonly string[]>()
  for (const permission of permissions)
    for (const verb of permission.may)
      for (const field of fieldsOf(permission)) {
        const key = `${verb} ${field}`
        cells.set(key, [...new Set([...(cells.get(key) ?? []), whereOf(permission)])].toSorted())
      }
  return cells
}

/** As people would write it: under each condition, verbs with the same fields are one permission. */
const written = (
  role: string,
  table: string,
  cells: Cells,
  conditions: ReadonlyMap<string, Condition | undefined>,
): Permissions =>
  [...conditions].flatMap(([key, where]) => {
    const byFields = new Map<string, { may: Verb[]; fields: readonly string[] }>()
    for (const verb of verbs) {
      const granted = [...cells].filter(
        ([cell, wheres]) => cell.startsWith(`${verb} `) && wheres.includes(key),
      )
      if (granted.length === 0) continue
      const fields = granted.flatMap(([cell]) => cell.slice(verb.length + 1) || []).toSorted()
      const same = byFields.get(fields.join(' ')) ?? { may: [], fields }
      same.may.push(verb)
      byFields.set(fields.join(' '), same)
    }
    return [...byFields.values()].map((part) => ({ role, table, ...part, ...(where && { where }) }))
  })

type Three = Readonly<Record<'base' | 'mine' | 'theirs', Permissions>>

const isWheres = (value: unknown): value is readonly string[] => Array.isArray(value)

/** The permissions of one role on one table, which both changed: cell by cell. */
const mergedGroup = ({ base, mine, theirs }: Three, decide: Decide): Permissions => {
  const [first] = [...base, ...mine, ...theirs]
  if (!first) return []
  const { role, table } = first
  const [old, ours, others] = [cellsOf(base), cellsOf(mine), cellsOf(theirs)]
  const cells = new Map<string, readonly string[]>()
  for (const key of [...new Set([...old.keys(), ...ours.keys(), ...others.keys()])].toSorted()) {
    const [verb = '', field = ''] = key.split(' ')
    const path = ['permissions', role, table, verb, field]
    const wheres = decide(path, old.get(key), ours.get(key), others.get(key))
    if (isWheres(wheres)) cells.set(key, wheres)
  }
  const conditions = new Map(
    [...base, ...mine, ...theirs]
      .map((permission) => [whereOf(permission), permission.where] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
  return written(role, table, cells, conditions)
}

/** Permissions two people changed. Their order means nothing: who may do what is what is merged. */
export const mergedPermissions = (three: Three, decide: Decide): Permissions => {
  const of = (permissions: Permissions, group: string) => permissions.filter((one) => groupOf(one) === group)
  const old = [...new Set(three.base.map(groupOf))]
  const fresh = [...new Set([...three.mine, ...three.theirs].map(groupOf))].filter(
    (one) => !old.includes(one),
  )
  return [...old, ...fresh.toSorted()].flatMap((group) => {
    const [base, mine, theirs] = [of(three.base, group), of(three.mine, group), of(three.theirs, group)]
    if (isAlike(mine, theirs) || isAlike(base, theirs)) return mine
    return isAlike(base, mine) ? theirs : mergedGroup({ base, mine, theirs }, decide)
  })
}
