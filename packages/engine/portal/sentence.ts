import { clauseOf, type Condition } from '../access/condition.ts'
import { conditionWords } from '../access/condition-words.ts'
import { verbWords } from '../access/verb-words.ts'
import { fieldName, listed, roleName } from './name.ts'
import { own } from './own.ts'
import { recordsName } from './plural.ts'
import type { Permission, Portal } from './portal.ts'

const isEverything = (condition: Condition | undefined): boolean => {
  const clause = clauseOf(condition)
  return clause.kind === 'all' && clause.of.length === 0
}

/**
 * Which records a condition means: "refills whose patient's location is their own location", "all refills"; of a role that
 * acts for patients, if one is named.
 */
export const recordsSentence = (
  portal: Portal,
  table: string,
  condition: Condition | undefined,
  role?: string,
): string => {
  const records = recordsName(portal, table)
  if (isEverything(condition)) return `all ${records}`
  const words = conditionWords(portal, table, condition, {
    acts: role !== undefined && own(portal.roles, role)?.proxy === true,
  })
  return /^(\(|it is not|who )/.test(words) ? `${records} where ${words}` : `${records} whose ${words}`
}

/** One permission: "Front desk can read *Medicine* and *Pharmacy* of refills whose …." */
export const permissionSentence = (portal: Portal, permission: Permission): string => {
  const names = permission.fields.map((field) => fieldName(portal, permission.table, field))
  const may = listed(permission.may.map((verb) => verbWords.en[verb]))
  const which = recordsSentence(portal, permission.table, permission.where, permission.role)
  const what = names.length === 0 ? which : `${listed(names)} of ${which}`
  return `${roleName(portal, permission.role)} can ${may} ${what}.`
}
