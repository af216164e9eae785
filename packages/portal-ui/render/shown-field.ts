import { shownAs } from '@portico/engine/field/expression'
import type { Field, Portal } from '@portico/engine/portal/portal'

/** A field as its values are shown: what is computed like a field of the kind that comes of it. */
export const shownField = (portal: Portal, table: string, field: string): Field | undefined => {
  const fields = portal.tables[table]?.fields ?? {}
  return shownAs(fields, fields[field])
}
