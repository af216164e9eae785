import { foldText } from './fold-text.ts'

/** One entry of a list: one word or several in a row, each exact or, with `*`, a beginning. */
type Term = { readonly words: readonly { readonly begins: string; readonly isStem: boolean }[] }

/** Entries of a word list, ready to be looked up by the first letters of their first word. */
export type WordList = {
  readonly terms: ReadonlyMap<string, readonly Term[]>
  /** Entries that mean something only in exactly these capitals. */
  readonly capitals: ReadonlySet<string>
}

const keyLength = 2

export const entriesOf = (list: string): readonly string[] =>
  list
    .split(',')
    .map((entry) => entry.trim().replaceAll(/\s+/g, ' '))
    .filter((entry) => entry !== '')

const termOf = (entry: string): Term => ({
  words: foldText(entry)
    .text.split(/[^a-z0-9*']+/)
    .filter((word) => word !== '')
    .map((word) => ({ begins: word.replace('*', ''), isStem: word.endsWith('*') })),
})

export const wordListOf = (...lists: readonly Readonly<Record<string, string>>[]): WordList => {
  const entries = lists.flatMap((list) => Object.values(list).flatMap(entriesOf))
  const terms = new Map<string, Term[]>()
  for (const entry of entries.filter((one) => !one.startsWith('='))) {
    const term = termOf(entry)
    const key = term.words[0]?.begins.slice(0, keyLength) ?? ''
    terms.set(key, [...(terms.get(key) ?? []), term])
  }
  const capitals = new Set(entries.filter((one) => one.startsWith('=')).map((one) => one.slice(1)))
  return { terms, capitals }
}

/** A word as written and as it would be in the singular, English or Spanish. */
export const singulars = (word: string): readonly string[] => {
  const bare = word.replace(/'s?$/, '')
  return [
    word,
    bare,
    ...(bare.endsWith('s') ? [bare.slice(0, -1)] : []),
    ...(bare.endsWith('es') ? [bare.slice(0, -2)] : []),
    ...(bare.endsWith('ies') ? [`${bare.slice(0, -3)}y`] : []),
    ...(bare.endsWith('ces') ? [`${bare.slice(0, -3)}z`] : []),
  ]
}

const fits = (term: Term, words: readonly string[]): boolean =>
  term.words.length <= words.length &&
  term.words.every(({ begins, isStem }, index) => {
    const word = words[index] ?? ''
    return isStem ? word.startsWith(begins) : singulars(word).includes(begins)
  })

/** How many of these words in a row are the longest entry that begins here; 0 when none does. */
export const lengthOfTerm = ({ terms }: WordList, words: readonly string[]): number =>
  (terms.get(words[0]?.slice(0, keyLength) ?? '') ?? []).reduce(
    (longest, term) => (term.words.length > longest && fits(term, words) ? term.words.length : longest),
    0,
  )
