import serialize from 'canonicalize'
import type { Condition } from '../access/condition.ts'
import { statesIn } from './cell-states.ts'
import type { Permission, Portal, Verb } from './portal.ts'
import { isHeldToOwner } from './resolve.ts'

/** What a role may do to a field, from nothing to everything. A role that only fills in cannot read it back. */
export const cellLevels = ['hidden', 'fill-in', 'read', 'write-in-state', 'write'] as const
export type CellLevel = (typeof cellLevels)[number]

/** One cell of the matrix: what the permissions of one role together say about one field. */
export type MatrixCell = {
  readonly level: CellLevel
  readonly verbs: readonly Verb[]
  /** Where it may be changed in some states only: in which. */
  readonly states: readonly string[]
  /** Whether some permission that shows it, or lets it be changed, reaches every record; a patient's never does. */
  readonly isEverywhere: boolean
  /** Permissions that grant something here, by their places. */
  readonly by: readonly number[]
  /** Everything it grants, on which records: two cells with the same key are the same to everybody. */
  readonly key: string
}

/** A permission as the matrix needs it, its condition read once for all its fields. */
type Read = {
  readonly at: number
  readonly may: readonly Verb[]
  readonly where: Condition | undefined
  readonly states: readonly string[] | null
  readonly key: string
}

const order = ['read', 'create', 'update', 'export'] as const satisfies readonly Verb[]
const nothing: MatrixCell = { level: 'hidden', verbs: [], states: [], isEverywhere: false, by: [], key: '' }

const levelOf = (verbs: readonly Verb[], isLimited: boolean): CellLevel => {
  if (verbs.includes('update')) return isLimited ? 'write-in-state' : 'write'
  if (verbs.includes('read')) return 'read'
  return verbs.includes('create') ? 'fill-in' : 'hidden'
}

const cellOf = (granting: readonly Read[], isHeld: boolean): MatrixCell => {
  const verbs = order.filter((verb) => granting.some(({ may }) => may.includes(verb)))
  if (verbs.length === 0) return nothing
  const changing = granting.filter(({ may }) => may.includes('update'))
  const isLimited = changing.length > 0 && changing.every(({ states }) => states !== null)
  return {
    level: levelOf(verbs, isLimited),
    verbs,
    states: isLimited ? [...new Set(changing.flatMap(({ states }) => states ?? []))] : [],
    isEverywhere:
      !isHeld &&
      granting.some(
        ({ may, where }) => where === undefined && (may.includes('read') || may.includes('update')),
      ),
    by: granting.map(({ at }) => at),
    key: verbs.map((verb) => `${verb} ${reachOf(granting, verb)}`).join(';'),
  }
}

const reachOf = (granting: readonly Read[], verb: Verb): string =>
  [...new Set(granting.flatMap(({ may, key }) => (may.includes(verb) ? [key] : [])))].toSorted().join('|')

/** A role's column of the matrix of a table, field by field; a field that is not in it is hidden. */
const columnOf = (
  portal: Portal,
  role: string,
  table: string,
  granted: readonly (readonly [number, Permission])[],
) => {
  const isHeld = isHeldToOwner(portal, role, table)
  const byField = new Map<string, Read[]>()
  for (const [at, { may, fields, where }] of granted) {
    const key = serialize(where ?? null) ?? ''
    const read = { at, may, where, states: statesIn(portal, table, where), key }
    for (const field of new Set(fields)) {
      const known = byField.get(field)
      if (known) known.push(read)
      else byField.set(field, [read])
    }
  }
  // Most fields are granted by the same permissions as others, and share what these come to.
  const known = new Map<string, MatrixCell>()
  const cellFor = (reads: readonly Read[]): MatrixCell => {
    const by = reads.map(({ at }) => at).join(' ')
    const cell = known.get(by) ?? cellOf(reads, isHeld)
    known.set(by, cell)
    return cell
  }
  return new Map([...byField].map(([field, reads]) => [field, cellFor(reads)]))
}

/** The matrix of one table, made in one go: `matrix(role, field)` is then only looked up. */
export const matrixOf = (portal: Portal, table: string): ((role: string, field: string) => MatrixCell) => {
  const byRole = new Map<string, (readonly [number, Permission])[]>()
  for (const [at, permission] of portal.permissions.entries()) {
    if (permission.table !== table) continue
    const known = byRole.get(permission.role)
    if (known) known.push([at, permission])
    else byRole.set(permission.role, [[at, permission]])
  }
  const columns = new Map(
    [...byRole].map(([role, granted]) => [role, columnOf(portal, role, table, granted)]),
  )
  return (role, field) => columns.get(role)?.get(field) ?? nothing
}
