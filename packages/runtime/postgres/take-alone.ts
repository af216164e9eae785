import type { Transaction } from './transaction.ts'

/** How long all of it may take, and how long one table, behind which others wait meanwhile. */
const [patienceMs, momentMs] = [300, 15]

/**
 * Views first, as every read locks them before the tables they show: who comes now waits at the view, with nothing in
 * hand. To lock a view would lock its tables too; to give it to whom it belongs changes nothing, and locks it alone.
 */
const takeAll = `do $do$
declare
  until constant timestamptz := clock_timestamp() + interval '${patienceMs} milliseconds';
  one record;
begin
  loop
    begin
      for one in
        select schemaname, viewname, viewowner from pg_views where schemaname ~ '^p_[0-9a-f]{12}_' order by schemaname, viewname
      loop
        execute format('alter view %I.%I owner to %I', one.schemaname, one.viewname, one.viewowner);
      end loop;
      for one in select tablename from pg_tables where schemaname = 'data' order by tablename loop
        execute format('lock table data.%I in access exclusive mode', one.tablename);
      end loop;
      return;
    exception when lock_not_available then
      if clock_timestamp() > until then raise; end if;
    end;
  end loop;
end $do$`

/**
 * Takes every view and table that a version decides about, all of them or none. Nobody begins to act any more, so it waits
 * only for those who touch a table without acting. What is not free within a moment lets go of all, so that nobody
 * stands behind it, and is asked for again.
 */
export const takeAlone = async (transaction: Transaction): Promise<void> => {
  await transaction.query(`set local lock_timeout = '${momentMs}ms'`)
  await transaction.query(takeAll)
  await transaction.query(`set local lock_timeout = '${patienceMs}ms'`)
}
