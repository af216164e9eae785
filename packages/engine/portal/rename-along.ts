import { checkPortalName } from '../notice/check-name.ts'
import type { Edit } from './edit.ts'
import type { Portal } from './portal.ts'
import { inLanguage, languages, wordsOfId, type Text } from './text.ts'

type Kind = 'tables' | 'forms' | 'queues' | 'notices'
type Named = Readonly<Record<string, { readonly label?: Text | undefined }>>

/** One part that still bears the name its workflow had, and the edit that renames it. */
export type Along = { readonly kind: Kind; readonly label: string; readonly edit: Edit }

const unique = (ids: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
]

/** What a workflow uses, by the kind of part. */
const used = (portal: Portal, workflow: string): Readonly<Record<Kind, readonly string[]>> => {
  const declared = portal.workflows[workflow]
  if (!declared) return { tables: [], forms: [], queues: [], notices: [] }
  const { table, start, states, transitions } = declared
  return {
    tables: [table],
    forms: unique([start.form]),
    queues: unique(Object.values(states).map(({ queue }) => queue)),
    notices: unique([start.notice, ...Object.values(transitions).map(({ notice }) => notice)]),
  }
}

/** The name itself, or the name before a colon, as in "Parking letter: news". */
const renamed = (text: string, before: string, now: string): string =>
  text === before || text.startsWith(`${before}:`) ? now + text.slice(before.length) : text

const labelNow = (label: Text, before: Text, now: Text): Text => {
  const [en, es] = languages.map((language) =>
    renamed(inLanguage(label, language), inLanguage(before, language), inLanguage(now, language)),
  )
  return { en: en ?? label.en, ...(label.es === undefined ? {} : { es: es ?? label.es }) }
}

const alongIn = (
  kind: Kind,
  parts: Named,
  ids: readonly string[],
  names: readonly [Text, Text],
): readonly Along[] =>
  ids.flatMap((id) => {
    const there = parts[id]?.label ?? { en: wordsOfId(id) }
    const label = labelNow(there, ...names)
    if (label.en === there.en && label.es === there.es) return []
    return [{ kind, label: there.en, edit: { kind: 'set-label', of: [kind, id], label } }]
  })

const kinds = ['tables', 'forms', 'queues', 'notices'] as const satisfies readonly Kind[]

/** The name, or what stands before a colon: "Parking letter: news" is called after "Parking letter". */
const stemOf = ({ en, es }: Text): Text => ({
  en: en.split(':')[0] ?? en,
  ...(es === undefined ? {} : { es: es.split(':')[0] ?? es }),
})

/**
 * What a workflow was called, as far as what it uses still says so: two of its parts that bear one name, which is not
 * its own, had it from the workflow. So the answer is the same after a reload, for a colleague, and after an undo.
 */
const formerNames = (portal: Portal, workflow: string, now: Text): readonly Text[] => {
  const ids = used(portal, workflow)
  const stems = kinds.flatMap((kind) =>
    ids[kind].flatMap((id) => {
      const label = portal[kind][id]?.label
      return label === undefined ? [] : [stemOf(label)]
    }),
  )
  const borne = stems.filter(
    ({ en }, index) => en !== now.en && stems.findIndex((other) => other.en === en) !== index,
  )
  return [...new Map(borne.map((stem) => [stem.en, stem])).values()]
}

const speaksOfHealth = (name: Text): boolean => checkPortalName(name).length > 0

/** Everything of a workflow that is called otherwise than it and was called like it; never by a worse name. */
export const renameAlong = (
  portal: Portal,
  workflow: string,
  before: Text | null = null,
): readonly Along[] => {
  const now = portal.workflows[workflow]?.label
  if (!now || speaksOfHealth(now)) return []
  const ids = used(portal, workflow)
  const names = [...(before ? [before] : []), ...formerNames(portal, workflow, now)]
  const along = names.flatMap((name) =>
    kinds.flatMap((kind) => alongIn(kind, portal[kind], ids[kind], [name, now])),
  )
  return [...new Map(along.map((one) => [JSON.stringify(one.edit), one])).values()]
}
