-- What every statement asks, several times over: who acts, what time it is, and the MAC of a line. They say what they said,
-- in plain steps: as queries of their own each cost Postgres ten times as much as the hash it was about.

create or replace function portico.portico_now() returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  seconds double precision;
begin
  select s.value::double precision into seconds from portico.setting s where s.name = 'clock_offset_seconds';
  return clock_timestamp() + seconds * interval '1 second';
end $$;

create or replace function portico.keyed_mac(key_name text, payload text) returns bytea
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  key bytea;
begin
  select s.value into key from portico.secret s where s.name = key_name;
  return sha256(key || sha256(key || convert_to(payload, 'UTF8')));
end $$;

create or replace function portico.actor_binding(payload text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return encode(portico.keyed_mac('actor',
    payload || ' ' || pg_backend_pid()::text || ' ' || extract(epoch from transaction_timestamp())::text), 'hex');
end $$;

-- A seal that cannot be made, because its key is gone, is not a seal that fits.
create or replace function portico.actor() returns jsonb
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  sealed text := current_setting('portico.actor', true);
  payload text := substr(sealed, 65);
begin
  if sealed is null or sealed = '' or left(sealed, 64) is distinct from portico.actor_binding(payload) then
    raise exception using errcode = 'PT000', message = 'no actor';
  end if;
  return payload::jsonb;
end $$;

create or replace function portico.seal_actor(actor jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('portico.actor', portico.actor_binding(actor::text) || actor::text, true);
end $$;

create or replace function portico.actor_roles() returns text[]
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return array(select jsonb_array_elements_text(portico.actor() -> 'roles'));
end $$;

create or replace function portico.actor_me() returns uuid
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
begin
  return (actor ->> case actor ->> 'audience' when 'patient' then 'patient' else 'person' end)::uuid;
end $$;

create or replace function portico.actor_patient() returns uuid
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (portico.actor() ->> 'patient')::uuid;
end $$;

create or replace function portico.actor_stands_for() returns uuid
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (portico.actor() ->> 'stands_for')::uuid;
end $$;

create or replace function portico.actor_request() returns uuid
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return (portico.actor() ->> 'request')::uuid;
end $$;

create or replace function portico.actor_fact(name text) returns text
language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
  return portico.actor() -> 'facts' ->> name;
end $$;

create or replace function portico.acting_account() returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(current_setting('portico.actor', true), '') = ''
    and session_user not in ('portico_patient', 'portico_staff', 'portico_worker') then return null; end if;
  return (portico.actor() ->> 'account')::uuid;
end $$;

create or replace function portico.day_of(moment timestamptz) returns date
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  zone text;
begin
  select s.value into zone from portico.setting s where s.name = 'timezone';
  return (moment at time zone zone)::date;
end $$;

create or replace function portico.today() returns date
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return portico.day_of(portico.portico_now());
end $$;

create or replace function portico.entry_payload(
  seq bigint, at timestamptz, verb text, outcome text, code text, account uuid, person uuid, audience text, roles text[],
  on_behalf_of uuid, version int, table_id text, records uuid[], patients uuid[], fields text[], detail text,
  address text, browser text, session uuid
) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_array(seq, extract(epoch from at), verb, outcome, code, account, person, audience, roles, on_behalf_of,
    version, table_id, records, patients, fields, detail, address, browser, session)::text;
end $$;

create or replace function portico.is_declared(move jsonb, of_version int, of_workflow text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  is_system boolean := actor ->> 'audience' = 'system';
  acts_as text[] := case when is_system then array['system']
    else array_remove(array(select jsonb_array_elements_text(actor -> 'roles')), 'system') end;
begin
  return exists (
    select 1 from portico.declared_transition d
    where d.version = of_version and d.workflow = of_workflow and d.table_id = move ->> 'table'
      and d.transition = coalesce(move ->> 'transition', '') and d.from_state = coalesce(move ->> 'from', '')
      and d.to_state = move ->> 'to' and d.ends = (move ->> 'ends')::boolean
      and d.taken_by && acts_as
      -- The engine said so a moment ago; a little more than it allows is no second opinion about that moment.
      and (d.fresh_minutes is null or is_system
        or (actor ->> 'fresh_at')::timestamptz >= portico.portico_now() - (d.fresh_minutes * interval '1 minute' + interval '10 seconds'))
      and not exists (select 1 from jsonb_array_elements(move -> 'effects') e where e ->> 'notice' is distinct from d.notice));
end $$;
