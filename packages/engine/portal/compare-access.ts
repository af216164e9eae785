import serialize from 'canonicalize'
import type { Condition } from '../access/condition.ts'
import { verbWords } from '../access/verb-words.ts'
import { remembered } from '../remembered.ts'
import { changeOf, type Change } from './change.ts'
import { fillsOf, type Fill } from './fills.ts'
import { fieldName, listed, roleName } from './name.ts'
import { verbs, type Portal, type Verb } from './portal.ts'
import { own } from './own.ts'
import { isWorkflowTable } from './workflow-table.ts'
import { isDeclared } from './resolve.ts'
import { recordsSentence } from './sentence.ts'

/** Under which conditions a cell is granted, by the condition's canonical text. */
type Grants = ReadonlyMap<string, Condition | undefined>
type Cell = {
  readonly role: string
  readonly table: string
  readonly verb: Verb
  readonly field: string
  readonly grants: Grants
}

const everything = serialize(null) ?? ''
const none: Grants = new Map()

/** Deleting is of whole records; it is one cell that names no field. */
const cellFields = (verb: Verb, fields: readonly string[]): readonly string[] =>
  verb === 'delete' ? [''] : fields

const cellsOf = remembered((permissions: Portal['permissions']): ReadonlyMap<string, Cell> => {
  const cells = new Map<string, Cell>()
  for (const { role, table, may, fields, where } of permissions) {
    const grant = [serialize(where ?? null) ?? '', where] as const
    const alone = new Map([grant])
    for (const verb of may) {
      for (const field of cellFields(verb, fields)) {
        const key = `${role} ${table} ${verb} ${field}`
        const others = cells.get(key)?.grants
        cells.set(key, { role, table, verb, field, grants: others ? new Map([...others, grant]) : alone })
      }
    }
  }
  return cells
})

/** What one cell gains and loses. A grant on every record makes the narrower ones beside it say nothing. */
const difference = (old: Grants, now: Grants) => {
  if (old.has(everything) && now.has(everything)) return { widens: false, narrows: false }
  return {
    widens: !old.has(everything) && [...now.keys()].some((key) => !old.has(key)),
    narrows: !now.has(everything) && [...old.keys()].some((key) => !now.has(key)),
  }
}

const whichRecords = (portal: Portal, table: string, role: string, grants: Grants): string => {
  const conditions = grants.has(everything) ? [undefined] : [...grants.values()]
  return listed(conditions.map((condition) => recordsSentence(portal, table, condition, role)))
}

type Cells = ReadonlyMap<string, Cell>

const keyOf = ({ role, table, verb }: Cell, field: string): string => [role, table, verb, field].join(' ')

/** A field that takes over values was as open before as the one that holds them: who reaches more now is given more. */
const withFilled = (before: Cells, fills: readonly Fill[]): Cells => {
  if (fills.length === 0) return before
  const cells = new Map(before)
  for (const { table, field, source } of fills)
    for (const cell of [...cells.values()])
      if (cell.table === table && cell.field === source) cells.set(keyOf(cell, field), { ...cell, field })
  return cells
}

/** Who reaches the values where they are from now on has lost nothing. */
const isTakenAlong = (after: Cells, fills: readonly Fill[], cell: Cell, old: Grants, now: Grants): boolean =>
  now.size === 0 &&
  fills.some(({ table, field, source }) => {
    const there = after.get(keyOf(cell, field))?.grants ?? none
    return (
      cell.table === table &&
      cell.field === source &&
      [...old.keys()].every((condition) => there.has(condition))
    )
  })

type Stretch = { readonly old: Grants; readonly now: Grants; readonly cells: readonly Cell[] }

/** Cells of one role, verb and table that change in the same way are told in one sentence. */
const stretches = (
  before: Cells,
  after: Cells,
  fills: readonly Fill[],
  isGone: (cell: Cell) => boolean,
): readonly Stretch[] => {
  const groups = new Map<string, Stretch>()
  for (const [key, cell] of new Map([...before, ...after])) {
    const old = before.get(key)?.grants ?? none
    const now = after.get(key)?.grants ?? none
    const { widens, narrows } = difference(old, now)
    if ((!widens && !narrows) || isTakenAlong(after, fills, cell, old, now) || isGone(cell)) continue
    const alike = [
      cell.role,
      cell.table,
      cell.verb,
      [...old.keys()].toSorted().join(),
      [...now.keys()].toSorted().join(),
    ].join(' ')
    groups.set(alike, { old, now, cells: [...(groups.get(alike)?.cells ?? []), cell] })
  }
  return [...groups.values()]
}

const fieldsMax = 4

/** Nine names in each of eight sentences are read by nobody: all fields of a table are told as such. */
const fieldsWords = (portal: Portal, table: string, fields: readonly string[]): string => {
  const all = Object.keys(own(portal.tables, table)?.fields ?? {})
  return fields.length > fieldsMax && all.every((field) => fields.includes(field))
    ? `all ${String(fields.length)} fields`
    : listed(fields.map((field) => fieldName(portal, table, field)))
}

const changeOfStretch = (before: Portal, after: Portal, { old, now, cells }: Stretch): readonly Change[] => {
  const [first] = cells
  if (!first) return []
  const { role, table, verb } = first
  const portal = now.size === 0 ? before : after
  const fields = cells.flatMap(({ field }) => (field === '' ? [] : [field]))
  const what = fields.length === 0 ? '' : `${fieldsWords(portal, table, fields)} of `
  const can = `${verbWords.en[verb]} ${what}`
  const kind = old.size === 0 ? 'grant' : now.size === 0 ? 'revoke' : 'change-condition'
  const sentence =
    kind === 'revoke'
      ? `${roleName(portal, role)} can no longer ${can}${whichRecords(before, table, role, old)}.`
      : kind === 'grant'
        ? `${roleName(portal, role)} can now ${can}${whichRecords(after, table, role, now)}.`
        : `${roleName(portal, role)} can now ${can}${whichRecords(after, table, role, now)}; until now it was ${whichRecords(before, table, role, old)}.`
  // What is filled in when a record begins reaches none that has begun.
  const touchesOpenRequests = verb !== 'create' && isWorkflowTable(before, table)
  return [
    changeOf({ kind, role, table, verb, fields }, ['permissions'], sentence, {
      ...difference(old, now),
      touchesOpenRequests,
    }),
  ]
}

/** Cell by cell, so that permissions written differently and meaning the same are no change. */
export const compareAccess = (before: Portal, after: Portal): readonly Change[] => {
  const fills = fillsOf(before, after)
  if (before.permissions === after.permissions && fills.length === 0) return []
  // That nobody reaches a field or table which is taken out is said where that is told.
  const isGone = ({ table, field }: Cell): boolean =>
    own(before.tables, table) !== undefined &&
    (field === '' ? own(after.tables, table) === undefined : !isDeclared(after, table, field))
  return stretches(withFilled(cellsOf(before.permissions), fills), cellsOf(after.permissions), fills, isGone)
    .flatMap((stretch) => changeOfStretch(before, after, stretch))
    .toSorted((one, other) => verbOrder(one) - verbOrder(other))
}

const verbOrder = (change: Change): number => ('verb' in change ? verbs.indexOf(change.verb) : -1)
