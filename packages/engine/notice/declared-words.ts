import type { Portal } from '../portal/portal.ts'
import { inLanguage, labelOf, languages, type Text } from '../portal/text.ts'
import { remembered } from '../remembered.ts'
import { healthWordsIn } from './check-reason.ts'

type Declared = Readonly<Record<string, { readonly label?: Text | undefined }>>

const labelsIn = (declared: Declared = {}): readonly string[] =>
  languages.flatMap((language) => Object.entries(declared).map(([id, one]) => labelOf(id, one, language)))

const choicesIn = ({ tables }: Portal): readonly string[] =>
  Object.values(tables)
    .flatMap(({ fields }) => Object.values(fields).flatMap(({ options = {} }) => Object.values(options)))
    .flatMap((text) => languages.map((language) => inLanguage(text, language)))

const namesIn = (portal: Portal): readonly string[] => [
  ...[portal.tables, portal.roles, portal.forms, portal.queues, portal.workflows, portal.notices].flatMap(
    (declared: Declared) => labelsIn(declared),
  ),
  ...labelsIn(portal.rehearsals),
  ...Object.values(portal.tables).flatMap(({ fields }) => labelsIn(fields)),
  ...Object.values(portal.forms).flatMap(({ sections }) => labelsIn(sections)),
  ...Object.values(portal.workflows).flatMap(({ states, transitions }) => [
    ...labelsIn(states),
    ...labelsIn(transitions),
  ]),
  ...choicesIn(portal),
]

/**
 * The words of health in what a portal itself calls things: names and choices. Whoever says why it goes live speaks of
 * these, and of nobody's health by it. It is no leave to say them in a message.
 */
export const declaredHealthWords = remembered((portal: Portal): readonly string[] => [
  ...new Set(namesIn(portal).flatMap((name) => healthWordsIn(name))),
])
