import { isPrivate } from '@portico/engine/field/class'
import { sourcesOf } from '@portico/engine/field/expression'
import type { Edit } from '@portico/engine/portal/edit'
import type { Permission, Portal, Verb } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'

/** What a cell of the matrix can be set to field by field; deleting is about whole records. */
export const cellVerbs = ['read', 'create', 'update', 'export'] as const satisfies readonly Verb[]
export type CellVerb = (typeof cellVerbs)[number]

export const levels = ['none', 'read', 'edit'] as const
export type Level = (typeof levels)[number]

export const permissionsOf = (portal: Portal, role: string, table: string): readonly Permission[] =>
  portal.permissions.filter((permission) => permission.role === role && permission.table === table)

/** What some permission of the role grants on a field, on some records. */
export const verbsOf = (portal: Portal, role: string, table: string, field: string): readonly CellVerb[] => {
  const granting = permissionsOf(portal, role, table).filter((permission) =>
    permission.fields.includes(field),
  )
  return cellVerbs.filter((verb) => granting.some((permission) => permission.may.includes(verb)))
}

export const levelOf = (verbs: readonly CellVerb[]): Level =>
  verbs.includes('update') ? 'edit' : verbs.length > 0 ? 'read' : 'none'

/** A cell in words: "reads, fills in". */
export const cellWords = (verbs: readonly Verb[]): string =>
  verbs.length === 0 ? words.access.nothing : verbs.map((verb) => words.access.verbs[verb]).join(', ')

/** Why a cell can never be given, however much somebody wishes it. */
export const lockOf = (portal: Portal, role: string, table: string, field: string): string | null => {
  const declared = portal.tables[table]?.fields[field]
  const audience = portal.roles[role]?.audience
  if (audience === 'public' && declared && isPrivate(declared.class)) return words.access.lockedPublic
  return null
}

type Cell = { readonly role: string; readonly table: string; readonly field: string }

/** One verb of one cell. Which records it is for follows from what the role already may: the engine decides. */
export const setVerb = (cell: Cell, verb: CellVerb, on: boolean): Edit => ({
  kind: 'set-cell',
  ...cell,
  verb,
  on,
})

const wanted = { none: [], read: ['read'], edit: ['read', 'update'] } as const satisfies Record<
  Level,
  readonly CellVerb[]
>

/** The edits that bring a cell to a level. Filling in stays as it is, unless everything is taken away. */
export const editsTo = (portal: Portal, cell: Cell, wish: Level): readonly Edit[] => {
  const from = portal.tables[cell.table]?.fields[cell.field]?.from
  const level = from && wish === 'edit' ? 'read' : wish
  // Whoever reads what is worked out reads what it is made of.
  const made = from && level === 'read' ? sourcesOf(from) : []
  const has = verbsOf(portal, cell.role, cell.table, cell.field)
  const wants: readonly CellVerb[] = wanted[level]
  const concerned: readonly CellVerb[] = level === 'none' ? cellVerbs : ['read', 'update']
  return [
    ...made
      .filter((field) => !verbsOf(portal, cell.role, cell.table, field).includes('read'))
      .map((field) => setVerb({ ...cell, field }, 'read', true)),
    ...concerned
      .filter((verb) => has.includes(verb) !== wants.includes(verb))
      .map((verb) => setVerb(cell, verb, wants.includes(verb))),
  ]
}

/** Nobody edits what is worked out of other fields. */
export const nextLevel = (level: Level, isComputed: boolean): Level =>
  isComputed && level !== 'none' ? 'none' : (levels[(levels.indexOf(level) + 1) % levels.length] ?? 'none')
