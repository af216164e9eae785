-- A message's link holds a random id and nothing else: what kind of request it is of is told only to whoever may see it.

set role portico_owner;

create function portico.table_of_request(of_request uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  r record;
begin
  select q.id, q.table_id into r from portico.request q where q.id = of_request;
  if not found or not portico.is_visible(r.table_id, r.id) then return null; end if;
  perform portico.entry_write('list', r.table_id, array[r.id],
    array_remove(array[(portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid], null), null, 'link');
  return r.table_id;
end $$;

reset role;
alter function portico.table_of_request(uuid) owner to portico_definer;
grant execute on function portico.table_of_request(uuid) to portico_patient, portico_staff;

-- As before; and who followed a link to what is not hers concerns the patient whose request it is.
create or replace function portico.entry_refusal(
  session_mac bytea, verb text, code text, table_id text, records uuid[], fields text[], detail text, address text, browser text,
  stands_for uuid default null
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb;
  patients uuid[];
begin
  begin
    actor := portico.session_actor(session_mac, false, stands_for);
  exception when sqlstate 'PT007' then
    actor := portico.session_actor(session_mac, false) || jsonb_build_object('patient', stands_for);
    patients := array[stands_for];
  end;
  if patients is null and table_id is null and verb = 'open' then
    select array_agg(distinct o.owner) into patients from portico.request r,
      lateral (select (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid as owner) o
      where r.id = any (records) and o.owner is not null;
  end if;
  return portico.append_entry(coalesce(actor, jsonb_build_object('address', address, 'browser', browser)),
    verb, 'refused', code, table_id, records, patients, fields, detail);
end $$;

-- Whether the database is as far as the program that serves it, for whoever asks a process whether it is ready.
create function portico.migrations() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select m.name from public.portico_migration m;
end;
alter function portico.migrations() owner to portico_definer;
revoke all on function portico.migrations() from public;
grant usage on schema public to portico_definer;
grant select on public.portico_migration to portico_definer;
grant execute on function portico.migrations() to portico_auth;
