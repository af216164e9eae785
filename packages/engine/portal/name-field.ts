import { own } from './own.ts'
import type { Portal } from './portal.ts'

/** The field a record goes by: its name, else the first text it has. Another that is private is no name. */
export const nameField = (portal: Portal, table: string): string | undefined => {
  const fields = own(portal.tables, table)?.fields ?? {}
  return own(fields, 'name') ? 'name' : Object.entries(fields).find(([, { kind }]) => kind === 'text')?.[0]
}

/** The field that says where a place is. That of a person is nobody's way to her appointment. */
export const addressField = (portal: Portal, table: string): string | undefined => {
  const declared = own(portal.tables, table)
  const field = own(declared?.fields, 'address')
  const isAddress = field?.kind === 'address' || field?.kind === 'text'
  return declared?.people === undefined && isAddress && field.class === 'public' ? 'address' : undefined
}
