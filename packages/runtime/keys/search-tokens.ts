import type { Field } from '@portico/engine/portal/portal'
import type { Macs } from './macs.ts'

const prefixMin = 2
const prefixMax = 12

/** Case and accents do not matter to somebody who types a name while a patient waits on the phone. */
const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

export const wordsIn = (text: string): readonly string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0)

const prefixes = (word: string): readonly string[] => {
  const letters = Array.from(word).slice(0, prefixMax)
  return letters.slice(prefixMin - 1).map((_, index) => letters.slice(0, index + prefixMin).join(''))
}

/** What is kept beside a value so that it can be found. */
export const tokensToKeep = (
  table: string,
  id: string,
  field: Field,
  value: string,
  macs: Macs,
): readonly Buffer[] => {
  if (field.search === 'exact') return [macs.search(table, id, folded(value))]
  return [...new Set(wordsIn(value).flatMap(prefixes))].map((prefix) => macs.search(table, id, prefix))
}

/** What somebody asks for: every word's beginning must be there. */
export const tokensToFind = (
  table: string,
  id: string,
  field: Field,
  asked: string,
  macs: Macs,
): readonly Buffer[] => {
  if (field.search === 'exact') return [macs.search(table, id, folded(asked))]
  return wordsIn(asked)
    .filter((word) => word.length >= prefixMin)
    .map((word) => macs.search(table, id, Array.from(word).slice(0, prefixMax).join('')))
}
