import { tableName } from './name.ts'
import type { Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'
import { labelOf, languages, type Language, type Text } from './text.ts'

type Named = Readonly<Record<string, { readonly label?: Text | undefined }>>

const languageWords = { en: '', es: ' in Spanish' } as const satisfies Record<Language, string>

/** The ids whose words, in one language, somebody before them has already. */
const secondOf = (things: Named, language: Language): readonly string[] => {
  const seen = new Set<string>()
  return Object.entries(things).flatMap(([id, thing]) => {
    // What has no Spanish reads as in English, and is told there.
    if (language !== 'en' && thing.label?.[language] === undefined) return []
    const words = labelOf(id, thing, language).trim().toLowerCase()
    const isSecond = seen.has(words)
    seen.add(words)
    return isSecond ? [id] : []
  })
}

const twice = (
  things: Named,
  at: Path,
  sentence: (words: string, language: string) => string,
): readonly Problem[] => {
  const inEnglish = secondOf(things, 'en')
  return languages.flatMap((language) =>
    secondOf(things, language)
      .filter((id) => language === 'en' || !inEnglish.includes(id))
      .map((id) =>
        errorAt(
          'same-label',
          [...at, id, 'label'],
          sentence(`*${labelOf(id, things[id], language)}*`, languageWords[language]),
        ),
      ),
  )
}

/** What stands in one list of the office, as people call one of them. */
const lists = [
  ['tables', 'tables'],
  ['roles', 'roles'],
  ['forms', 'forms'],
  ['queues', 'queues'],
  ['workflows', 'workflows'],
  ['notices', 'messages'],
] as const

/** Ids tell two things apart for computers; people have only what they are called. */
export const checkLabels = (portal: Portal): readonly Problem[] => [
  ...lists.flatMap(([key, things]) =>
    twice(
      portal[key],
      [key],
      (words, language) => `Two ${things} are called ${words}${language}. Rename one.`,
    ),
  ),
  ...Object.entries(portal.tables).flatMap(([id, { fields }]) =>
    twice(
      fields,
      ['tables', id, 'fields'],
      (words, language) =>
        `${tableName(portal, id)} has two fields that are called ${words}${language}. Rename one.`,
    ),
  ),
]
