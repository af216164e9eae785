import { mayEver } from './grants.ts'
import { isSame } from './pairs.ts'
import { fieldName, listed, roleName } from './name.ts'
import { recordsName } from './plural.ts'
import { verbs, type Permission, type Portal, type Verb } from './portal.ts'
import { own } from './own.ts'
import { verbWords } from '../access/verb-words.ts'
import { recordsSentence } from './sentence.ts'

/** What a role may do to some records of a table, and the permissions (by place) that say so. */
export type ReadBack = { readonly sentence: string; readonly by: readonly number[] }

const namesShown = 12

/** Fields as people would say it: "every field", "every field but *Note*", or each by name. */
export const fieldsWords = (portal: Portal, table: string, fields: readonly string[]): string => {
  const all = Object.keys(own(portal.tables, table)?.fields ?? {})
  const left = all.filter((field) => !fields.includes(field))
  const names = (of: readonly string[]): readonly string[] => of.map((id) => fieldName(portal, table, id))
  if (left.length === 0 && all.length > 2) return 'every field'
  if (left.length <= 2 && all.length > 6) return `every field but ${listed(names(left))}`
  if (fields.length <= namesShown + 1) return listed(names(fields))
  return `${names(fields.slice(0, namesShown)).join(', ')} and ${fields.length - namesShown} more`
}

type Under = { readonly where: Permission['where']; readonly at: number[] }

const grouped = (portal: Portal, role: string, table: string): readonly Under[] => {
  const groups: Under[] = []
  for (const [at, permission] of portal.permissions.entries()) {
    if (permission.role !== role || permission.table !== table) continue
    const same = groups.find(({ where }) => isSame(where, permission.where))
    if (same) same.at.push(at)
    else groups.push({ where: permission.where, at: [at] })
  }
  return groups
}

/** "read *Medicine* and *Dose*, and fill in *Medicine*": verbs with the same fields are said together. */
const mayWords = (portal: Portal, role: string, table: string, at: readonly number[]): readonly string[] => {
  const granted = at.flatMap((place) => portal.permissions[place] ?? [])
  const all = Object.keys(own(portal.tables, table)?.fields ?? {})
  const isBlind = (field: string): boolean => !mayEver(portal, role, 'read', table, field)
  const said = new Map<string, { readonly may: Verb[]; readonly fields: readonly string[] }>()
  for (const verb of verbs) {
    const named = new Set(granted.flatMap(({ may, fields }) => (may.includes(verb) ? fields : [])))
    const fields = all.filter((field) => named.has(field) && !(verb === 'update' && isBlind(field)))
    if (verb === 'delete' || fields.length === 0) continue
    const same = said.get(fields.join(' '))
    if (same) same.may.push(verb)
    else said.set(fields.join(' '), { may: [verb], fields })
  }
  const changed = new Set(granted.flatMap(({ may, fields }) => (may.includes('update') ? fields : [])))
  const blindly = all.filter((field) => changed.has(field) && isBlind(field))
  return [
    ...[...said.values()].map(
      ({ may, fields }) =>
        `${listed(may.map((verb) => verbWords.en[verb]))} ${fieldsWords(portal, table, fields)}`,
    ),
    ...(blindly.length === 0
      ? []
      : [
          `change ${fieldsWords(portal, table, blindly)} without reading ${blindly.length === 1 ? 'it' : 'them'}`,
        ]),
  ]
}

const sentenceOf = (portal: Portal, role: string, table: string, { where, at }: Under): ReadBack => {
  const records = recordsSentence(portal, table, where, role)
  const said = mayWords(portal, role, table, at)
  const deletes = at.some((place) => portal.permissions[place]?.may.includes('delete'))
  const parts = [
    ...(said.length > 0 ? [`${listed(said)} of ${records}`] : []),
    ...(deletes ? [`delete ${records}`] : []),
  ]
  return { sentence: `${roleName(portal, role)} may ${listed(parts)}`, by: at }
}

/** Fields that the steps of a role ask for or leave blank; null where the table has no workflow. */
const inSteps = (portal: Portal, role: string, table: string): ReadonlySet<string> | null => {
  const workflows = Object.values(portal.workflows).filter((workflow) => workflow.table === table)
  if (workflows.length === 0) return null
  const steps = workflows.flatMap(({ transitions }) => Object.values(transitions))
  return new Set(
    steps.filter(({ by }) => by.includes(role)).flatMap(({ asks = [], clears = [] }) => [...asks, ...clears]),
  )
}

/** What the records of a workflow hold is changed step by step: a permission to change offers nothing beside that. */
const onlyInSteps = (portal: Portal, role: string, table: string): readonly ReadBack[] => {
  const asked = inSteps(portal, role, table)
  const by = [...portal.permissions.entries()].flatMap(([at, permission]) =>
    permission.role === role && permission.table === table && permission.may.includes('update') ? [at] : [],
  )
  if (asked === null || by.length === 0) return []
  const changes = new Set(by.flatMap((at) => portal.permissions[at]?.fields ?? []))
  const unasked = [...changes].filter((field) => !asked.has(field))
  const only = `${roleName(portal, role)} changes ${recordsName(portal, table)} only in a next step that asks for it`
  const none = `: no step of this role asks for ${fieldsWords(portal, table, unasked)}`
  return [{ sentence: `${only}${unasked.length > 0 ? none : ''}.`, by: [] }]
}

/** What a role may do to the records of one table, in as few sentences as it has conditions; what it may not, at the end. */
export const readBack = (portal: Portal, role: string, table: string): readonly ReadBack[] => {
  const said = grouped(portal, role, table).map((under) => sentenceOf(portal, role, table, under))
  const changes = portal.permissions.some(
    (permission) =>
      permission.role === role && permission.table === table && permission.may.includes('update'),
  )
  if (said.length === 0)
    return [{ sentence: `${roleName(portal, role)} sees nothing of ${recordsName(portal, table)}.`, by: [] }]
  return [
    ...said.map(({ sentence, by }, index) => ({
      sentence: `${sentence}${index === said.length - 1 && !changes ? '; may change nothing' : ''}.`,
      by,
    })),
    ...onlyInSteps(portal, role, table),
  ]
}
