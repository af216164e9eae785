import { permissionsFor } from '@portico/engine/access/access'
import { clauseOf } from '@portico/engine/access/condition'
import type { Audience, Permission, Portal, Verb } from '@portico/engine/portal/portal'
import { ownerColumn } from './column.ts'
import { askedOnce, clauseSql, type Place } from './condition.ts'
import { literal } from './identifier.ts'

/** Audiences whose people sign in; each has its own login, reader and set of views. */
export const signedInAudiences = ['patient', 'staff'] as const satisfies readonly Audience[]
export type SignedInAudience = (typeof signedInAudiences)[number]

const roleHeld = (role: string, place: Place): string =>
  askedOnce(`portico.actor() -> 'roles' ? ${literal(role)}`, place)

const permissionSql = (permission: Permission, place: Place): string =>
  `(${roleHeld(permission.role, place)} and ${clauseSql(clauseOf(permission.where), place)})`

const anyOf = (permissions: readonly Permission[], place: Place): string =>
  permissions.length === 0
    ? 'false'
    : `(${permissions.map((permission) => permissionSql(permission, place)).join(' or ')})`

/** The ceiling no permission exceeds, and the index a patient's list is read by. Written by hand, never generated away. */
const ceiling = (audience: SignedInAudience, place: Place): string => {
  const { portal, table, record } = place
  const owner = ownerColumn(portal, table)
  return audience === 'patient' && owner !== null
    ? `${record}${owner} = ${askedOnce(`(portico.actor() ->> 'patient')::uuid`, place)} and `
    : ''
}

/** Which records: some permission of some role of the actor grants the verb on them. */
export const recordRule = (audience: SignedInAudience, verb: Verb, place: Place): string =>
  `${ceiling(audience, place)}${place.record}"_deleted" is null and ${anyOf(permissionsFor(place.portal, audience, verb, place.table), place)}`

/** Which cell: some permission grants this field *and* this record; never rows from one and columns from another. */
export const cellRule = (audience: SignedInAudience, verb: Verb, field: string, place: Place): string => {
  const naming = permissionsFor(place.portal, audience, verb, place.table).filter((permission) =>
    permission.fields.includes(field),
  )
  return anyOf(naming, place)
}

/** Fields some role of this audience may ever use the verb on: what grants and views are made of. */
export const reachableFields = (
  portal: Portal,
  audience: SignedInAudience,
  verb: Verb,
  table: string,
): readonly string[] => {
  const named = new Set(
    permissionsFor(portal, audience, verb, table).flatMap((permission) => permission.fields),
  )
  return Object.keys(portal.tables[table]?.fields ?? {}).filter((field) => named.has(field))
}
