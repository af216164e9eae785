import { typedFields } from '../record/kept-table.ts'
import { mayEver } from './grants.ts'
import { tableName } from './name.ts'
import type { Permission, Portal } from './portal.ts'
import { hintAt, type Problem } from './problem.ts'
import { isWorkflowTable } from './workflow-table.ts'

/** Who would keep it, most likely: a role of the staff that reads it, and rather one that keeps other lists already. */
const likelyKeeper = (portal: Portal, table: string): string | undefined => {
  const staff = Object.keys(portal.roles).filter((role) => portal.roles[role]?.audience === 'staff')
  const readers = staff.filter((role) => mayEver(portal, role, 'read', table))
  const keeps = (role: string): boolean =>
    Object.keys(portal.tables).some(
      (id) => !isWorkflowTable(portal, id) && mayEver(portal, role, 'create', id),
    )
  return readers.find(keeps) ?? readers[0]
}

const permissionFor = (portal: Portal, table: string): Permission | undefined => {
  const role = likelyKeeper(portal, table)
  const fields = typedFields(portal, table)
  return role === undefined || fields.length === 0
    ? undefined
    : { role, table, may: ['create'], fields: [...fields] }
}

/**
 * A table that people read and nobody may ever add to stays as empty as it is. A request adds to its own table; one that
 * nobody reads yet is only begun, and the list of what is to do says so.
 */
export const checkUnadded = (portal: Portal): readonly Problem[] =>
  Object.keys(portal.tables).flatMap((table): readonly Problem[] => {
    const roles = Object.keys(portal.roles)
    const isRead = portal.permissions.some(
      ({ table: of, may, fields }) => of === table && may.includes('read') && fields.length > 0,
    )
    const isAdded =
      isWorkflowTable(portal, table) || roles.some((role) => mayEver(portal, role, 'create', table))
    if (!isRead || isAdded) return []
    const permission = permissionFor(portal, table)
    return [
      hintAt(
        'nobody-adds',
        ['tables', table],
        `Nobody may add ${tableName(portal, table)}, so there will never be more of it than there is.`,
        permission === undefined ? {} : { fix: { kind: 'add-permission', permission } },
      ),
    ]
  })
