import { isPrivate } from '../field/class.ts'
import { conditionProblems } from './check-condition.ts'
import { fieldName, roleName, tableName } from './name.ts'
import { own } from './own.ts'
import type { Permission, Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'

const fieldVerbs = ['read', 'create', 'update', 'export']

const fieldProblems = (portal: Portal, permission: Permission, path: Path): readonly Problem[] => {
  const table = own(portal.tables, permission.table)
  if (!table) return []
  const isPublic = own(portal.roles, permission.role)?.audience === 'public'
  return permission.fields.flatMap((id, index): readonly Problem[] => {
    const field = own(table.fields, id)
    if (!field)
      return [
        errorAt(
          'unknown-field',
          [...path, 'fields', index],
          `${tableName(portal, permission.table)} has no field "${id}", so no permission can name it.`,
        ),
      ]
    if (!isPublic || !isPrivate(field.class) || !permission.may.some((verb) => verb !== 'create')) return []
    const sentence = `${fieldName(portal, permission.table, id)} is private, and ${roleName(portal, permission.role)} is anybody. Take it out.`
    return [errorAt('private-to-public', [...path, 'fields', index], sentence)]
  })
}

/** Who takes records along as a file proves twice who it is, and only staff always do. */
const exportProblems = (
  portal: Portal,
  { role, table, may }: Permission,
  index: number,
): readonly Problem[] => {
  const audience = own(portal.roles, role)?.audience
  if (!may.includes('export') || (audience !== 'patient' && audience !== 'public')) return []
  const rest = may.filter((verb) => verb !== 'export')
  return [
    errorAt(
      'export-without-second-factor',
      ['permissions', index, 'may'],
      `${roleName(portal, role)} could export ${tableName(portal, table)} without a second factor: only staff always have one. Take "export" out.`,
      {
        fix:
          rest.length === 0
            ? { kind: 'remove-permission', at: index }
            : { kind: 'change-permission', at: index, set: { may: rest } },
      },
    ),
  ]
}

const permissionProblems = (portal: Portal, permission: Permission, index: number): readonly Problem[] => {
  const path: Path = ['permissions', index]
  const problems: Problem[] = []
  if (!own(portal.roles, permission.role))
    problems.push(
      errorAt('unknown-role', [...path, 'role'], `There is no role "${permission.role}" to permit anything.`),
    )
  if (!own(portal.tables, permission.table))
    problems.push(
      errorAt(
        'unknown-table',
        [...path, 'table'],
        `There is no table "${permission.table}" to permit anything on.`,
      ),
    )
  if (permission.fields.length === 0 && permission.may.some((verb) => fieldVerbs.includes(verb))) {
    const sentence = `${roleName(portal, permission.role)} may reach records of ${tableName(portal, permission.table)} and no field of them. Name a field, or remove this permission.`
    problems.push(
      errorAt('permission-without-fields', [...path, 'fields'], sentence, {
        fix: { kind: 'remove-permission', at: index },
      }),
    )
  }
  return [
    ...problems,
    ...exportProblems(portal, permission, index),
    ...fieldProblems(portal, permission, path),
    ...conditionProblems(portal, {
      table: permission.table,
      condition: permission.where,
      path: [...path, 'where'],
      use: 'permission',
      roles: [permission.role],
    }),
  ]
}

export const checkPermissions = (portal: Portal): readonly Problem[] =>
  portal.permissions.flatMap((permission, index) => permissionProblems(portal, permission, index))
