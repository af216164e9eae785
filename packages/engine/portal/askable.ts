import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { ownerField } from './resolve.ts'

/** The fields somebody can be asked for: whose a record is is known, and what is computed follows from the others. */
export const askableFields = (portal: Portal, table: string): readonly string[] => {
  const declared = own(portal.tables, table)
  return Object.entries(declared?.fields ?? {})
    .filter(([id, { kind }]) => id !== ownerField(declared) && kind !== 'computed')
    .map(([id]) => id)
}
