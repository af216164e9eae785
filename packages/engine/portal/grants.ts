import type { Permission, Portal, Verb } from './portal.ts'

/** The permissions of one role for one verb on one table, whatever their conditions. */
const permissionsOf = (portal: Portal, role: string, verb: Verb, table: string): readonly Permission[] =>
  portal.permissions.filter(
    (permission) => permission.role === role && permission.table === table && permission.may.includes(verb),
  )

/** Whether a role may ever do this to some record of the table, or to some field of one. */
export const mayEver = (portal: Portal, role: string, verb: Verb, table: string, field?: string): boolean =>
  permissionsOf(portal, role, verb, table).some(
    (permission) => field === undefined || permission.fields.includes(field),
  )
