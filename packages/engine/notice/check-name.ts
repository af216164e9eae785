import { errorAt, type Problem } from '../portal/problem.ts'
import { languages, type Language, type Text } from '../portal/text.ts'
import { kindsOf, quoted } from './check-words.ts'
import { scanWords, type Hit } from './scan-words.ts'

const everyKind = ['health', 'figure', 'date'] as const satisfies readonly Hit['kind'][]

const toldIn = (text: string, language: Language, kinds: readonly Hit['kind'][]): readonly Problem[] => {
  const hits = scanWords(text, language).filter(({ kind }) => kinds.includes(kind))
  if (hits.length === 0) return []
  const sentence = `The name says ${quoted(hits)}. That speaks of ${kindsOf(hits)}, and messages can show the name where others see it. Choose another.`
  return [errorAt('words', [language], sentence, { words: hits.map(({ words }) => words) })]
}

/** What a name says that messages should not, before anything bears it; the path is the language. */
export const checkName = (name: Text, kinds: readonly Hit['kind'][] = everyKind): readonly Problem[] =>
  languages.flatMap((language) => {
    const text = name[language]
    return text === undefined ? [] : toldIn(text, language, kinds)
  })

/** A practice's own name may hold a figure, as "7th Street Clinic" does: it tells nothing of any patient. */
export const checkPortalName = (name: Text): readonly Problem[] => checkName(name, ['health'])
