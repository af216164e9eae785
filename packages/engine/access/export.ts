import type { Portal } from '../portal/portal.ts'
import { fieldsOf, may, type Ability, type RecordFacts } from './ability.ts'
import { permissionsFor } from './access.ts'
import type { Actor } from './actor.ts'

/** Taking records away is proven by a sign-in no older than this. */
export const exportFreshMinutes = 15

/** Why somebody may not take records of a table away as a file. */
export type ExportNo = 'no-power' | 'no-permission'

/**
 * It takes two things, and neither implies the other: the power, which says that somebody takes records away at all, and
 * a permission with the verb, which says of which records and which cells.
 */
export const whyNotExport = (
  portal: Portal,
  { powers, roles, audience }: Pick<Actor, 'powers' | 'roles' | 'audience'>,
  table: string,
): ExportNo | null => {
  if (audience !== 'staff' || !powers.includes('export')) return 'no-power'
  return permissionsFor(portal, 'staff', 'export', table).some(({ role }) => roles.includes(role))
    ? null
    : 'no-permission'
}

/** The fields of one record that may leave; null where the record itself may not. What cannot be read does not either. */
export const fieldsToExport = (
  ability: Ability,
  table: string,
  record: RecordFacts,
  readable: readonly string[],
): ReadonlySet<string> | null => {
  if (!may(ability, 'export', table, record)) return null
  const granted = fieldsOf(ability, 'export', table, record)
  return new Set(readable.filter((field) => granted.has(field)))
}
