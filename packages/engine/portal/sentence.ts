import { clauseOf, type Clause, type Condition } from '../access/condition.ts'
import { conditionWords } from '../access/condition-words.ts'
import { verbWords } from '../access/verb-words.ts'
import { fieldName, listed, roleName } from './name.ts'
import { own } from './own.ts'
import { recordsName } from './plural.ts'
import type { Permission, Portal } from './portal.ts'
import { isHeldToOwner } from './resolve.ts'

const isEverything = (condition: Condition | undefined): boolean => {
  const clause = clauseOf(condition)
  return clause.kind === 'all' && clause.of.length === 0
}

/** Whether a condition says itself whose the records are. */
const isTied = (portal: Portal, table: string, condition: Condition | undefined): boolean => {
  const path = own(portal.tables, table)?.patient
  const isTie = (clause: Clause): boolean =>
    clause.kind === 'all'
      ? clause.of.some(isTie)
      : clause.kind === 'compare' &&
        clause.path === path &&
        clause.operator === '=' &&
        clause.operands.some((operand) => operand.kind === 'me' && operand.field === null)
  return isTie(clauseOf(condition))
}

/** What a patient's role reaches at most, which no permission has to say: "their own record", "their own refills". */
const ownRecords = (portal: Portal, table: string, acts: boolean): string => {
  const isHerself = own(portal.tables, table)?.people === 'patient'
  if (acts) return `${isHerself ? 'the record' : recordsName(portal, table)} of the person they act for`
  return isHerself ? 'their own record' : `their own ${recordsName(portal, table)}`
}

/**
 * Which records a condition means: "refills whose patient's location is their own location", "all refills"; of a role that
 * acts for patients, if one is named. A patient's role never reaches more than what is hers, and that is said.
 */
export const recordsSentence = (
  portal: Portal,
  table: string,
  condition: Condition | undefined,
  role?: string,
): string => {
  const acts = role !== undefined && own(portal.roles, role)?.proxy === true
  const isHeld = role !== undefined && isHeldToOwner(portal, role, table) && !isTied(portal, table, condition)
  const records = isHeld ? ownRecords(portal, table, acts) : recordsName(portal, table)
  if (isEverything(condition)) return isHeld ? records : `all ${records}`
  const words = conditionWords(portal, table, condition, { acts })
  if (isHeld && acts) return `${records} where ${words}`
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
