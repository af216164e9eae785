import { peopleTable } from '@portico/engine/portal/people-table'
import type { EarlierValue, Portal } from '../call/api.ts'
import type { ShownRecord } from '../render/record.ts'
import type { Named } from './names.svelte.ts'

/** Every record that some records refer to, by table, and the staff who have them. */
export const referred = (portal: Portal, records: readonly ShownRecord[]): Named => {
  const named: Record<string, string[]> = {}
  const add = (table: string | undefined, id: unknown) => {
    if (table !== undefined && typeof id === 'string') (named[table] ??= []).push(id)
  }
  for (const record of records) {
    add(peopleTable(portal, 'staff')?.id, record.request?.assignee)
    for (const [field, value] of Object.entries(record.cells)) {
      const declared = portal.tables[record.table]?.fields[field]
      if (declared?.kind === 'reference') add(declared.to, value)
    }
  }
  return named
}

/** What cells said before, as records of their own, so that what they referred to has a name too. */
export const recordsBefore = (table: string, earlier: readonly EarlierValue[]): readonly ShownRecord[] =>
  earlier.map(({ id, field, value }) => ({ id, table, cells: { [field]: value }, hidden: [], request: null }))
