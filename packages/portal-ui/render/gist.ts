import type { Portal } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import { cellInWords } from './cell-words.ts'
import { workflowOfTable, type Names, type ShownRecord } from './record.ts'

const lengthMax = 60
const told = ['text', 'long-text', 'choice', 'many-choice']

/** What a request is about in a few words: the first thing that was written or chosen for it, as its reader may know it. */
export const gistOf = (
  portal: Portal,
  record: ShownRecord,
  language: Language,
  names: Names,
): string | null => {
  const fields = portal.tables[record.table]?.fields ?? {}
  const form = portal.forms[workflowOfTable(portal, record.table)?.workflow.start.form ?? '']
  const asked = form?.questions.map(({ ask }) => ask) ?? []
  const first = [...asked, ...Object.keys(fields).filter((id) => !asked.includes(id))].find((id) => {
    const value = record.cells[id]
    return told.includes(fields[id]?.kind ?? '') && typeof value === 'string' && value !== ''
  })
  if (first === undefined) return null
  const words = cellInWords(record.cells[first] ?? null, fields[first], language, names, portal)
  return words.length > lengthMax ? `${words.slice(0, lengthMax).trimEnd()} …` : words
}
