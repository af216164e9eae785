import { mayEver } from './grants.ts'
import { fieldName, roleName, tableName } from './name.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Problem } from './problem.ts'

/** Who would read it, most likely: a role of the staff that reads other fields of the table. */
const likelyReader = (portal: Portal, table: string): string | undefined =>
  Object.keys(portal.roles).find(
    (role) => portal.roles[role]?.audience === 'staff' && mayEver(portal, role, 'read', table),
  )

/** What people write down and nobody may ever read was asked for in vain. */
export const checkUnread = (portal: Portal): readonly Problem[] =>
  Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.keys(fields).flatMap((field): readonly Problem[] => {
      const roles = Object.keys(portal.roles)
      const writer = roles.find(
        (role) =>
          mayEver(portal, role, 'create', table, field) || mayEver(portal, role, 'update', table, field),
      )
      if (writer === undefined || roles.some((role) => mayEver(portal, role, 'read', table, field))) return []
      const reader = likelyReader(portal, table)
      return [
        hintAt(
          'filled-never-read',
          ['tables', table, 'fields', field],
          `${roleName(portal, writer)} can fill in ${fieldName(portal, table, field)} of ${tableName(portal, table)}, and nobody may read it.`,
          reader === undefined
            ? {}
            : { fix: { kind: 'set-cell', role: reader, table, field, verb: 'read', on: true } },
        ),
      ]
    }),
  )
