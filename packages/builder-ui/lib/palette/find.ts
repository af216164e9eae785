import type { Portal } from '@portico/engine/portal/portal'
import { whereUsed } from '@portico/engine/portal/where-used'
import { linkTo } from '#lib/problems/place.ts'
import type { Entry } from './entry.ts'

/** As people type it: without accents, stars and capitals. */
const plain = (words: string): string =>
  words
    .normalize('NFD')
    .replaceAll(/\p{M}|\*/gu, '')
    .toLowerCase()
    .trim()

/** "Where is Dose used?", in either language, asks after Dose. */
const asking = [
  /^where (?:is|are) (.+?)(?: used)?\??$/,
  /^(?:uses of|who uses|what uses) (.+?)\??$/,
  /^¿?donde se usan? (.+?)\??$/,
]
export const askedAfter = (query: string): string | null => {
  const typed = plain(query)
  for (const way of asking) {
    const asked = way.exec(typed)?.[1]
    if (asked !== undefined) return asked
  }
  return null
}

/** How well one name fits what was typed; 0 where it does not. */
const fit = (name: string, typed: string): number => {
  if (name === typed) return 5
  if (name.startsWith(typed)) return 4
  if (name.includes(` ${typed}`)) return 3
  return name.includes(typed) ? 2 : 0
}

/** Sentences hold many words, so they come after what is called so. */
const last = new Set(['permission', 'use'])

const scoreOf = (entry: Entry, typed: string): number => {
  const names = [entry.label, ...entry.also].map(plain)
  const best = Math.max(...names.map((name) => fit(name, typed)))
  if (best > 0) return best - (last.has(entry.kind) ? 2.5 : 0)
  const hay = [...names, plain(entry.within ?? ''), entry.kind].join(' ')
  return typed.split(/\s+/).every((word) => hay.includes(word)) ? 1 - (last.has(entry.kind) ? 0.5 : 0) : 0
}

const shown = 40

/** What fits, best first; what fits equally well stays in the order it was given. */
export const found = (entries: readonly Entry[], query: string): readonly Entry[] => {
  const typed = plain(query)
  if (typed === '') return entries.slice(0, shown)
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, typed) }))
    .filter(({ score }) => score !== 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, shown)
    .map(({ entry }) => entry)
}

const thingsAsked = 3

/** Every use of the things that are called so, each with the place it is used at. */
export const usesFound = (portal: Portal, entries: readonly Entry[], asked: string): readonly Entry[] =>
  found(
    entries.filter(({ path, kind }) => path !== undefined && !last.has(kind)),
    asked,
  )
    .filter((entry, _, [best]) => !best || scoreOf(entry, plain(asked)) === scoreOf(best, plain(asked)))
    .slice(0, thingsAsked)
    .flatMap(({ path = [], label, within }) =>
      whereUsed(portal, path).map((use): Entry => ({
        id: `${path.join('.')} ${use.path.join('.')} ${use.sentence}`,
        kind: 'use',
        label: use.sentence,
        also: [],
        within: within === undefined ? label : `${label} – ${within}`,
        href: linkTo(portal, use.path),
      })),
    )
