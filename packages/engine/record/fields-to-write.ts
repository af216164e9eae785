import { abilityFor, fieldsOf, may } from '../access/ability.ts'
import type { Actor } from '../access/actor.ts'
import type { RecordId } from '../brand.ts'
import type { Portal, Verb } from '../portal/portal.ts'
import { askedOfStaff } from './asked-of-staff.ts'
import { goesBy } from './goes-by.ts'
import { isKept, typedFields } from './kept-table.ts'

/** Who wants to write in which table, and the date in the practice's zone, ISO. */
export type Writing = {
  readonly portal: Portal
  readonly table: string
  readonly actor: Actor
  readonly today: string
}

/** Only the staff keep records: whom a permission's condition lets through, the database decides about the record. */
const granted = (
  { portal, table, actor, today }: Writing,
  verb: Extract<Verb, 'create' | 'update'>,
): readonly string[] => {
  if (actor.audience !== 'staff' || !isKept(portal, table)) return []
  const ability = abilityFor(portal, actor, today)
  if (!may(ability, verb, table)) return []
  const fields = fieldsOf(ability, verb, table)
  return typedFields(portal, table).filter((field) => fields.has(field))
}

/** The fields of a kept table this actor may fill in; none, and so no record, where she could not say what it is called. */
export const fieldsToAdd = (writing: Writing): readonly string[] => {
  const fields = granted(writing, 'create')
  const name = goesBy(writing.portal, writing.table)
  return name === undefined || fields.includes(name) ? fields : []
}

/**
 * What permissions ask of the one who acts and what lies on her own record: somebody else changes it, as somebody else
 * gives her roles, so that nobody widens her own reach.
 */
export const leftToOthers = (
  { portal, table, actor }: Omit<Writing, 'today'>,
  record: RecordId,
): readonly string[] => {
  if (record !== actor.person) return []
  const asked = askedOfStaff(portal)
  return typedFields(portal, table).filter((field) => asked.has(field))
}

/** The fields of this record of a kept table that the actor may ever change; of any record where none is named. */
export const fieldsToChange = (writing: Writing, record: RecordId | null): readonly string[] => {
  const left = record === null ? [] : leftToOthers(writing, record)
  return granted(writing, 'update').filter((field) => !left.includes(field))
}
