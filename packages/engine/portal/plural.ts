import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { labelOf } from './text.ts'

/** Good enough English for "refills" and "pharmacies"; a label such as "Records" is plural already. */
const pluralOf = (words: string): string => {
  if (/[^aeiou]y$/i.test(words)) return `${words.slice(0, -1)}ies`
  if (/[^aious]s$/i.test(words)) return words
  return /(s|x|z|ch|sh)$/i.test(words) ? `${words}es` : `${words}s`
}

/** The records of a table in running text: "refills". */
export const recordsName = (portal: Portal, table: string): string =>
  pluralOf(labelOf(table, own(portal.tables, table), 'en').toLowerCase())
