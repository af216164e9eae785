import { languages, type Language } from '../portal/text.ts'
import { foldText, type FoldedText } from './fold-text.ts'
import { healthEndings, healthRoots, ordinaryEndings, ordinaryRoots } from './health-endings.ts'
import { healthPatterns } from './health-patterns.ts'
import { healthWordsEn } from './health-words-en.ts'
import { healthWordsEs } from './health-words-es.ts'
import { officePhrases } from './office-phrases.ts'
import { figuresIn } from './figures.ts'
import { entriesOf, lengthOfTerm, singulars, wordListOf } from './word-list.ts'

/** Words that speak of somebody's health, or a figure or a date, and where they stand in the text. */
export type Hit = { readonly kind: 'health' | 'figure' | 'date'; readonly words: string; readonly at: number }

export type Span = { readonly kind: Hit['kind']; readonly from: number; readonly to: number }
type Token = { readonly word: string; readonly from: number; readonly to: number }

const listed = wordListOf(healthWordsEn, healthWordsEs)
const endings = new Set(Object.values(healthEndings).flatMap(entriesOf))
const endingLengths = [...new Set([...endings].map((ending) => ending.length))]
const notByEnding = new Set(entriesOf(ordinaryEndings))
const roots = entriesOf(healthRoots)
const notByRoot = entriesOf(ordinaryRoots).map((entry) => entry.replace('*', ''))
const longestTerm = 6
const shortestStem = 3

/** Digits and signs that stand for letters, as in "d1abetes". */
const standIns: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const spelled = (word: string): string =>
  /[a-z]/.test(word) && /[0134 57@$!]/.test(word)
    ? Array.from(word, (letter) => standIns[letter] ?? letter).join('')
    : word

const endsLikeHealth = (word: string): boolean =>
  !singulars(word).some((one) => notByEnding.has(one)) &&
  singulars(word).some((one) =>
    endingLengths.some((length) => one.length >= length + shortestStem && endings.has(one.slice(-length))),
  )

const hasHealthRoot = (word: string): boolean =>
  roots.some((root) => word.includes(root)) && !notByRoot.some((ordinary) => word.startsWith(ordinary))

const isHealthWord = (word: string): boolean =>
  lengthOfTerm(listed, [word]) > 0 || endsLikeHealth(word) || hasHealthRoot(word)

const tokensOf = (text: string): readonly Token[] =>
  [...text.matchAll(/[a-z0-9@$!]*[a-z0-9](?:'[a-z]+)?/g)].map((match) => ({
    word: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))

/** Words in a row, with nothing between them but spaces, hyphens and slashes. */
const rowFrom = (text: string, tokens: readonly Token[], first: number): readonly Token[] => {
  const row = tokens.slice(first, first + longestTerm)
  const broken = row.findIndex(
    (token, index) => index > 0 && !/^[\s/-]*$/.test(text.slice(row[index - 1]?.to ?? 0, token.from)),
  )
  return broken === -1 ? row : row.slice(0, broken)
}

/** One word cut up: by hyphens, points or stars, or letter by letter. */
const pieced = (text: string): readonly Token[] => [
  ...[...text.matchAll(/[a-z0-9]+(?:[-_*.·~+][a-z0-9]+){1,11}/g)].flatMap((match): readonly Token[] =>
    match[0].length > 60
      ? []
      : [
          {
            word: match[0].replaceAll(/[^a-z0-9]/g, ''),
            from: match.index,
            to: match.index + match[0].length,
          },
        ],
  ),
  ...[...text.matchAll(/(?<![a-z0-9])[a-z0-9](?:[ \-_.*·/~+]{1,3}[a-z0-9](?![a-z0-9])){2,19}/g)].map(
    (match) => ({
      word: match[0].replaceAll(/[^a-z0-9]/g, ''),
      from: match.index,
      to: match.index + match[0].length,
    }),
  ),
]

const byWords = (text: string): readonly Span[] => {
  const tokens = tokensOf(text)
  const spans: Span[] = []
  for (const [index, token] of tokens.entries()) {
    const row = rowFrom(text, tokens, index)
    const length = lengthOfTerm(
      listed,
      row.map(({ word }) => word),
    )
    const last = row[Math.max(length, 1) - 1] ?? token
    if (length > 0 || isHealthWord(token.word) || isHealthWord(spelled(token.word)))
      spans.push({ kind: 'health', from: token.from, to: last.to })
  }
  const whole = pieced(text).filter(({ word }) => isHealthWord(word) || isHealthWord(spelled(word)))
  return [...spans, ...whole.map(({ from, to }): Span => ({ kind: 'health', from, to }))]
}

const byPatterns = (text: string): readonly Span[] =>
  languages
    .flatMap((language) => healthPatterns[language])
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match): Span => ({ kind: 'health', from: match.index, to: match.index + match[0].length }))

/** Abbreviations that are words of their own in small letters: only the capitals speak of health. */
const byCapitals = (source: string): readonly Span[] =>
  [...source.matchAll(/[\p{L}\d+]+/gu)]
    .filter((match) => listed.capitals.has(match[0]))
    .map((match): Span => ({ kind: 'health', from: match.index, to: match.index + match[0].length }))

/** What an office may say is blanked, so that nothing in it is found. */
const withoutOfficePhrases = (text: string, language: Language): string =>
  officePhrases[language].reduce(
    (left, phrase) => left.replaceAll(phrase, (found) => '¶'.repeat(found.length)),
    text,
  )

const inSource = ({ origins }: FoldedText, { kind, from, to }: Span): Span => ({
  kind,
  from: origins[from] ?? 0,
  to: origins[to] ?? origins.at(-1) ?? 0,
})

/** Spans that touch the same letters are one; health is the graver reason. */
const merged = (spans: readonly Span[]): readonly Span[] => {
  const together: Span[] = []
  for (const span of spans.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
    const last = together.at(-1)
    if (last && span.from < last.to)
      together[together.length - 1] = {
        kind: span.kind === 'health' ? 'health' : last.kind,
        from: last.from,
        to: Math.max(last.to, span.to),
      }
    else together.push(span)
  }
  return together
}

/** Variables are not words; what they show is looked at where it is declared. */
const withoutVariables = (source: string): string =>
  source.replaceAll(/\{\{[^}]{0,200}\}\}/g, (variable) => '\u00b6'.repeat(variable.length))

/** Everything in a text that a message should not say, in its order. Pure, and quick enough for every keystroke. */
export const scanWords = (source: string, language: Language): readonly Hit[] => {
  const text = withoutVariables(source)
  const folded = foldText(text)
  const read = withoutOfficePhrases(folded.text, language)
  const found = [...byWords(read), ...byPatterns(read), ...figuresIn(read)].map((span) =>
    inSource(folded, span),
  )
  return merged([...found, ...byCapitals(text)]).map(({ kind, from, to }) => ({
    kind,
    words: source.slice(from, to).trim(),
    at: from,
  }))
}
