-- The same answers in fewer steps: who acts is asked some ten times a call, and a function called from a function costs
-- Postgres more than the hash that it is about.

-- The seal lies beside what it seals, and not before it in the same text: taking such a text apart took as long as the hash.
create or replace function portico.seal_actor(actor jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  payload text := actor::text;
begin
  perform set_config('portico.actor', payload, true), set_config('portico.seal', portico.actor_binding(payload), true);
end $$;

-- A seal that cannot be made, because its key is gone, is not a seal that fits.
create or replace function portico.actor() returns jsonb
language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  payload text := current_setting('portico.actor', true);
  key bytea;
begin
  select s.value into key from portico.secret s where s.name = 'actor';
  if payload <> '' and current_setting('portico.seal', true) = encode(sha256(key || sha256(key || convert_to(
      payload || ' ' || pg_backend_pid()::text || ' ' || extract(epoch from transaction_timestamp())::text, 'UTF8'))), 'hex') then
    return payload::jsonb;
  end if;
  raise exception using errcode = 'PT000', message = 'no actor';
end $$;

-- The session's account, if the session is not over, and whom it stands for. Who stands for a patient holds the roles
-- held for her and no other; who stands for nobody holds none of those. The strictest idle limit of all of them holds.
create or replace function portico.session_actor(session_mac bytea, by_person boolean default true, stands_for uuid default null) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_ record;
  roles_ text[];
  powers_ text[];
  idle int;
  has_powers boolean;
  at_ timestamptz := portico.portico_now();
  until_ timestamptz;
begin
  select s.id, s.app, s.fresh_at, s.second_factor, s.address, s.browser, s.last_seen, s.absolute_until, s.account, a.audience, a.person into found_
    from portico.session s join portico.account a on a.id = s.account
    where s.mac = session_mac and s.ended_at is null and a.disabled_at is null;
  if not found then return null; end if;
  select coalesce(array_agg(r.id order by r.id) filter (where h.for_patient is not distinct from stands_for), '{}'),
      coalesce(min(r.idle_seconds), 900), bool_or(r.powers <> '{}') into roles_, idle, has_powers
    from portico.role_held h
      join portico.role r on r.id = h.role and r.audience = found_.audience and r.proxy = (h.for_patient is not null)
    where h.account = found_.account;
  if found_.absolute_until <= at_ or found_.last_seen + idle * interval '1 second' <= at_ then return null; end if;
  if stands_for is not null and (found_.audience <> 'patient' or roles_ = '{}') then
    raise exception using errcode = 'PT007', message = 'not acting for this patient';
  end if;
  -- A session in use is touched twice a minute at most, so that reading stays reading.
  if by_person and found_.last_seen < at_ - interval '30 seconds' then
    update portico.session set last_seen = at_ where mac = session_mac;
    found_.last_seen := at_;
  end if;
  if has_powers then
    select coalesce(array_agg(distinct p order by p), '{}') into powers_
      from portico.role r, unnest(r.powers) p where r.id = any (roles_);
  end if;
  until_ := least(found_.absolute_until, found_.last_seen + idle * interval '1 second');
  return jsonb_build_object(
    'account', found_.account, 'audience', found_.audience, 'person', found_.person,
    'patient', case found_.audience when 'patient' then coalesce(stands_for, found_.person) end, 'stands_for', stands_for,
    'roles', roles_, 'powers', coalesce(powers_, '{}'), 'facts', portico.person_facts(found_.audience, coalesce(stands_for, found_.person)),
    'session', found_.id, 'app', found_.app, 'fresh_at', found_.fresh_at, 'second_factor', found_.second_factor,
    'address', found_.address, 'browser', found_.browser, 'idle_seconds', idle,
    'seconds_left', floor(extract(epoch from until_ - at_))
  );
end $$;

create or replace function portico.append_entry(
  actor jsonb, verb text, outcome text, code text, table_id text, records uuid[], patients uuid[], fields text[], detail text
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  seq_ bigint := nextval('portico.entry_seq_seq');
  at_ timestamptz := portico.portico_now();
  version_ int := coalesce((select l.version from portico.live l), 0);
  account_ uuid := actor ->> 'account';
  person_ uuid := actor ->> 'person';
  audience_ text := coalesce(actor ->> 'audience', 'public');
  roles_ text[] := array(select jsonb_array_elements_text(coalesce(actor -> 'roles', '[]')));
  patient_ uuid := actor ->> 'patient';
  session_ uuid := actor ->> 'session';
  records_ uuid[] := coalesce(records, '{}');
  patients_ uuid[] := coalesce(patients, '{}');
  fields_ text[] := coalesce(fields, '{}');
begin
  if outcome = 'refused' and patients_ = '{}' and table_id is not null and records is not null then
    patients_ := portico.owners_of(table_id, records);
  end if;
  insert into portico.entry (seq, at, verb, outcome, code, account, person, audience, roles, on_behalf_of, version,
    table_id, records, patients, fields, detail, address, browser, session, mac)
  overriding system value
  values (seq_, at_, verb, outcome, code, account_, person_, audience_, roles_, patient_, version_,
    table_id, records_, patients_, fields_, detail, actor ->> 'address', actor ->> 'browser', session_,
    portico.keyed_mac('entry', portico.entry_payload(seq_, at_, verb, outcome, code, account_, person_, audience_, roles_, patient_,
      version_, table_id, records_, patients_, fields_, detail, actor ->> 'address', actor ->> 'browser', session_)));
  return seq_;
end $$;

create or replace function portico.replay_of(of_key uuid)
returns table (hash bytea, request uuid, version int, state text, due timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  account_ uuid := actor ->> 'account';
  stands_for uuid := actor ->> 'stands_for';
begin
  perform pg_advisory_xact_lock(hashtextextended((actor ->> 'account') || of_key::text, 0));
  return query select i.input_hash, i.request, i.version, i.state, i.due from portico.idempotency i
    where i.account = account_ and i.key = of_key and i.for_patient is not distinct from stands_for;
end $$;

create or replace function portico.lock_request(of_table text, of_request uuid, of_key uuid)
returns table (
  actor jsonb, at timestamptz, today date, workflow text, pinned int, state text, version int, facts jsonb,
  replay_hash bytea, replay_version int, replay_state text, replay_due timestamptz
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me jsonb := portico.actor();
  account_ uuid := me ->> 'account';
  stands_for uuid := me ->> 'stands_for';
begin
  if not portico.is_visible(of_table, of_request) then return; end if;
  if of_key is not null then
    perform pg_advisory_xact_lock(hashtextextended((me ->> 'account') || of_key::text, 0));
  end if;
  perform 1 from portico.request r where r.id = of_request and r.table_id = of_table for update;
  return query
    select me, portico.portico_now(), portico.today(), r.workflow, r.pinned, r.state, r.version,
      portico.record_facts(of_table, of_request), i.input_hash, i.version, i.state, i.due
    from portico.request r
    left join portico.idempotency i on i.account = account_ and i.key = of_key and i.for_patient is not distinct from stands_for
    where r.id = of_request and r.table_id = of_table;
end $$;

-- Replaced by each publishing: whose record it is, without all that conditions ask of it.
set role portico_owner;
create function portico.record_owner(table_id text, record uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (portico.record_facts(table_id, record) ->> '_owner')::uuid;
end $$;
-- What a step ties to itself is found by its transaction: by its record, each step looked through all that the record held.
create index on portico.earlier_value (xid);
reset role;
alter function portico.record_owner(text, uuid) owner to portico_definer;

create or replace function portico.keep_step() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A request that begins replaced nothing.
  if new.version > 1 then
    update portico.earlier_value set step = new.version
      where xid = pg_current_xact_id() and record = new.request and step is null;
  end if;
  return null;
end $$;

drop function portico.hold_key(uuid);
