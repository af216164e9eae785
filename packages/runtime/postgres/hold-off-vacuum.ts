import { literal } from './identifier.ts'
import type { Transaction } from './transaction.ts'

/**
 * Postgres calls its own vacuum off for whoever waits for it longer than `deadlock_timeout`, a second: to get a lock
 * within moments is not the way past it. However many tables there are, all of it takes no longer; what was called off
 * stays so for a while, and the next try begins behind it.
 */
const patienceMs = 3000

const lockAll = (among: string): string => `do $do$
declare
  until constant timestamptz := clock_timestamp() + interval '${patienceMs} milliseconds';
  one record;
begin
  for one in select tablename from pg_tables where schemaname = 'data' ${among} order by tablename loop
    perform set_config('lock_timeout', greatest(1, floor(extract(epoch from until - clock_timestamp()) * 1000))::text, true);
    execute format('lock table data.%I in share update exclusive mode', one.tablename);
  end loop;
end $do$`

/**
 * From here to the transaction's end no vacuum begins on these tables, and none is under way: it would keep them from
 * being changed. Nobody who reads or writes feels it. Without names it is every declared table.
 */
export const holdOffVacuum = async (
  transaction: Transaction,
  tables: readonly string[] | null,
): Promise<void> => {
  const among = tables && `and tablename = any (array[${tables.map(literal).join(', ')}]::text[])`
  await transaction.query(lockAll(among ?? ''))
}
