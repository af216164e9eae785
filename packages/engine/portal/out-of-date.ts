import { isMap } from './alike.ts'
import { own } from './own.ts'
import { partBefore, type Part } from './part.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Path, type Problem } from './problem.ts'
import { nowhere, type Parts } from './without.ts'

/** A text in two languages: where it stands, and where its Spanish does. */
type Spoken = { readonly path: Path; readonly en: string; readonly es: string | undefined; readonly at: Path }
type Spokens = ReadonlyMap<string, Spoken>
type Entry = readonly [string, Spoken]

const marksKey = 'out-of-date'
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A wording is a text for each of its parts. */
const wordingTexts = (
  wording: Readonly<Record<string, unknown>>,
  path: Path,
  key: string,
): readonly Entry[] =>
  ['subject', 'body'].flatMap((part): readonly Entry[] => {
    const [en, es] = [wording['en'], wording['es']].map((one) => (isMap(one) ? textOf(one[part]) : undefined))
    return en === undefined ? [] : [[`${key}.${part}`, { path, en, es, at: [...path, 'es', part] }]]
  })

/** Questions are known by what they ask, because they move. */
const questionTexts = (questions: readonly unknown[], path: Path, key: string): readonly Entry[] =>
  questions.flatMap((question, at) =>
    isMap(question) ? textsBelow(question, [...path, at], `${key}.${String(question['ask'])}`) : [],
  )

const textsBelow = (value: unknown, path: Path, key: string): readonly Entry[] => {
  const last = path.at(-1)
  if (last === 'questions' && Array.isArray(value)) return questionTexts(value, path, key)
  if (!isMap(value)) return []
  if (last === 'wording') return wordingTexts(value, path, key)
  const en = textOf(value['en'])
  if (en !== undefined) return [[key, { path, en, es: textOf(value['es']), at: [...path, 'es'] }]]
  return Object.entries(value).flatMap(([name, below]) =>
    textsBelow(below, [...path, name], key === '' ? name : `${key}.${name}`),
  )
}

/** Every text by a name that stays while it moves; what is asked twice is known by the first. */
const spokenIn = ({ [marksKey]: _, ...portal }: Portal): Spokens =>
  new Map(textsBelow(portal, [], '').toReversed())

/** The English that the Spanish of a text goes back to, where it is another than the English of today. */
const markAfter = (
  old: Spoken | undefined,
  now: Spoken | undefined,
  mark: string | undefined,
): string | undefined => {
  if (!old || now?.es === undefined || now.es !== old.es) return undefined
  if (now.en === old.en) return mark
  const source = mark ?? old.en
  return source === now.en ? undefined : source
}

/**
 * What an edit makes out of date, and what it brings up to date. Of every text it touched the mark is among the parts
 * even where it stays, so that the undoing of several edits as one still knows it.
 */
const marksOf = (before: Portal, after: Portal): readonly Part[] => {
  const [old, now, marks] = [spokenIn(before), spokenIn(after), after[marksKey] ?? {}]
  return [...new Set([...now.keys(), ...Object.keys(marks)])].flatMap((key): readonly Part[] => {
    const [was, is, mark] = [old.get(key), now.get(key), own(marks, key)]
    const next = markAfter(was, is, mark)
    const isTouched = was !== undefined && is !== undefined && (was.en !== is.en || was.es !== is.es)
    if (next === mark && !isTouched) return []
    return [{ path: [marksKey, key], ...(next !== undefined && { value: next }) }]
  })
}

/** A portal into which marks can be put, whether or not it has any. */
export const markable = (portal: Portal): Portal => ({ ...portal, [marksKey]: portal[marksKey] ?? {} })

/** What an edit made of a portal, with its marks, and what brings back those it had. */
export const withMarks = (
  before: Portal,
  after: Portal,
): { readonly portal: Portal; readonly before: readonly Part[] } => {
  const parts = marksOf(before, after)
  if (parts.length === 0) return { portal: after, before: [] }
  const { [marksKey]: old = {}, ...rest } = after
  const touched = new Set(parts.map(({ path }) => path[1]))
  const kept = Object.entries(old).filter(([key]) => !touched.has(key))
  const fresh = parts.flatMap(({ path, value }) =>
    typeof value === 'string' ? [[String(path[1]), value] as const] : [],
  )
  const marks = Object.fromEntries([...kept, ...fresh])
  return {
    portal: Object.keys(marks).length === 0 ? rest : { ...rest, [marksKey]: marks },
    before: parts.map((part) => partBefore(after, part)),
  }
}

/** Every text whose Spanish may say something else by now, with the English it was made from. */
export const outOfDate = (
  portal: Portal,
): readonly { readonly key: string; readonly at: Path; readonly from: string; readonly en: string }[] => {
  const marks = Object.entries(portal[marksKey] ?? {})
  if (marks.length === 0) return []
  const spoken = spokenIn(portal)
  return marks.flatMap(([key, from]) => {
    const text = spoken.get(key)
    return text?.es === undefined ? [] : [{ key, at: text.at, from, en: text.en }]
  })
}

/** The Spanish is still right: nothing but the mark goes. */
export const settled = (portal: Portal, of: Path): Parts => {
  const found = outOfDate(portal).find(({ at }) => at.join('.') === of.join('.'))
  return found ? [{ path: [marksKey, found.key] }] : nowhere(of)
}

/** Longer texts are not read in a sentence. */
const quotedMax = 80

const sentenceOf = (from: string, en: string): string =>
  from.length > quotedMax || en.length > quotedMax
    ? 'The Spanish may be out of date: the English changed since it was written.'
    : `The Spanish may be out of date: the English said “${from}” when it was written, and says “${en}” now.`

export const checkOutOfDate = (portal: Portal): readonly Problem[] =>
  outOfDate(portal).map(({ at, from, en }) =>
    hintAt('spanish-out-of-date', at, sentenceOf(from, en), { fix: { kind: 'settle-words', of: [...at] } }),
  )
