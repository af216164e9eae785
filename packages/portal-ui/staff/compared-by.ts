import { abilityFor, fieldsOf } from '@portico/engine/access/ability'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Portal } from '@portico/engine/portal/portal'
import type { Writing } from '@portico/engine/record/fields-to-write'
import { goesBy } from '@portico/engine/record/goes-by'
import type { Typed } from '@portico/engine/workflow/answers'

export type Compared = { readonly field: string; readonly in: (string | null)[] }

/** What makes two lines of a list the same: what they go by, and for a time also where and with whom. */
export const comparedBy = (portal: Portal, table: string, typed: Typed): readonly Compared[] => {
  const fields = portal.tables[table]?.fields ?? {}
  const name = goesBy(portal, table) ?? ''
  const value = typed[name]?.trim() ?? ''
  const named = fields[name]
  if (value === '' || named === undefined || isEncrypted(named)) return []
  const beside =
    named.kind === 'date-time' ? Object.keys(typed).filter((id) => fields[id]?.to !== undefined) : []
  return [name, ...beside].slice(0, 5).map((field) => ({ field, in: [typed[field]?.trim() || null] }))
}

/** Whoever only writes does not learn what is there already: nothing is compared with what she may not read. */
export const mayCompare = (
  { portal, table, actor, today }: Writing,
  compared: readonly Compared[],
): boolean => {
  const readable = fieldsOf(abilityFor(portal, actor, today), 'read', table)
  return compared.every(({ field }) => readable.has(field))
}
