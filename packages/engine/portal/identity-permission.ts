import type { Condition } from '../access/condition.ts'
import type { Edit } from './edit.ts'
import { mayEver } from './grants.ts'
import { identityFields, isOfPatients } from './identity.ts'
import { own } from './own.ts'
import type { Permission, Portal } from './portal.ts'
import { ownerField } from './resolve.ts'

const readsOf = (portal: Portal, role: string, table: string): readonly Permission[] =>
  portal.permissions.filter(
    (permission) => permission.role === role && permission.table === table && permission.may.includes('read'),
  )

/** "Those of my location" said of a request, said of the patient it is about; null where it speaks of something else. */
const ofThePatient = (where: Permission['where'], owner: string): Condition | null => {
  if (where === undefined) return null
  const said = Object.entries(where)
  const isOfHers = said.every(([path]) => path.startsWith(`${owner}.`))
  if (!isOfHers) return null
  return Object.fromEntries(said.map(([path, value]) => [path.slice(owner.length + 1), value]))
}

/**
 * Whom a role handles the requests of a table for, as it may know them: what it may not read yet of what tells a
 * patient from another, of the patients it reaches already. Null when it may, or when there is no patient.
 */
export const identityPermission = (portal: Portal, role: string, table: string): Edit | null => {
  const identity = identityFields(portal)
  if (!identity || !isOfPatients(portal, table)) return null
  const fields = identity.fields.filter((field) => !mayEver(portal, role, 'read', identity.table, field))
  if (fields.length === 0) return null
  const known = readsOf(portal, role, identity.table)[0]
  const handled = readsOf(portal, role, table)
  const owner = ownerField(own(portal.tables, table))
  const alike = handled.length === 1 && owner !== null ? ofThePatient(handled[0]?.where, owner) : null
  const where = known ? known.where : alike
  return {
    kind: 'add-permission',
    permission: { role, table: identity.table, may: ['read'], fields, ...(where ? { where } : {}) },
  }
}
