import { clauseOf, pathsOf } from '@portico/engine/access/condition'
import type { Portal } from '@portico/engine/portal/portal'
import { columnOf, fieldOf, tableOf, type Column } from './column.ts'
import { quoted } from './identifier.ts'

/**
 * A referenced record's value kept on the record itself, so that a policy never reads another table: no recursion,
 * and one index a path. A composite foreign key keeps it true (`on update cascade`).
 */
export type CopiedColumn = {
  readonly table: string
  readonly path: string
  readonly reference: string
  readonly target: string
  /** The path in the referenced table: its own field, or a column it copies itself. */
  readonly rest: string
  readonly column: Column
}

const copied = (portal: Portal, table: string, path: string): readonly CopiedColumn[] => {
  const [reference = '', ...parts] = path.split('.')
  if (parts.length === 0) return []
  const target = fieldOf(tableOf(portal, table), reference).to ?? ''
  const rest = parts.join('.')
  return [
    ...copied(portal, target, rest),
    { table, path, reference, target, rest, column: columnOf(portal, table, path) },
  ]
}

const wanted = (portal: Portal): readonly { readonly table: string; readonly path: string }[] => [
  ...portal.permissions.flatMap(({ table, where }) =>
    pathsOf(clauseOf(where)).map((path) => ({ table, path })),
  ),
  ...Object.entries(portal.tables).flatMap(([table, { patient }]) =>
    patient === undefined ? [] : [{ table, path: patient }],
  ),
]

/** Every copied column a portal needs, those that others copy from first. */
export const copiedColumns = (portal: Portal): readonly CopiedColumn[] => {
  const all = wanted(portal).flatMap(({ table, path }) => copied(portal, table, path))
  return [...new Map(all.map((column) => [`${column.table} ${column.path}`, column])).values()]
}

/** The referenced side: a generated column that is never null, which the foreign key can point at. */
export const keyColumn = (
  portal: Portal,
  copy: CopiedColumn,
): { readonly name: string; readonly source: Column } => ({
  name: quoted(`_key.${copy.rest}`),
  source: columnOf(portal, copy.target, copy.rest),
})
