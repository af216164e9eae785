import type { FieldValue } from '@portico/engine/access/condition'
import { nameField } from '@portico/engine/portal/name-field'
import type { Portal } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'

type Found = {
  readonly id: string
  readonly table: string
  readonly cells: Readonly<Record<string, FieldValue>>
}

/** A person by name and date of birth, so that two of one name can be told apart. */
export const nameOfPatient = (portal: Portal, record: Found): string => {
  const fields = Object.keys(portal.tables[record.table]?.fields ?? {})
  const isDate = (field: string): boolean => portal.tables[record.table]?.fields[field]?.kind === 'date'
  const birth = fields.find(isDate)
  const parts = [nameField(portal, record.table), birth].map((field) =>
    field === undefined ? null : record.cells[field],
  )
  return parts.filter((part) => typeof part === 'string').join(', ') || words.trail.shortId(record.id)
}
