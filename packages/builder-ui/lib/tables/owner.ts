import type { Edit } from '@portico/engine/portal/edit'
import type { Portal, Table } from '@portico/engine/portal/portal'
import { peopleTable } from '@portico/engine/portal/people-table'
import { freeId } from '@portico/engine/portal/free-id'
import { words } from '#lib/words.ts'

/** The reference that says which patient a record belongs to: nobody should have to know that it takes one. */
const reference = (patients: string) =>
  ({ kind: 'reference', to: patients, class: 'identifier', label: words.tables.patientField }) as const

/** What a new table of patients' records begins with. */
export const ownerPart = (patients: string) => ({
  patient: 'patient',
  fields: { patient: reference(patients) },
})

/** The edits that make a table's records a patient's, or nobody's. The field itself stays; it can be removed then. */
export const editsToOwn = (
  portal: Portal,
  table: string,
  declared: Table,
  whose: 'patient' | 'nobody',
): readonly Edit[] => {
  if (whose === 'nobody') return [{ kind: 'change-table', table, set: { patient: null } }]
  const patients = peopleTable(portal, 'patient')?.id
  if (patients === undefined) return []
  const there = Object.entries(declared.fields).find(([, field]) => field.to === patients)?.[0]
  const field = there ?? freeId('field', 'patient', declared.fields, '_')
  const adding: readonly Edit[] =
    there === undefined ? [{ kind: 'add-field', table, field, as: reference(patients) }] : []
  return [...adding, { kind: 'change-table', table, set: { patient: field } }]
}
