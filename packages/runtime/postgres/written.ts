import type { Portal } from '@portico/engine/portal/portal'
import { ownerColumn, tableOf } from './column.ts'
import { literal, quoted } from './identifier.ts'
import { hasWorkflow } from './view.ts'

/**
 * The trigger that writes the entry of a record which somebody signed in adds or changes: in the very statement, so that
 * there is no change without it. Requests are written about by their moves.
 */
const body = (portal: Portal, table: string): string => {
  const owner = ownerColumn(portal, table)
  const named = Object.keys(tableOf(portal, table).fields).map(
    (id) =>
      `if new.${quoted(id)} is distinct from old.${quoted(id)} then touched := array_append(touched, ${literal(id)}); end if;`,
  )
  const patients = owner === null ? 'null' : `array[new.${owner}]`
  return `declare touched text[] := '{}'; begin ${named.join(' ')} perform portico.entry_write(case tg_op when 'INSERT' then 'create' else 'update' end, ${literal(table)}, array[new.id], ${patients}, touched, null); return null; end`
}

export const writtenOf = (portal: Portal, table: string): readonly string[] => {
  const drop = `drop trigger if exists "d.written" on data.${quoted(table)}`
  if (hasWorkflow(portal, table)) return [drop]
  const fn = `data.${quoted(`written.${table}`)}()`
  return [
    `create or replace function ${fn} returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $fn$ ${body(portal, table)} $fn$`,
    `alter function ${fn} owner to portico_definer`,
    `revoke execute on function ${fn} from public`,
    // What is loaded, filled or brought along by a key is nobody's change.
    `create or replace trigger "d.written" after insert or update on data.${quoted(table)} for each row when (current_user in ('portico_patient', 'portico_staff')) execute function ${fn}`,
  ]
}
