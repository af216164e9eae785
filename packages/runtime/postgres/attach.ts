import type { Portal } from '@portico/engine/portal/portal'
import { ownerColumn, tableOf } from './column.ts'
import { literal, quoted } from './identifier.ts'

/**
 * The trigger that binds a file to the record whose cell it becomes. It runs as the definer, because nobody who signs
 * in may touch what is known of a file; who acts is asked of the actor.
 */
const bindings = (portal: Portal, table: string): readonly string[] => {
  const owner = ownerColumn(portal, table)
  return Object.entries(tableOf(portal, table).fields).flatMap(([id, { kind }]) => {
    if (kind !== 'attachment' || owner === null) return []
    const column = `new.${quoted(id)}`
    const isNew = `tg_op = 'INSERT' or ${column} is distinct from old.${quoted(id)}`
    return [
      `if ${column} is not null and (${isNew}) then perform portico.attach(${column}, ${literal(table)}, ${literal(id)}, new.id, new.${owner}); end if;`,
    ]
  })
}

export const attachOf = (portal: Portal, table: string): readonly string[] => {
  const fn = `data.${quoted(`attach.${table}`)}()`
  const files = Object.entries(tableOf(portal, table).fields).filter(([, { kind }]) => kind === 'attachment')
  const columns = files.map(([id]) => quoted(id)).join(', ')
  return [
    `create or replace function ${fn} returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $fn$ begin ${bindings(portal, table).join(' ')} return new; end $fn$`,
    `alter function ${fn} owner to portico_definer`,
    `revoke execute on function ${fn} from public`,
    // After the guard has let the cell through: its name comes later.
    files.length === 0
      ? `drop trigger if exists "bb.attach" on data.${quoted(table)}`
      : `create or replace trigger "bb.attach" before insert or update of ${columns} on data.${quoted(table)} for each row execute function ${fn}`,
  ]
}
