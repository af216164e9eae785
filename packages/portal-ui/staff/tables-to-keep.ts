import type { Actor } from '@portico/engine/access/actor'
import { keptTables } from '@portico/engine/record/kept-table'
import { fieldsToWrite } from '@portico/engine/record/fields-to-write'
import type { Portal } from '../call/api.ts'

/** The tables to which this actor may add a record or whose records she may change. */
export const tablesToKeep = (portal: Portal, actor: Actor, today: string): readonly string[] =>
  keptTables(portal).filter((table) =>
    (['create', 'update'] as const).some(
      (verb) => fieldsToWrite({ portal, table, actor, today }, verb).length > 0,
    ),
  )
