import { isPrivate } from '@portico/engine/field/class'
import { sourcesOf } from '@portico/engine/field/expression'
import { matrixOf, type CellLevel, type MatrixCell } from '@portico/engine/portal/cell-level'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal, Verb } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'

/** What a cell of the matrix can be set to field by field; deleting is about whole records. */
export const cellVerbs = ['read', 'create', 'update', 'export'] as const satisfies readonly Verb[]
export type CellVerb = (typeof cellVerbs)[number]

/** What somebody chooses for a cell. Filling in a new record is a choice of its own, and so is exporting. */
export const levels = ['hidden', 'read', 'write', 'write-in-state'] as const satisfies readonly CellLevel[]
export type Level = (typeof levels)[number]

/** Some cells at once: every one of these roles with every one of these fields. */
export type Cells = {
  readonly table: string
  readonly roles: readonly string[]
  readonly fields: readonly string[]
}

/** What a cell says: "Read", "Change in 2 stages". */
export const levelWords = ({ level, states }: Pick<MatrixCell, 'level' | 'states'>): string =>
  level === 'write-in-state' ? words.access.inStages(states.length) : words.access.levels[level]

/** What else it grants, which its level does not say. */
export const besides = ({ level, verbs, isEverywhere }: MatrixCell): readonly string[] => [
  ...(verbs.includes('update') && !verbs.includes('read') ? [words.access.unread] : []),
  ...(isEverywhere ? [words.access.everywhere] : []),
  ...(verbs.includes('create') && level !== 'fill-in' ? [words.access.verbs.create] : []),
  ...(verbs.includes('export') ? [words.access.verbs.export] : []),
]

/** What a cell grants beyond its level: filling in new records, and taking them along. */
const extras = ({ level, verbs }: MatrixCell): readonly string[] => [
  ...(verbs.includes('create') && level !== 'fill-in' ? [words.access.verbs.create] : []),
  ...(verbs.includes('export') ? [words.access.verbs.export] : []),
]

/** What the live version says where it differs: another level, fewer or more verbs, or the same of other records. */
export const wasWords = (before: MatrixCell, now: MatrixCell): string | null => {
  const level = levelWords(before)
  if (level !== levelWords(now)) return [level, ...extras(before)].join(', ')
  if (before.verbs.join(' ') === now.verbs.join(' ')) return null
  const more = [
    ...extras(before),
    ...(besides(before).includes(words.access.unread) ? [words.access.unread] : []),
  ]
  return more.length > 0 ? [level, ...more].join(', ') : words.access.only(level)
}

/** How many of some cells may do what: a cell that is read and filled in counts for both. */
export const tallyWords = (cells: readonly MatrixCell[]): string => {
  const said = cells.flatMap((cell) => [
    ...(cell.level === 'fill-in' ? [] : [levelWords(cell)]),
    ...(cell.verbs.includes('create') ? [words.access.levels['fill-in']] : []),
    ...(cell.verbs.includes('export') ? [words.access.alsoExport] : []),
  ])
  return [...new Set(said)]
    .map((one) => words.access.tally(said.filter((other) => other === one).length, one))
    .join(', ')
}

/** What was done in words: "reads, fills in". */
export const verbsWords = (verbs: readonly Verb[]): string =>
  verbs.map((verb) => words.access.verbs[verb]).join(', ')

/** Why a cell can never be given, however much somebody wishes it. */
export const lockOf = (portal: Portal, role: string, table: string, field: string): string | null => {
  const declared = portal.tables[table]?.fields[field]
  const audience = portal.roles[role]?.audience
  if (audience === 'public' && declared && isPrivate(declared.class)) return words.access.lockedPublic
  return null
}

type SetCells = Extract<Edit, { readonly kind: 'set-cells' }>
type What = Pick<SetCells, 'may' | 'states'>

const whatOf = (level: Level, states: readonly string[]): What => {
  switch (level) {
    case 'hidden':
      return { may: { read: false, create: false, update: false, export: false } }
    case 'read':
      return { may: { read: true, update: false } }
    case 'write':
      return { may: { read: true, update: true }, states: null }
    case 'write-in-state':
      return { may: { read: true, update: true }, states: [...states] }
  }
}

/** Nobody fills in or changes what is worked out of other fields. */
export const isComputed = (portal: Portal, table: string, field: string): boolean =>
  portal.tables[table]?.fields[field]?.kind === 'computed'

/** Whether a level or a verb is only for what people write themselves. */
export const isForWritten = (what: Level | CellVerb): boolean =>
  ['write', 'write-in-state', 'create', 'update'].includes(what)

/** Why some of these fields cannot have a level or a verb, whoever it is; null when all can. */
export const noneWrites = (
  portal: Portal,
  { table, fields }: Pick<Cells, 'table' | 'fields'>,
  what: Level | CellVerb,
): string | null =>
  isForWritten(what) && fields.some((field) => isComputed(portal, table, field))
    ? words.access.lockedComputed
    : null

/** One edit for all cells that can have it: roles that may have fewer of the fields than others come apart. */
const editsFor = (portal: Portal, { table, roles, fields }: Cells, what: What): readonly Edit[] => {
  const isGiven = Object.values(what.may).includes(true)
  const byFields = new Map<string, { readonly roles: string[]; readonly fields: readonly string[] }>()
  for (const role of roles) {
    const open = isGiven ? fields.filter((field) => lockOf(portal, role, table, field) === null) : fields
    const same = byFields.get(open.join(' '))
    if (same) same.roles.push(role)
    else if (open.length > 0) byFields.set(open.join(' '), { roles: [role], fields: open })
  }
  return [...byFields.values()].map((one) => ({ kind: 'set-cells', table, ...one, ...what }))
}

/** Whoever has what is worked out has what it is made of: the edits that give each role what it lacks of that. */
const editsOfSources = (
  portal: Portal,
  { table, roles, fields }: Cells,
  verb: 'read' | 'export',
): readonly Edit[] => {
  const declared = portal.tables[table]?.fields ?? {}
  const sources = fields.flatMap((field) => {
    const from = declared[field]?.from
    return from ? sourcesOf(from).filter((source) => Object.hasOwn(declared, source)) : []
  })
  const matrix = matrixOf(portal, table)
  return roles.flatMap((role) => {
    const lacks = [...new Set(sources)].filter(
      (source) => !fields.includes(source) && !matrix(role, source).verbs.includes(verb),
    )
    return editsFor(portal, { table, roles: [role], fields: lacks }, { may: { [verb]: true } })
  })
}

/**
 * The edits that bring cells to a level. Filling in stays as it is, unless everything is taken away. What is worked out
 * of other fields is read where the rest can be changed.
 */
export const editsTo = (
  portal: Portal,
  cells: Cells,
  level: Level,
  states: readonly string[] = openStates(portal, cells.table),
): readonly Edit[] => {
  const computed = cells.fields.filter((field) => isComputed(portal, cells.table, field))
  const others = cells.fields.filter((field) => !computed.includes(field))
  const sources = level === 'hidden' ? [] : editsOfSources(portal, cells, 'read')
  if (!isForWritten(level)) return [...sources, ...editsFor(portal, cells, whatOf(level, states))]
  return [
    ...sources,
    ...editsFor(portal, { ...cells, fields: others }, whatOf(level, states)),
    ...editsFor(portal, { ...cells, fields: computed }, whatOf('read', states)),
  ]
}

export const editsOfVerb = (portal: Portal, cells: Cells, verb: CellVerb, on: boolean): readonly Edit[] => {
  const fields =
    on && isForWritten(verb)
      ? cells.fields.filter((field) => !isComputed(portal, cells.table, field))
      : cells.fields
  return [
    ...(on && (verb === 'read' || verb === 'export') ? editsOfSources(portal, cells, verb) : []),
    ...editsFor(portal, { ...cells, fields }, { may: { [verb]: on } }),
  ]
}

/** The states of a request that is not over: where people change things, unless somebody says otherwise. */
export const openStates = (portal: Portal, table: string): readonly string[] => {
  const workflow = Object.values(portal.workflows).find((declared) => declared.table === table)
  const states = Object.entries(workflow?.states ?? {})
  const open = states.filter(([, state]) => state.ends !== true)
  return (open.length > 0 ? open : states).map(([id]) => id)
}

/** Nothing, read, change where somebody can, and around again. What stands between them counts as the one below. */
export const nextLevel = (level: CellLevel, isWritten: boolean): Level => {
  if (level === 'hidden' || level === 'fill-in') return 'read'
  return level === 'read' && isWritten ? 'write' : 'hidden'
}
