import type { Portal } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import { gistOf } from '../render/gist.ts'
import { matching } from '../render/matching.ts'
import { patientOf, workflowOfTable, type Names, type ShownRecord } from '../render/record.ts'
import type { HeldRow } from './held-list.svelte.ts'

/** What a line of a list says of a request: its patient, what it is, its reference and its first words. */
const told = (portal: Portal, record: ShownRecord, language: Language, names: Names): string => {
  const found = workflowOfTable(portal, record.table)
  return [
    names[patientOf(portal, record) ?? ''],
    found && labelOf(found.id, found.workflow, language),
    record.request?.reference,
    gistOf(portal, record, language, names),
  ].join(' ')
}

/** The lines that have each word of what is sought somewhere, in their order; all where nothing is. */
export const foundInList = (
  portal: Portal,
  rows: readonly HeldRow[],
  sought: string,
  { language, names }: { readonly language: Language; readonly names: Names },
): readonly HeldRow[] =>
  matching(
    rows.map((row) => ({ ...row, label: told(portal, row.record, language, names) })),
    sought,
  )
