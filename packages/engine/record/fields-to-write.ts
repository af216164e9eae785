import { abilityFor, fieldsOf, may } from '../access/ability.ts'
import type { Actor } from '../access/actor.ts'
import type { Portal, Verb } from '../portal/portal.ts'
import { isKept, typedFields } from './kept-table.ts'

/** Who wants to write in which table, and the date in the practice's zone, ISO. */
export type Writing = {
  readonly portal: Portal
  readonly table: string
  readonly actor: Actor
  readonly today: string
}

/**
 * The fields of a kept table this actor may ever fill in or change; none of a table she may not. Only the staff keep
 * records: whom a permission's condition lets through beyond that, the database decides about the record itself.
 */
export const fieldsToWrite = (
  { portal, table, actor, today }: Writing,
  verb: Extract<Verb, 'create' | 'update'>,
): readonly string[] => {
  if (actor.audience !== 'staff' || !isKept(portal, table)) return []
  const ability = abilityFor(portal, actor, today)
  if (!may(ability, verb, table)) return []
  const granted = fieldsOf(ability, verb, table)
  return typedFields(portal, table).filter((field) => granted.has(field))
}
