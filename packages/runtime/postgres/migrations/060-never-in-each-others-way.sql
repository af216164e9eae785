-- Whoever acts and whoever publishes never wait for each other at once. A read is one statement: Postgres locks its tables
-- while it plans it, before `begin_actor` runs in it. Had that to wait for a publishing, which waits for these tables, both
-- would stand still. So beginning to act waits for nothing: while somebody publishes, or is about to, it says so at once
-- (PT008), which lets go of the tables. The program then waits in a statement of its own, that holds nothing, and asks
-- again (decision 035).

create or replace function portico.begin_actor(session_mac bytea, portal_hash text, by_person boolean default true, stands_for uuid default null) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb;
begin
  if not pg_try_advisory_xact_lock_shared(7041778) then
    raise exception using errcode = 'PT008', message = 'somebody publishes';
  end if;
  if portal_hash is distinct from (select hash from portico.live) then
    raise exception using errcode = 'PT001', message = 'another version is live';
  end if;
  actor := portico.session_actor(session_mac, by_person, stands_for);
  if actor is null then raise exception using errcode = 'PT002', message = 'no session'; end if;
  if session_user <> 'portico_' || (actor ->> 'audience')
    and not (actor ->> 'audience' = 'staff' and session_user in ('portico_publisher', 'portico_trail')) then
    raise exception using errcode = 'PT002', message = 'no session';
  end if;
  if actor ->> 'audience' = 'staff' and not (actor ->> 'second_factor')::boolean then
    raise exception using errcode = 'PT003', message = 'second factor needed';
  end if;
  perform portico.seal_actor(actor || jsonb_build_object('by_person', by_person));
  return (actor ->> 'account')::uuid;
end $$;

create or replace function portico.begin_work(work uuid, portal_hash text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  target uuid;
begin
  if not pg_try_advisory_xact_lock_shared(7041778) then
    raise exception using errcode = 'PT008', message = 'somebody publishes';
  end if;
  if portal_hash is distinct from (select hash from portico.live) then
    raise exception using errcode = 'PT001', message = 'another version is live';
  end if;
  select request into target from portico.deadline
    where id = work and status = 'armed' and at <= portico.portico_now() + interval '50 milliseconds';
  if not found then
    select request into target from portico.effect where id = work and status = 'pending';
  end if;
  if target is null then return null; end if;
  perform portico.seal_actor(jsonb_build_object(
    'account', null, 'audience', 'system', 'person', null, 'patient', null, 'roles', '[]'::jsonb,
    'powers', '[]'::jsonb, 'facts', '{}'::jsonb, 'request', target));
  return target;
end $$;

set role portico_owner;

-- Waits until nobody publishes, and holds nothing afterwards: what a block took goes when the block is undone. No longer
-- than the login's statements may take.
create function portico.await_publishing() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(7041778);
  raise exception using errcode = 'PT008', message = 'nobody publishes';
exception when sqlstate 'PT008' then
  null;
end $$;

reset role;
alter function portico.await_publishing() owner to portico_definer;
grant execute on function portico.await_publishing() to portico_patient, portico_staff, portico_worker, portico_trail, portico_publisher;
