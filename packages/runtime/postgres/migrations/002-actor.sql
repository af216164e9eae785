-- Who acts now. The runtime hands over the keyed MAC of a session's token; the database itself checks the session
-- and keeps the actor in one transaction-local setting, sealed with a key no login can read and bound to this
-- backend and transaction. A forged or missing setting raises: it never reads as "no rows".

set role portico_owner;

create function portico.portico_now() returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp
return clock_timestamp() + (select value::double precision * interval '1 second' from portico.setting where name = 'clock_offset_seconds');

create function portico.keyed_mac(key_name text, payload text) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select sha256(value || sha256(value || convert_to(payload, 'UTF8'))) from portico.secret where name = key_name);

-- The moment is a number: as text it would read the same in two transactions, if the session chose its time zone well.
create function portico.actor_binding(payload text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
return encode(portico.keyed_mac('actor',
  payload || ' ' || pg_backend_pid()::text || ' ' || extract(epoch from transaction_timestamp())::text), 'hex');

create function portico.seal_actor(actor jsonb) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select set_config('portico.actor', portico.actor_binding(actor::text) || actor::text, true);
end;

create function portico.actor() returns jsonb
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

create function portico.actor_roles() returns text[]
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return (select array(select jsonb_array_elements_text(portico.actor() -> 'roles')));

create function portico.actor_me() returns uuid
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return (select (a ->> case a ->> 'audience' when 'patient' then 'patient' else 'person' end)::uuid from portico.actor() a);

create function portico.actor_patient() returns uuid
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return (portico.actor() ->> 'patient')::uuid;

-- The one request a system actor may touch: that of the deadline or effect it began with.
create function portico.actor_request() returns uuid
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return (portico.actor() ->> 'request')::uuid;

create function portico.actor_fact(name text) returns text
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return portico.actor() -> 'facts' ->> name;

-- Replaced by each publishing: what permissions' conditions ask about the actor and about records.
create function portico.person_facts(audience text, person uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp return '{}'::jsonb;

create function portico.today() returns date
language sql stable security definer set search_path = pg_catalog, pg_temp
return (portico.portico_now() at time zone (select value from portico.setting where name = 'timezone'))::date;

create function portico.day_of(moment timestamptz) returns date
language sql stable security definer set search_path = pg_catalog, pg_temp
return (moment at time zone (select value from portico.setting where name = 'timezone'))::date;

-- Who made a change, for what is kept beside the record; null when Portico itself loads people. A login that acts for
-- somebody has an actor to the end: one who clears it within a change would take his name off what it replaced.
create function portico.acting_account() returns uuid
language sql stable set search_path = pg_catalog, pg_temp
return case when coalesce(current_setting('portico.actor', true), '') = '' and session_user not in ('portico_patient', 'portico_staff', 'portico_worker')
  then null else (portico.actor() ->> 'account')::uuid end;

-- The session's account, if the session is not over. A call that a page makes by itself shows nothing of a person, so it
-- does not make the session last longer (45 CFR 164.312(a)(2)(iii)).
create function portico.session_actor(session_mac bytea, by_person boolean default true) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_ record;
  roles_ text[];
  powers_ text[];
  idle int;
  at_ timestamptz := portico.portico_now();
begin
  select s.*, a.audience, a.person into found_
    from portico.session s join portico.account a on a.id = s.account
    where s.mac = session_mac and s.ended_at is null and a.disabled_at is null;
  if not found then return null; end if;
  select coalesce(array_agg(r.id order by r.id), '{}'), coalesce(min(r.idle_seconds), 900) into roles_, idle
    from portico.account_role ar join portico.role r on r.id = ar.role and r.audience = found_.audience
    where ar.account = found_.account;
  if found_.absolute_until <= at_ or found_.last_seen + idle * interval '1 second' <= at_ then return null; end if;
  -- A session in use is touched twice a minute at most, so that reading stays reading.
  if by_person and found_.last_seen < at_ - interval '30 seconds' then
    update portico.session set last_seen = at_ where mac = session_mac;
    found_.last_seen := at_;
  end if;
  select coalesce(array_agg(distinct p order by p), '{}') into powers_
    from portico.role r, unnest(r.powers) p where r.id = any (roles_);
  return jsonb_build_object(
    'account', found_.account, 'audience', found_.audience, 'person', found_.person,
    'patient', case found_.audience when 'patient' then found_.person end,
    'roles', roles_, 'powers', powers_, 'facts', portico.person_facts(found_.audience, found_.person),
    'session', found_.id, 'app', found_.app, 'fresh_at', found_.fresh_at, 'second_factor', found_.second_factor,
    'address', found_.address, 'browser', found_.browser, 'idle_seconds', idle,
    'seconds_left', floor(extract(epoch from least(found_.absolute_until, found_.last_seen + idle * interval '1 second') - at_))
  );
end $$;

-- Begins a transaction as the session's account. Refuses a portal that is no longer live (PT001), a session that is
-- over or of another audience than this login (PT002), and staff without a second factor (PT003).
--
-- Whoever acts holds up a publishing to the end of the transaction, for milliseconds: what the engine decided by one
-- version is never written under the next. 7041778 is the lock that publishing takes alone.
create function portico.begin_actor(session_mac bytea, portal_hash text, by_person boolean default true) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb;
begin
  perform pg_advisory_xact_lock_shared(7041778);
  if portal_hash is distinct from (select hash from portico.live) then
    raise exception using errcode = 'PT001', message = 'another version is live';
  end if;
  actor := portico.session_actor(session_mac, by_person);
  if actor is null then raise exception using errcode = 'PT002', message = 'no session'; end if;
  if session_user <> 'portico_' || (actor ->> 'audience')
    and not (actor ->> 'audience' = 'staff' and session_user in ('portico_publisher', 'portico_trail')) then
    raise exception using errcode = 'PT002', message = 'no session';
  end if;
  if actor ->> 'audience' = 'staff' and not (actor ->> 'second_factor')::boolean then
    raise exception using errcode = 'PT003', message = 'second factor needed';
  end if;
  perform portico.seal_actor(actor);
  return (actor ->> 'account')::uuid;
end $$;

-- Begins a transaction as the system, for the one request whose deadline has come or whose effect is waiting.
create function portico.begin_work(work uuid, portal_hash text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  target uuid;
begin
  perform pg_advisory_xact_lock_shared(7041778);
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

reset role;
alter function portico.portico_now() owner to portico_definer;
alter function portico.today() owner to portico_definer;
alter function portico.day_of(timestamptz) owner to portico_definer;
grant execute on function portico.acting_account() to portico_definer;
alter function portico.keyed_mac(text, text) owner to portico_definer;
alter function portico.actor_binding(text) owner to portico_definer;
alter function portico.seal_actor(jsonb) owner to portico_definer;
alter function portico.actor() owner to portico_definer;
alter function portico.person_facts(text, uuid) owner to portico_definer;
alter function portico.session_actor(bytea, boolean) owner to portico_definer;
alter function portico.begin_actor(bytea, text, boolean) owner to portico_definer;
alter function portico.begin_work(uuid, text) owner to portico_definer;

grant execute on function portico.portico_now(), portico.today(), portico.day_of(timestamptz), portico.actor(), portico.actor_roles(), portico.actor_me(),
  portico.actor_patient(), portico.actor_request(), portico.actor_fact(text)
  to portico_patient, portico_staff, portico_worker, portico_trail, portico_publisher, portico_definer,
  portico_reader_patient, portico_reader_staff, portico_reader_system, portico_auth, portico_sealer, portico_owner;
grant execute on function portico.begin_actor(bytea, text, boolean) to portico_patient, portico_staff, portico_publisher, portico_trail;
grant execute on function portico.begin_work(uuid, text) to portico_worker;
grant execute on function portico.session_actor(bytea, boolean) to portico_auth;
