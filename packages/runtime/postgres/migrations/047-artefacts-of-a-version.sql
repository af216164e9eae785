-- What decides is compiled from one portal, and says which: each policy and function bears "portal <hash>" as its comment.

-- False when something that decides was compiled from another portal, or by nobody who publishes. The functions of a
-- table that no policy opens any more stay with its records and decide nothing.
create function portico.is_of(hash text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (
      select 1 from pg_policy p join pg_class c on c.oid = p.polrelid
      where c.relnamespace = 'data'::regnamespace and obj_description(p.oid, 'pg_policy') is distinct from 'portal ' || hash)
    and not exists (
      select 1 from pg_description d join pg_proc f on f.oid = d.objoid
      where d.classoid = 'pg_proc'::regclass and d.description like 'portal %' and d.description <> 'portal ' || hash
        and (f.pronamespace <> 'data'::regnamespace
          or exists (select 1 from pg_trigger t join pg_policy p on p.polrelid = t.tgrelid where t.tgfoid = f.oid)))
$$;
revoke execute on function portico.is_of(text) from public;
grant execute on function portico.is_of(text) to portico_auth;

-- What an installation has compiled already was compiled from what is live there.
do $do$ declare live text := (select l.hash from portico.live l); a record; begin
  if live is null then return; end if;
  for a in select format('policy %I on %s', p.polname, p.polrelid::regclass) as name from pg_policy p
      where p.polrelid in (select oid from pg_class where relnamespace = 'data'::regnamespace)
    union all select 'function ' || f.oid::regprocedure from pg_proc f
      where f.pronamespace = 'data'::regnamespace and f.prorettype = 'trigger'::regtype
  loop execute format('comment on %s is %L', a.name, 'portal ' || live); end loop;
end $do$;
