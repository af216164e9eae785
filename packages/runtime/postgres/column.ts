import { isEncrypted } from '@portico/engine/field/stored'
import { kinds } from '@portico/engine/field/kinds'
import type { Field, Portal, Table } from '@portico/engine/portal/portal'
import { quoted } from './identifier.ts'

export type ColumnType = 'text' | 'date' | 'timestamptz' | 'numeric' | 'boolean' | 'uuid' | 'bytea'

/** Where a path of a table's record is kept: a declared field, what every request has, or a copied column. */
export type Column = { readonly name: string; readonly type: ColumnType; readonly blank: string | null }

export const columnType = (field: Field): ColumnType =>
  isEncrypted(field) ? 'bytea' : kinds[field.kind].column

/** What a copied column holds for blank: a composite foreign key would not follow a null. */
const blanks = {
  uuid: `'00000000-0000-0000-0000-000000000000'::uuid`,
  text: `''`,
  date: `'-infinity'::date`,
  timestamptz: `'-infinity'::timestamptz`,
  numeric: `'NaN'::numeric`,
  boolean: `''`,
}

export const blankOf = (type: ColumnType): string => {
  if (type === 'bytea') throw new Error('such a value is not copied')
  return blanks[type]
}

/** A yes or no has no value left for blank, so its copy is its name. */
export const copiedType = (type: ColumnType): ColumnType => (type === 'boolean' ? 'text' : type)

/** A column's value as conditions and facts know it. */
export const unblanked = ({ type, blank }: Column, name: string): string => {
  if (blank === null) return name
  return type === 'boolean' ? `nullif(${name}, ${blank})::boolean` : `nullif(${name}, ${blank})`
}

/** A column's value as conditions compare it: a moment counts as its day at the practice. */
export const compared = (column: Column, name: string): string =>
  column.type === 'timestamptz' ? `portico.day_of(${unblanked(column, name)})` : unblanked(column, name)

/** What a column's value is compared as. */
export const comparedType = ({ type }: Column): ColumnType => (type === 'timestamptz' ? 'date' : type)

export const requestColumns: Readonly<Record<string, Column>> = {
  state: { name: '"_state"', type: 'text', blank: null },
  queue: { name: '"_queue"', type: 'text', blank: null },
  assignee: { name: '"_assignee"', type: 'uuid', blank: null },
  due: { name: '"_due"', type: 'timestamptz', blank: null },
  created: { name: '"_created"', type: 'timestamptz', blank: null },
}

const requestColumn = (path: string): Column => {
  const column = requestColumns[path]
  if (!column) throw new Error('a checked portal names only its own paths')
  return column
}

export const fieldOf = (table: Table, id: string): Field => {
  const field = table.fields[id]
  if (!field) throw new Error('a checked portal names only its own fields')
  return field
}

export const tableOf = (portal: Portal, id: string): Table => {
  const table = portal.tables[id]
  if (!table) throw new Error('a checked portal names only its own tables')
  return table
}

const target = (portal: Portal, table: Table, reference: string): Table =>
  tableOf(portal, fieldOf(table, reference).to ?? '')

const typeAt = (portal: Portal, table: Table, path: readonly string[]): ColumnType => {
  const [first = '', ...rest] = path
  if (rest.length > 0) return typeAt(portal, target(portal, table, first), rest)
  return table.fields[first] ? columnType(fieldOf(table, first)) : requestColumn(first).type
}

export const columnOf = (portal: Portal, tableId: string, path: string): Column => {
  const parts = path.split('.')
  const table = tableOf(portal, tableId)
  if (parts.length === 1 && !table.fields[path]) return requestColumn(path)
  const type = typeAt(portal, table, parts)
  return parts.length === 1
    ? { name: quoted(path), type, blank: null }
    : { name: quoted(`_via.${path}`), type, blank: blankOf(type) }
}

/** The column that says whose record it is; null for tables without an owner. */
export const ownerColumn = (portal: Portal, tableId: string): string | null => {
  const table = tableOf(portal, tableId)
  if (table.people === 'patient') return '"id"'
  return table.patient === undefined ? null : columnOf(portal, tableId, table.patient).name
}
