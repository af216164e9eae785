import type { Pool } from 'pg'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Portal } from '@portico/engine/portal/portal'
import { quoted } from './identifier.ts'

/** What people of a table are called where their names are kept plainly, for whoever runs the machine. */
export const plainNames = async (
  pool: Pool,
  portal: Portal,
  table: string | null,
): Promise<ReadonlyMap<string, string>> => {
  const fields = table === null ? undefined : portal.tables[table]?.fields
  const field = Object.entries(fields ?? {}).find(
    ([, declared]) => declared.kind === 'text' && !isEncrypted(declared),
  )?.[0]
  if (table === null || field === undefined) return new Map()
  const { rows } = await pool.query<{ id: string; name: string | null }>(
    `select id, ${quoted(field)} as name from data.${quoted(table)}`,
  )
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}
