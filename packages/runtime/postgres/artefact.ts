import { literal } from './identifier.ts'

/**
 * Writes on every policy and function that this transaction made which portal it was compiled from: by its comment, so
 * that no call asks for it. What an earlier version left behind keeps that version's hash, and is found by it.
 */
export const markArtefacts = (hash: string): string =>
  `do $do$ declare a record; begin
    for a in select format('policy %I on %s', polname, polrelid::regclass) as name from pg_policy where xmin = pg_current_xact_id()::xid
      union all select 'function ' || oid::regprocedure from pg_proc where xmin = pg_current_xact_id()::xid
    loop execute format('comment on %s is %L', a.name, ${literal(`portal ${hash}`)}); end loop; end $do$`
