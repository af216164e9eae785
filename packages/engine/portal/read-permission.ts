import type { Edit } from './edit.ts'
import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { ownerField } from './resolve.ts'

/**
 * The permission everybody would give who must see a table's requests and may see nothing of them yet: to read whose
 * they are and what their forms ask. Patients get it for their own only. Null when there is nothing to read.
 */
export const readPermission = (portal: Portal, role: string, table: string): Edit | null => {
  const declared = own(portal.tables, table)
  const audience = own(portal.roles, role)?.audience
  if (!declared || audience === undefined || audience === 'public') return null
  const owner = ownerField(declared)
  const isDirect = owner !== null && declared.patient === owner
  if (audience === 'patient' && !isDirect) return null
  const asked = Object.values(portal.forms)
    .filter((form) => form.table === table)
    .flatMap(({ questions }) => questions.map(({ ask }) => ask))
  const fields = [...new Set([...(owner === null ? [] : [owner]), ...asked])].filter((field) =>
    own(declared.fields, field),
  )
  if (fields.length === 0) return null
  const mine = audience === 'patient' && owner !== null ? { where: { [owner]: 'me' } } : {}
  return { kind: 'add-permission', permission: { role, table, may: ['read'], fields, ...mine } }
}
