import { signatureIn } from '@portico/engine/field/signature'
import type { Portal } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import { wordsIn } from '../words/words-in.ts'
import { cellInWords } from './cell-words.ts'
import type { Fact } from './fact.ts'
import type { ShownFile } from './file-door.ts'
import { shownField } from './shown-field.ts'
import type { Names, ShownRecord } from './record.ts'

/** A record's cells in the order its table declares them; then, for staff, what is hidden from their role. */
export const factsOf = (
  portal: Portal,
  record: ShownRecord,
  language: Language,
  names: Names,
  files: Readonly<Record<string, ShownFile>> = {},
): readonly Fact[] => {
  const table = portal.tables[record.table]
  const fields = Object.keys(table?.fields ?? {})
  const place = (field: string) => (fields.includes(field) ? fields.indexOf(field) : fields.length)
  const shown = Object.entries(record.cells)
    .filter(([id]) => id !== table?.patient)
    .toSorted(([one], [other]) => place(one) - place(other))
  const label = (id: string) => labelOf(id, table?.fields[id], language)
  return [
    ...shown.map(([id, value]) => ({
      id,
      label: label(id),
      value: record.destroyed?.includes(id)
        ? wordsIn(language).request.destroyed
        : cellInWords(value, shownField(portal, record.table, id), language, names, portal),
      isWithheld: record.destroyed?.includes(id) ?? false,
      isBlank: (value === null || value === '') && !record.destroyed?.includes(id),
      file: files[id],
      signed:
        table?.fields[id]?.kind === 'signature' && typeof value === 'string'
          ? { ...signatureIn(value), language }
          : undefined,
    })),
    ...record.hidden.map((id) => ({
      id,
      label: label(id),
      value: wordsIn(language).request.hidden,
      isWithheld: true,
    })),
  ]
}
