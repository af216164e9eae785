import type { Pool } from 'pg'
import { isEncrypted } from '@portico/engine/field/stored'
import { nameField } from '@portico/engine/portal/name-field'
import type { Portal } from '@portico/engine/portal/portal'
import { quoted } from './identifier.ts'

/** What people of a table are called where their names are kept plainly, for whoever runs the machine. */
export const plainNames = async (
  pool: Pool,
  portal: Portal,
  table: string | null,
): Promise<ReadonlyMap<string, string>> => {
  const field = table === null ? undefined : nameField(portal, table)
  const declared = table === null ? undefined : portal.tables[table]?.fields[field ?? '']
  if (table === null || field === undefined || !declared || isEncrypted(declared)) return new Map()
  const { rows } = await pool.query<{ id: string; name: string | null }>(
    `select id, ${quoted(field)} as name from data.${quoted(table)}`,
  )
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}
