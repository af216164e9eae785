import { isMap } from './alike.ts'
import { own } from './own.ts'
import { partBefore, type Part } from './part.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Path, type Problem } from './problem.ts'
import { nowhere, type Parts } from './without.ts'

type Map = Readonly<Record<string, unknown>>
type Words = { readonly en: string; readonly es: string | undefined }
/** A text as it was and as it is, by a name that stays while it moves, and where its Spanish stands. */
type Spoken = { readonly key: string; readonly at: Path; readonly was: Words | undefined; readonly is: Words }
type Walk = {
  /** Which texts are asked for: only of those is a name made. */
  readonly wants: (was: Words | undefined, is: Words) => boolean
  readonly found: Spoken[]
}

const marksKey = 'out-of-date'
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const mapOf = (value: unknown): Map | undefined => (isMap(value) ? value : undefined)

const wordsOf = (text: Map | undefined): Words | undefined => {
  const en = textOf(text?.['en'])
  return en === undefined ? undefined : { en, es: textOf(text?.['es']) }
}

/** Questions are known by what they ask, because they move; their places in the path are numbers. */
const keyOf = (path: Path, asks: string): string =>
  path.map((key) => (typeof key === 'number' ? asks : key)).join('.')

const speak = (
  walk: Walk,
  was: Words | undefined,
  is: Words | undefined,
  place: () => Pick<Spoken, 'key' | 'at'>,
): void => {
  if (is && walk.wants(was, is)) walk.found.push({ ...place(), was, is })
}

/** A wording is a text for each of its parts. */
const walkWording = (walk: Walk, old: Map | undefined, now: Map, path: Path): void => {
  for (const part of ['subject', 'body']) {
    const of = (wording: Map | undefined) =>
      wordsOf({ en: mapOf(wording?.['en'])?.[part], es: mapOf(wording?.['es'])?.[part] })
    speak(walk, of(old), of(now), () => ({
      key: [...path, part].join('.'),
      at: [...path, 'es', part],
    }))
  }
}

/** What is asked twice is known by the first. */
const walkQuestions = (walk: Walk, old: unknown, now: readonly unknown[], path: Path): void => {
  const before = new Map<unknown, Map>()
  for (const question of Array.isArray(old) ? old.toReversed() : [])
    if (isMap(question)) before.set(question['ask'], question)
  const seen = new Set<unknown>()
  for (const [at, question] of now.entries()) {
    if (!isMap(question) || seen.has(question['ask'])) continue
    seen.add(question['ask'])
    const asks = String(question['ask'])
    walkTexts(walk, before.get(question['ask']), question, [...path, at], asks)
  }
}

const walkTexts = (walk: Walk, old: Map | undefined, now: Map, path: Path, asks: string): void => {
  const is = wordsOf(now)
  if (is) {
    speak(walk, wordsOf(old), is, () => ({ key: keyOf(path, asks), at: [...path, 'es'] }))
    return
  }
  for (const [name, value] of Object.entries(now)) {
    if (typeof value !== 'object' || value === null) continue
    if (name === 'questions' && Array.isArray(value)) walkQuestions(walk, old?.[name], value, [...path, name])
    else if (name === 'wording' && isMap(value)) walkWording(walk, mapOf(old?.[name]), value, [...path, name])
    else if (isMap(value)) walkTexts(walk, mapOf(old?.[name]), value, [...path, name], asks)
  }
}

/** The texts of a portal beside those of the one before it, as far as they are asked for. */
const spokenIn = (
  before: Portal | undefined,
  { [marksKey]: _, ...after }: Portal,
  wants: Walk['wants'],
): readonly Spoken[] => {
  const walk: Walk = { wants, found: [] }
  walkTexts(walk, before, after, [], '')
  return walk.found
}

/** The English that the Spanish of a text goes back to, where it is another than the English of today. */
const markAfter = ({ was, is }: Spoken, mark: string | undefined): string | undefined => {
  if (!was || is.es === undefined || is.es !== was.es) return undefined
  if (is.en === was.en) return mark
  const source = mark ?? was.en
  return source === is.en ? undefined : source
}

const isTouched = (was: Words | undefined, is: Words): boolean =>
  was !== undefined && (was.en !== is.en || was.es !== is.es)

/**
 * What an edit makes out of date, and what it brings up to date. Of every text it touched the mark is among the parts
 * even where it stays, so that the undoing of several edits as one still knows it.
 */
const marksOf = (before: Portal, after: Portal): readonly Part[] => {
  const marks = after[marksKey] ?? {}
  const isMarked = Object.keys(marks).length > 0
  const spoken = spokenIn(before, after, (was, is) => isMarked || isTouched(was, is))
  const known = new Set(spoken.map(({ key }) => key))
  const gone = Object.keys(marks).filter((key) => !known.has(key))
  return [
    ...gone.map((key) => ({ path: [marksKey, key] })),
    ...spoken.flatMap((text): readonly Part[] => {
      const mark = own(marks, text.key)
      const next = markAfter(text, mark)
      if (next === mark && !isTouched(text.was, text.is)) return []
      return [{ path: [marksKey, text.key], ...(next !== undefined && { value: next }) }]
    }),
  ]
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
  const marks = portal[marksKey] ?? {}
  if (Object.keys(marks).length === 0) return []
  return spokenIn(undefined, portal, (_, { es }) => es !== undefined).flatMap(({ key, at, is }) => {
    const from = own(marks, key)
    return from === undefined ? [] : [{ key, at, from, en: is.en }]
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
