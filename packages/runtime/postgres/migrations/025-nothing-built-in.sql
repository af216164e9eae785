-- What Postgres gives to everybody and no login of ours has a use for. With a lock of its own choice a stolen login could
-- hold up everybody's work (7041778 is taken by whoever acts); with a large object it could leave something for the next
-- one on the same connection pool; and it could end the calls of others who come through the same login.
--
-- Only a superuser owns these. Where the practice's Postgres has none to lend, they stay, and docs/security.md says so.
do $$
declare
  given record;
begin
  if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then return; end if;
  for given in
    select p.oid::regprocedure as name, p.proname ~ '^pg_(try_)?advisory_' as is_lock from pg_catalog.pg_proc p
      where p.pronamespace = 'pg_catalog'::regnamespace
        and p.proname ~ '^(pg_(try_)?advisory_|lo_|loread$|lowrite$|pg_terminate_backend$|pg_cancel_backend$)'
  loop
    execute format('revoke execute on function %s from public', given.name);
    if given.is_lock then
      execute format('grant execute on function %s to portico_owner, portico_definer, portico_publisher, portico_sealer', given.name);
    end if;
  end loop;
end $$;
