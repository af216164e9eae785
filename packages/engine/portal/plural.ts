import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { labelOf } from './text.ts'

/** What may follow the word that is counted: "letter for travel", "copy of records". */
const followed = /^(.+?)( (?:for|of|to|with|from|about|in|on|by|at|without) .+)$/i

/** Good enough English for "refills", "pharmacies" and "letters for travel"; "Records" is plural already. */
const pluralOf = (words: string): string => {
  const [, head, rest] = followed.exec(words) ?? []
  if (head !== undefined && rest !== undefined) return pluralOf(head) + rest
  if (/[^aeiou]y$/i.test(words)) return `${words.slice(0, -1)}ies`
  if (/[^aious]s$/i.test(words)) return words
  return /(s|x|z|ch|sh)$/i.test(words) ? `${words}es` : `${words}s`
}

/** The records of a table in running text: "refills". */
export const recordsName = (portal: Portal, table: string): string =>
  pluralOf(labelOf(table, own(portal.tables, table), 'en').toLowerCase())
