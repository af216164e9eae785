import { isMap } from './alike.ts'
import { own } from './own.ts'
import { partBefore, valueAt, type Part } from './part.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Path, type Problem } from './problem.ts'
import { nowhere, type Parts } from './without.ts'

type Map = Readonly<Record<string, unknown>>
type Words = { readonly en: string; readonly es: string | undefined }
/** What a text is known by, which stays while it moves, and where its Spanish stands. */
type Place = { readonly key: string; readonly at: Path }
/** A text as it was, and as it is. */
type Spoken = Place & { readonly was: Words | undefined; readonly is: Words }
type Walk = {
  readonly found: Spoken[]
  /** Where it is just now, as a path; every edit walks every text, so it is one list. */
  readonly path: (string | number)[]
}

const marksKey = 'out-of-date'
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const mapOf = (value: unknown): Map | undefined => (isMap(value) ? value : undefined)

const wordsOf = (text: Map | undefined): Words | undefined => {
  const en = textOf(text?.['en'])
  return en === undefined ? undefined : { en, es: textOf(text?.['es']) }
}

const isTouched = (was: Words | undefined, is: Words): boolean =>
  was !== undefined && (was.en !== is.en || was.es !== is.es)

const within = (walk: Walk, key: string | number, inside: () => void): void => {
  walk.path.push(key)
  inside()
  walk.path.pop()
}

const speak = (walk: Walk, was: Words | undefined, is: Words | undefined, place: () => Place): void => {
  if (is && isTouched(was, is)) walk.found.push({ ...place(), was, is })
}

const partOf = (wording: Map | undefined, part: string): Words | undefined =>
  wordsOf({ en: mapOf(wording?.['en'])?.[part], es: mapOf(wording?.['es'])?.[part] })

/** A wording is a text for each of its parts. */
const walkWording = (walk: Walk, old: Map | undefined, now: Map): void => {
  for (const part of ['subject', 'body'])
    speak(walk, partOf(old, part), partOf(now, part), () => ({
      key: [...walk.path, part].join('.'),
      at: [...walk.path, 'es', part],
    }))
}

/** Questions are known by what they ask, because they move; what is asked twice is known by the first. */
const walkQuestions = (walk: Walk, old: unknown, now: readonly unknown[]): void => {
  const before: readonly unknown[] = Array.isArray(old) ? old : []
  const asking = (list: readonly unknown[], ask: unknown): number =>
    list.findIndex((question) => isMap(question) && question['ask'] === ask)
  for (const [at, question] of now.entries()) {
    if (!isMap(question) || asking(now, question['ask']) !== at) continue
    const was = mapOf(before[asking(before, question['ask'])])
    within(walk, at, () => walkTexts(walk, was, question, String(question['ask'])))
  }
}

const walkTexts = (walk: Walk, old: Map | undefined, now: Map, asks: string): void => {
  // What an edit left alone is the very same value, and none of its texts is touched.
  if (old === now) return
  const is = wordsOf(now)
  if (is) {
    speak(walk, wordsOf(old), is, () => ({
      key: walk.path.map((key) => (typeof key === 'number' ? asks : key)).join('.'),
      at: [...walk.path, 'es'],
    }))
    return
  }
  for (const name in now) {
    const value = now[name]
    if (typeof value !== 'object' || value === null) continue
    const was = old?.[name]
    within(walk, name, () => {
      if (name === 'questions' && Array.isArray(value)) walkQuestions(walk, was, value)
      else if (name === 'wording' && isMap(value)) walkWording(walk, mapOf(was), value)
      else if (isMap(value)) walkTexts(walk, mapOf(was), value, asks)
    })
  }
}

/** The texts that an edit touched. */
const touchedIn = (before: Portal, { [marksKey]: _, ...after }: Portal): readonly Spoken[] => {
  const walk: Walk = { found: [], path: [] }
  walkTexts(walk, before, after, '')
  return walk.found
}

/** The text of a name, where there is one with Spanish. */
const spokenAt = (portal: Portal, key: string): { readonly at: Path; readonly is: Words } | undefined => {
  const path: (string | number)[] = []
  let here: unknown = portal
  for (const name of key.split('.')) {
    if (path[2] === 'wording' && path.length === 3) {
      const is = partOf(mapOf(here), name)
      return is?.es === undefined ? undefined : { at: [...path, 'es', name], is }
    }
    const asked = Array.isArray(here)
      ? here.findIndex((question) => isMap(question) && question['ask'] === name)
      : name
    path.push(asked)
    here = valueAt(here, [asked])
  }
  const is = wordsOf(mapOf(here))
  return is?.es === undefined ? undefined : { at: [...path, 'es'], is }
}

/** The English that the Spanish of a text goes back to, where it is another than the English of today. */
const markAfter = ({ was, is }: Spoken, mark: string | undefined): string | undefined => {
  if (!was || is.es === undefined || is.es !== was.es) return undefined
  if (is.en === was.en) return mark
  const source = mark ?? was.en
  return source === is.en ? undefined : source
}

/**
 * What an edit makes out of date, and what it brings up to date. Of every text it touched the mark is among the parts
 * even where it stays, so that the undoing of several edits as one still knows it.
 */
const marksOf = (before: Portal, after: Portal): readonly Part[] => {
  const marks = after[marksKey] ?? {}
  const touched = touchedIn(before, after)
  const known = new Set(touched.map(({ key }) => key))
  const gone = Object.keys(marks).filter((key) => !known.has(key) && !spokenAt(after, key))
  return [
    ...gone.map((key) => ({ path: [marksKey, key] })),
    ...touched.map((text): Part => {
      const next = markAfter(text, own(marks, text.key))
      return { path: [marksKey, text.key], ...(next !== undefined && { value: next }) }
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
  return Object.entries(portal[marksKey] ?? {}).flatMap(([key, from]) => {
    const text = spokenAt(portal, key)
    return text ? [{ key, at: text.at, from, en: text.is.en }] : []
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
