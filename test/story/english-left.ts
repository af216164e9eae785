import type { Portal } from '@portico/engine/portal/portal'
import { en } from '../../packages/portal-ui/words/en.ts'
import { es } from '../../packages/portal-ui/words/es.ts'

const unknown = '\u0001'

/** What a sentence made from something looks like: asked with something unknown, with one and with many. */
const made = (make: (...args: readonly unknown[]) => unknown): readonly string[] =>
  [unknown, 1, 70_001].flatMap((value) => {
    const sentence = make(value, value)
    return typeof sentence === 'string' ? sentence.replaceAll(/70001|70,001|\b1\b|NaN/g, unknown) : []
  })

function* sentences(words: unknown): Generator<string> {
  if (typeof words === 'string') yield words
  else if (typeof words === 'function') yield* made((...args) => Reflect.apply(words, null, args))
  else if (typeof words === 'object' && words !== null)
    for (const one of Object.values(words)) yield* sentences(one)
}

function* textsOf(portal: unknown): Generator<{ en: string; es: string }> {
  if (typeof portal !== 'object' || portal === null) return
  if ('en' in portal && 'es' in portal && typeof portal.en === 'string' && typeof portal.es === 'string')
    yield { en: portal.en, es: portal.es }
  else for (const one of Object.values(portal)) yield* textsOf(one)
}

const normal = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** What the product and the practice say in English and say otherwise in Spanish. */
function english(portal: Portal): readonly string[] {
  const spanish = new Set([...sentences(es), ...[...textsOf(portal)].map((text) => text.es)].map(normal))
  const all = [...sentences(en), ...[...textsOf(portal)].map((text) => text.en)].map(normal)
  return [...new Set(all)].filter((text) => /[a-z]{2}/i.test(text) && !spanish.has(text))
}

const calendar =
  /\b(January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|tomorrow)\b/gi

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A single word counts only where it stands alone: it may be a part of a Spanish one. */
const isSaid = (english: string) => {
  const looks = english.split(unknown).map(escaped).join('.+')
  return english.includes(' ') ? new RegExp(looks) : new RegExp(`^${looks}$`)
}

/** The English that is left in what a page says. */
export function englishLeft(lines: readonly string[], portal: Portal): readonly string[] {
  const said = lines.map(normal)
  const left = english(portal).filter((text) => said.some((line) => isSaid(text).test(line)))
  return [...left, ...said.flatMap((line) => line.match(calendar) ?? [])]
}
