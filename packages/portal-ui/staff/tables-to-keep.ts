import type { Actor } from '@portico/engine/access/actor'
import { keptTables } from '@portico/engine/record/kept-table'
import { fieldsToAdd, fieldsToChange } from '@portico/engine/record/fields-to-write'
import type { Portal } from '../call/api.ts'

/** The tables to which this actor may add a record or whose records she may change. */
export const tablesToKeep = (portal: Portal, actor: Actor, today: string): readonly string[] =>
  keptTables(portal).filter((table) => {
    const writing = { portal, table, actor, today }
    return fieldsToAdd(writing).length > 0 || fieldsToChange(writing, null).length > 0
  })
