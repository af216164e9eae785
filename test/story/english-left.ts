import type { Portal } from '@portico/engine/portal/portal'
import { en } from '../../packages/portal-ui/words/en.ts'
import { es } from '../../packages/portal-ui/words/es.ts'

const mark = '\u0001'

/** What is fixed in a sentence that is made from something: asked with marks, and for one and for many. */
const fixedIn = (make: (...args: readonly unknown[]) => unknown): readonly string[] =>
  [[mark, mark], [1, 1], [70_001, 70_001]].flatMap((args) => {
    const made = make(...args)
    return typeof made === 'string' ? made.split(/\u0001|70001|NaN/) : []
  })

function* sentences(words: unknown): Generator<string> {
  if (typeof words === 'string') yield words
  else if (typeof words === 'function') yield* fixedIn((...args) => Reflect.apply(words, null, args))
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

/** The English that is left in what a page says. A single word counts only where it stands alone. */
export function englishLeft(lines: readonly string[], portal: Portal): readonly string[] {
  const said = lines.map(normal)
  const whole = new Set(said)
  const left = english(portal).filter((text) =>
    text.includes(' ') ? said.some((line) => line.includes(text)) : whole.has(text),
  )
  return [...left, ...said.flatMap((line) => line.match(calendar) ?? [])]
}
