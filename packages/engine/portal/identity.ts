import { nameField } from './name-field.ts'
import { own } from './own.ts'
import { peopleTable } from './people-table.ts'
import type { Portal } from './portal.ts'

/** What tells a patient from another: her name, and the days that belong to her alone, such as that of her birth. */
export const identityFields = (
  portal: Portal,
): { readonly table: string; readonly name: string; readonly fields: readonly string[] } | null => {
  const people = peopleTable(portal, 'patient')
  if (!people) return null
  const name = nameField(portal, people.id)
  if (name === undefined) return null
  const days = Object.entries(people.table.fields)
    .filter(([id, field]) => id !== name && field.kind === 'date' && field.class === 'identifier')
    .map(([id]) => id)
  return { table: people.id, name, fields: [name, ...days] }
}

/** Whether records of a table are a patient's, so that somebody handles them for her. */
export const isOfPatients = (portal: Portal, table: string): boolean =>
  own(portal.tables, table)?.patient !== undefined
