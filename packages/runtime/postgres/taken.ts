import type { Portal } from '@portico/engine/portal/portal'
import type { RecordId } from '@portico/engine/brand'
import { literal, quoted } from './identifier.ts'
import type { Transaction } from './transaction.ts'

/** What publishing makes of `once`: whether a record is taken already, which the index that holds it answers. */
export const takenFunction = (portal: Portal): string => {
  const answers = Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.entries(fields).flatMap(([id, field]) =>
      field.once
        ? [
            `if table_id = ${literal(table)} and field_id = ${literal(id)} then return exists (select 1 from data.${quoted(table)} t where t.${quoted(id)} = record and t."_deleted" is null); end if;`,
          ]
        : [],
    ),
  )
  return `create or replace function portico.is_taken(table_id text, field_id text, record uuid) returns boolean language plpgsql stable security definer cost 1000 set search_path = pg_catalog, pg_temp as $fn$ begin ${answers.join(' ')} return false; end $fn$`
}

/** Whether some record leads to this one by a `once` reference: that, and never which. */
export const isTaken = async (
  transaction: Transaction,
  { table, field }: { readonly table: string; readonly field: string },
  record: RecordId,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ taken: boolean }>(
    'select portico.is_taken($1, $2, $3) as taken',
    [table, field, record],
  )
  return rows[0]?.taken ?? false
}
