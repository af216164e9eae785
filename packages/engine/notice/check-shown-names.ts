import { own } from '../portal/own.ts'
import { tableName, workflowName } from '../portal/name.ts'
import type { Portal } from '../portal/portal.ts'
import { hintAt, type Problem } from '../portal/problem.ts'
import { labelOf, languages, type Language } from '../portal/text.ts'
import { quoted } from './check-words.ts'
import { foldText } from './fold-text.ts'
import { scanPortalText } from './scan-portal-text.ts'
import type { Hit } from './scan-words.ts'

const kinds = { forms: 'form', queues: 'queue' } as const
type Kind = keyof typeof kinds

const healthIn = (text: string, language: Language): readonly Hit[] =>
  scanPortalText(text, language).filter(({ kind }) => kind === 'health')
const bare = (words: string): string => foldText(words).text

/** The workflows whose requests bear the name of this form or queue on a page that patients read. */
const showing = (portal: Portal, kind: Kind, id: string): readonly string[] =>
  Object.entries(portal.workflows)
    .filter(([, { table, start, states }]) => {
      if (own(portal.tables, table)?.patient === undefined) return false
      return kind === 'forms'
        ? start.form === id && start.by.some((role) => portal.roles[role]?.audience === 'patient')
        : Object.values(states).some(({ queue }) => queue === id)
    })
    .map(([workflow]) => workflow)

/**
 * What a workflow and its table are called says what the request is about: their words betray nothing more. Whoever works
 * on a queue, as prescribers do, betrays nothing more either where they speak of health at all.
 */
const isKnown =
  (portal: Portal, kind: Kind, workflows: readonly string[], language: Language) =>
  ({ words }: Hit): boolean =>
    workflows.some((id) => {
      const { table = '' } = portal.workflows[id] ?? {}
      const names = [
        labelOf(id, portal.workflows[id], language),
        labelOf(table, portal.tables[table], language),
      ]
      const known = names.flatMap((name) => healthIn(name, language))
      return known.some((hit) => kind === 'queues' || bare(hit.words) === bare(words))
    })

const hintsOf = (portal: Portal, kind: Kind, id: string): readonly Problem[] => {
  const workflows = showing(portal, kind, id)
  const [first] = workflows
  const label = portal[kind][id]?.label
  if (first === undefined || label === undefined) return []
  return languages.flatMap((language) => {
    const known = isKnown(portal, kind, workflows, language)
    const hits = healthIn(label[language] ?? '', language).filter((hit) => !known(hit))
    if (hits.length === 0) return []
    const about = `${workflowName(portal, first)} of ${tableName(portal, portal.workflows[first]?.table ?? '')}`
    const sentence = `Patients read the name of this ${kinds[kind]}, which says ${quoted(hits)}. ${about} says nothing of that. Whoever looks over a shoulder reads it too: rename the ${kinds[kind]}.`
    return [hintAt('name-tells', [kind, id, 'label', language], sentence)]
  })
}

/** Names of forms and queues on the pages of patients that tell more of somebody's health than their workflow does. */
export const checkShownNames = (portal: Portal): readonly Problem[] =>
  (['forms', 'queues'] as const).flatMap((kind) =>
    Object.keys(portal[kind]).flatMap((id) => hintsOf(portal, kind, id)),
  )
