import { clauseOf, pathsOf } from '@portico/engine/access/condition'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Portal } from '@portico/engine/portal/portal'
import { resolvePath } from '@portico/engine/portal/resolve'
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

/** What the steps of a table's workflows ask about; private values are asked of decrypted records, not here. */
const guards = (portal: Portal): readonly { readonly table: string; readonly path: string }[] =>
  Object.values(portal.workflows).flatMap(({ table, transitions }) =>
    Object.values(transitions)
      .flatMap((transition) => pathsOf(clauseOf(transition['only-when'])))
      .filter((path) => isOpenlyKept(portal, table, path))
      .map((path) => ({ table, path })),
  )

const isOpenlyKept = (portal: Portal, table: string, path: string): boolean => {
  const found = resolvePath(portal, table, path)
  return found.kind === 'request-field' || (found.kind === 'field' && !isEncrypted(found.field))
}

const wanted = (portal: Portal): readonly { readonly table: string; readonly path: string }[] => [
  ...portal.permissions.flatMap(({ table, where }) =>
    pathsOf(clauseOf(where)).map((path) => ({ table, path })),
  ),
  ...guards(portal),
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
