import { own } from './own.ts'
import { requestFields, type Field, type Portal, type Table } from './portal.ts'
import { isWorkflowTable } from './workflow-table.ts'

export type RequestField = (typeof requestFields)[number]

/** What a condition's path leads to. `at` is the part of the path that leads nowhere. */
export type Resolved =
  | { readonly kind: 'field'; readonly table: string; readonly id: string; readonly field: Field }
  | { readonly kind: 'request-field'; readonly table: string; readonly name: RequestField }
  | { readonly kind: 'unknown'; readonly table: string; readonly at: string }
  | { readonly kind: 'not-a-reference'; readonly table: string; readonly at: string }

const isRequestField = (id: string): id is RequestField => requestFields.some((name) => name === id)

/** Whether a table has a field, as portals of some other time may not. */
export const isDeclared = (portal: Portal, table: string, field: string): boolean =>
  own(own(portal.tables, table)?.fields, field) !== undefined

/** Walks a dotted path from a table over references. */
export const resolvePath = (portal: Portal, table: string, path: string): Resolved => {
  const [id = '', ...rest] = path.split('.')
  if (isRequestField(id) && isWorkflowTable(portal, table)) {
    return rest.length === 0
      ? { kind: 'request-field', table, name: id }
      : { kind: 'not-a-reference', table, at: id }
  }
  const field = own(own(portal.tables, table)?.fields, id)
  if (!field) return { kind: 'unknown', table, at: id }
  if (rest.length === 0) return { kind: 'field', table, id, field }
  if (field.kind !== 'reference' || field.to === undefined) return { kind: 'not-a-reference', table, at: id }
  return resolvePath(portal, field.to, rest.join('.'))
}

/** The reference on a record that says whose it is: the first step of its ownership path. */
export const ownerField = (table: Table | undefined): string | null => table?.patient?.split('.')[0] ?? null

/** Whether each record of a table is some patient's, or is the patient herself. */
export const isOwned = (table: Table | undefined): boolean =>
  table !== undefined && (table.patient !== undefined || table.people === 'patient')

/** Whether a role never reaches past one patient in a table, whatever its permissions say: the ceiling of access. */
export const isHeldToOwner = (portal: Portal, role: string, table: string): boolean =>
  own(portal.roles, role)?.audience === 'patient' && isOwned(own(portal.tables, table))
