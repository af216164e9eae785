import type { Audience, Permission, Portal, Table, Verb } from '../portal/portal.ts'

/** Permissions of one audience for one verb on one table: the static upper bound of what any of its roles may. */
export const permissionsFor = (
  portal: Portal,
  audience: Audience,
  verb: Verb,
  table: string,
): readonly Permission[] =>
  portal.permissions.filter(
    (permission) =>
      permission.table === table &&
      permission.may.includes(verb) &&
      portal.roles[permission.role]?.audience === audience,
  )

/** Whether a table's records belong to a patient: no patient account reaches those of anybody else. */
export const isOwned = (table: Table): boolean => table.patient !== undefined || table.people === 'patient'
