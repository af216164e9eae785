import type { Audience, Portal, Table } from './portal.ts'

/** The table whose records are an audience's people. */
export const peopleTable = (
  portal: Portal,
  audience: Audience,
): { readonly id: string; readonly table: Table } | null => {
  for (const [id, table] of Object.entries(portal.tables)) if (table.people === audience) return { id, table }
  return null
}
