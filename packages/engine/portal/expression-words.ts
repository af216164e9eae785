import type { Expression } from '../field/expression.ts'
import { fieldName, listed } from './name.ts'
import type { Portal } from './portal.ts'
import { conditionWords } from '../access/condition-words.ts'

/** What a computed field is made of, after "it is": "*Fee* less *Paid*". */
export const expressionWords = (portal: Portal, table: string, from: Expression): string => {
  const named = (ids: readonly string[]) => listed(ids.map((id) => fieldName(portal, table, id)))
  if ('sum' in from) return `the sum of ${named(from.sum)}`
  if ('difference' in from) {
    const [first = '', second = ''] = from.difference
    return `${fieldName(portal, table, first)} less ${fieldName(portal, table, second)}`
  }
  if ('join' in from) return `${named(from.join)}, one after the other`
  return `whether ${conditionWords(portal, table, from.whether)}`
}
