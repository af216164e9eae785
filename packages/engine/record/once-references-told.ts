import { abilityFor, fieldsOf } from '../access/ability.ts'
import { own } from '../portal/own.ts'
import type { Writing } from './fields-to-write.ts'
import { isKept } from './kept-table.ts'
import { onceReferences } from './once-references.ts'

/**
 * The once references of which somebody who works here is told what they have taken: who could neither read who has it
 * nor answer with it does not learn that there is such a record. That a line of a list is taken says little of anybody;
 * that a person is would say something of that person, so of people it is never told.
 */
export const onceReferencesTold = ({
  portal,
  actor,
  table,
  today,
}: Writing): ReturnType<typeof onceReferences> => {
  const isOfPeople = own(portal.tables, table)?.people !== undefined
  if (actor.audience !== 'staff' || isOfPeople || !isKept(portal, table)) return []
  const ability = abilityFor(portal, actor, today)
  return onceReferences(portal, table).filter(({ table: by, field }) =>
    (['read', 'create', 'update'] as const).some((verb) => fieldsOf(ability, verb, by).has(field)),
  )
}
