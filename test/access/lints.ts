/**
 * What must never be found in the catalogue of the database, each as a query that finds it, and with something that would
 * make it so: a lint that does not find what was planted for it is none.
 */
type Lint = { readonly name: string; readonly finds: string; readonly planted: string }

const declared = `relnamespace = 'data'::regnamespace and relkind in ('r', 'p')`
const ours = `p.pronamespace in ('portico'::regnamespace, 'data'::regnamespace)`
const views = `'^p_[0-9a-f]{12}_'`
/** The schema of the live version's views, for what is planted there. */
const inViews = (text: string): string =>
  `do $do$ declare s text := (select 'p_' || left(hash, 12) || '_staff' from portico.live); begin execute format('${text.replaceAll("'", "''")}', s); end $do$`

export const lints: readonly Lint[] = [
  {
    name: 'a declared table without row security that is forced',
    finds: `select relname as line from pg_class where ${declared} and not (relrowsecurity and relforcerowsecurity)`,
    planted: 'alter table data.refill no force row level security',
  },
  {
    name: 'a declared table without a policy for each audience and verb',
    finds: `select c.relname || ' ' || a || ' ' || v as line from pg_class c, unnest(array['patient', 'staff']) a, unnest(array['r', 'a', 'w']) v
      where ${declared} and not exists (
        select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd::text = v and ('portico_' || a)::regrole = any (p.polroles))`,
    planted: 'drop policy "update staff" on data.refill',
  },
  {
    name: 'a policy for everybody',
    finds: 'select polname as line from pg_policy where 0 = any (polroles)',
    planted: 'create policy "planted" on data.refill for select using (id is null)',
  },
  {
    name: 'somebody but functions of ours whom a policy lets pass unasked',
    finds: `select distinct tablename || ' ' || roles::text as line from pg_policies where schemaname = 'data' and 'true' in (qual, with_check)
      and roles <> '{portico_definer}'`,
    planted: 'create policy "planted" on data.refill for select to portico_staff using (true)',
  },
  {
    name: 'a policy that reads a table, by its words',
    finds: `select tablename || ': ' || policyname as line from pg_policies
      where coalesce(qual, '') || coalesce(with_check, '') ~* '\\mfrom\\M'`,
    planted:
      'create policy "planted" on data.refill for select to portico_staff using (patient in (select id from data.patient))',
  },
  {
    name: 'a policy that reads another table, by what it depends on',
    finds: `select p.polname || ' on ' || d.refobjid::regclass as line from pg_policy p
      join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass
      where d.refobjid <> p.polrelid`,
    planted:
      'create policy "planted" on data.refill for select to portico_staff using (exists (table data.patient))',
  },
  {
    name: 'a view that is a security barrier, or runs with its reader’s rights',
    finds: `select relname as line from pg_class where relkind = 'v' and relnamespace::regnamespace::text ~ ${views} and reloptions::text ~ 'security_(barrier|invoker)=(true|on|1)'`,
    planted: inViews('alter view %I.refill set (security_barrier = true)'),
  },
  {
    name: 'a view that does not belong to its audience’s reader',
    finds: `select schemaname || ' ' || viewowner as line from pg_views where schemaname ~ ${views}
      and viewowner <> 'portico_reader_' || split_part(schemaname, '_', 3)`,
    planted: inViews('alter view %I.refill owner to portico_owner'),
  },
  {
    name: 'a function of ours without its search path, temporary names last',
    finds: `select p.oid::regprocedure::text as line from pg_proc p where ${ours}
      and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)`,
    planted: 'alter function portico.actor_roles() reset search_path',
  },
  {
    name: 'a function that lends the rights of somebody who can sign in, or do more',
    finds: `select p.oid::regprocedure::text || ' ' || r.rolname as line from pg_proc p join pg_roles r on r.oid = p.proowner
      where p.prosecdef and ${ours} and (r.rolcanlogin or r.rolsuper or r.rolbypassrls or r.rolcreaterole)`,
    planted: 'alter function portico.actor() owner to current_user',
  },
  {
    name: 'a function of ours that everybody may execute',
    finds: `select p.oid::regprocedure::text as line from pg_proc p where ${ours}
      and exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0)`,
    planted: 'grant execute on function portico.actor_roles() to public',
  },
  {
    name: 'a relation that everybody may use',
    finds: `select c.oid::regclass::text as line from pg_class c, aclexplode(c.relacl) a
      where a.grantee = 0 and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
    planted: 'grant select on data.refill to public',
  },
  {
    name: 'a schema that everybody may use',
    finds: `select nspname::text as line from pg_namespace n, aclexplode(n.nspacl) a
      where a.grantee = 0 and nspname !~ '^(pg_|information_schema|probe)'`,
    planted: 'grant usage on schema data to public',
  },
  {
    name: 'a right on the database that everybody has',
    finds: `select privilege_type as line from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba)))
      where d.datname = current_database() and grantee = 0`,
    planted: `do $do$ begin execute format('grant temporary on database %I to public', current_database()); end $do$`,
  },
  {
    name: 'something of Postgres’s own with which a login could hold up, end or leave something for others',
    finds: `select l || ' ' || p.oid::regprocedure as line from pg_proc p, unnest(array['portico_patient', 'portico_staff', 'portico_auth', 'portico_worker', 'portico_trail', 'portico_keys']) l
      where p.pronamespace = 'pg_catalog'::regnamespace
        and p.proname ~ '^(pg_(try_)?advisory_|lo_|loread$|lowrite$|pg_terminate_backend$|pg_cancel_backend$)' and has_function_privilege(l, p.oid, 'EXECUTE')`,
    planted: 'grant execute on function pg_advisory_lock(bigint) to public',
  },
  {
    name: 'a login that is a superuser, passes row security by, or makes roles or databases',
    finds: `select rolname as line from pg_roles where rolname like 'portico\\_%'
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    planted: 'create role portico_planted nologin bypassrls',
  },
  {
    name: 'a login that is a member of another',
    finds: `select member::regrole::text as line from pg_auth_members where member::regrole::text like 'portico\\_%' and member <> 'portico_publisher'::regrole`,
    planted: 'create role portico_planted nologin; grant portico_definer to portico_planted',
  },
  {
    name: 'a copied column that leads no index',
    finds: `select c.relname || '.' || a.attname as line from pg_class c join pg_attribute a on a.attrelid = c.oid
      where ${declared} and a.attname like '\\_via.%' and not exists (
        select 1 from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum and i.indisvalid)`,
    planted: 'drop index data."refill.by.patient.location"',
  },
  {
    name: 'a reference that leads no index',
    finds: `select c.conrelid::regclass || ': ' || c.conname as line from pg_constraint c
      where c.contype = 'f' and c.connamespace = 'data'::regnamespace and not exists (
        select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = any (c.conkey) and i.indisvalid)`,
    planted: 'drop index data."slot.by.provider"',
  },
  {
    name: 'a constraint that was not proven',
    finds: `select conname as line from pg_constraint where connamespace = 'data'::regnamespace and not convalidated`,
    planted: 'alter table data.refill add constraint planted check (id is not null) not valid',
  },
]
