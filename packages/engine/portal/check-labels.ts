import { fieldName, formName, tableName, workflowName } from './name.ts'
import type { Portal, Workflow } from './portal.ts'
import { errorAt, hintAt, type Path, type Problem } from './problem.ts'
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

/** What fits a button, a column's head and a phone of 320 pixels. */
const labelMax = 80

/** A label of spaces names nothing, and one as long as a sentence fits nowhere. */
const unfit = (things: Named, at: Path): readonly Problem[] =>
  Object.entries(things).flatMap(([id, { label }]) =>
    languages.flatMap((language): readonly Problem[] => {
      const words = label?.[language]
      const path = [...at, id, 'label', language]
      if (words === undefined) return []
      if (words.trim() === '')
        return [
          errorAt('label-empty', path, `The name of "${id}" is nothing but spaces. Write what it is called.`),
        ]
      if (words.length <= labelMax) return []
      const sentence = `This name has ${String(words.length)} characters, and screens have room for ${String(labelMax)}. Shorten it.`
      return [hintAt('label-long', path, sentence)]
    }),
  )

/** What stands in one list of the office, as people call one of them. */
const lists = [
  ['tables', 'tables'],
  ['roles', 'roles'],
  ['forms', 'forms'],
  ['queues', 'queues'],
  ['workflows', 'workflows'],
  ['notices', 'messages'],
] as const

/** Two steps may share a name where nobody is ever offered both, as when the patient or the office cancels. */
const transitionProblems = (portal: Portal, id: string, workflow: Workflow): readonly Problem[] => {
  const all = Object.entries(workflow.transitions)
  const problems = Object.keys(workflow.states).flatMap((state) =>
    Object.keys(portal.roles).flatMap((role) =>
      twice(
        Object.fromEntries(all.filter(([, { from, by }]) => from.includes(state) && by.includes(role))),
        ['workflows', id, 'transitions'],
        (words, language) =>
          `${workflowName(portal, id)} offers two next steps that are called ${words}${language}. Rename one.`,
      ),
    ),
  )
  return [...new Map(problems.map((problem) => [problem.path.join(), problem])).values()]
}

/** An option is its words: whoever reads two alike cannot choose. */
const optionProblems = (
  portal: Portal,
  table: string,
  field: string,
  options: Readonly<Record<string, Text>> = {},
): readonly Problem[] => {
  const things = Object.fromEntries(Object.entries(options).map(([id, label]) => [id, { label }]))
  const name = fieldName(portal, table, field)
  return twice(
    things,
    ['tables', table, 'fields', field, 'options'],
    (words, language) => `${name} has two options that are called ${words}${language}. Rename one.`,
  ).map((problem) => ({ ...problem, path: problem.path.slice(0, -1) }))
}

/** Ids tell two things apart for computers; people have only what they are called. */
export const checkLabels = (portal: Portal): readonly Problem[] => [
  ...lists.flatMap(([key, things]) => [
    ...unfit(portal[key], [key]),
    ...twice(
      portal[key],
      [key],
      (words, language) => `Two ${things} are called ${words}${language}. Rename one.`,
    ),
  ]),
  ...Object.entries(portal.tables).flatMap(([id, { fields }]) => [
    ...unfit(fields, ['tables', id, 'fields']),
    ...twice(
      fields,
      ['tables', id, 'fields'],
      (words, language) =>
        `${tableName(portal, id)} has two fields that are called ${words}${language}. Rename one.`,
    ),
    ...Object.entries(fields).flatMap(([field, { options }]) => optionProblems(portal, id, field, options)),
  ]),
  ...Object.entries(portal.forms).flatMap(([id, { sections = {} }]) => [
    ...unfit(sections, ['forms', id, 'sections']),
    ...twice(
      sections,
      ['forms', id, 'sections'],
      (words, language) =>
        `${formName(portal, id)} has two sections that are called ${words}${language}. Rename one.`,
    ),
  ]),
  ...Object.entries(portal.workflows).flatMap(([id, workflow]) => [
    ...unfit(workflow.states, ['workflows', id, 'states']),
    ...unfit(workflow.transitions, ['workflows', id, 'transitions']),
    ...twice(
      workflow.states,
      ['workflows', id, 'states'],
      (words, language) =>
        `${workflowName(portal, id)} has two stages that are called ${words}${language}. Rename one.`,
    ),
    ...transitionProblems(portal, id, workflow),
  ]),
]
