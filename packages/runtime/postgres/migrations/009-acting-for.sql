-- Acting for somebody. A proxy role is held for one patient, and counts only in a call that names her: who stands for
-- whom is asked of account_role in every transaction, so ending a right ends it with the next call, in every open tab.
-- There is no state of a session to forget: two tabs of one browser may stand for two people.

-- Ending is a fact of its own. The list of verbs is added to, so that it holds whatever other migrations added.
do $$
declare
  held text := (select pg_get_constraintdef(oid) from pg_constraint
    where conrelid = 'portico.entry'::regclass and conname = 'entry_verb_check');
begin
  execute 'alter table portico.entry drop constraint entry_verb_check';
  execute 'alter table portico.entry add constraint entry_verb_check '
    || replace(held, '''grant-role''::text', '''grant-role''::text, ''revoke-role''::text');
end $$;

set role portico_owner;

alter table portico.role add column proxy boolean not null default false;
alter table portico.account_role drop constraint account_role_pkey, add column for_patient uuid;
alter table portico.account_role add unique nulls not distinct (account, role, for_patient);
create index on portico.account_role (for_patient) where for_patient is not null;

-- The name an account goes by, sealed with a key of its own: whoever a proxy acts for may know who does, and reads no
-- record of hers for it. Somebody who acts for a patient need not be one: then there is no person.
alter table portico.account alter column person drop not null, add column name bytea;

-- The patient a proxy stands for; null when somebody acts for herself, and for staff.
create function portico.actor_stands_for() returns uuid
language sql stable parallel restricted set search_path = pg_catalog, pg_temp
return (portico.actor() ->> 'stands_for')::uuid;

-- Whether an account may act for a patient at this moment.
create function portico.acts_for(of_account uuid, of_patient uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (
  select 1 from portico.account_role ar
    join portico.account a on a.id = ar.account and a.audience = 'patient' and a.disabled_at is null
    join portico.role r on r.id = ar.role and r.audience = 'patient' and r.proxy
  where ar.account = of_account and ar.for_patient = of_patient);

drop function portico.begin_actor(bytea, text, boolean);
drop function portico.session_actor(bytea, boolean);
drop function portico.session_account(bytea);
drop function portico.entry_refusal(bytea, text, text, text, uuid[], text[], text, text, text);

-- The session's account, if the session is not over, and whom it stands for. Who stands for a patient holds the roles
-- held for her and no other; who stands for nobody holds none of those. The strictest idle limit of all of them holds.
create function portico.session_actor(session_mac bytea, by_person boolean default true, stands_for uuid default null) returns jsonb
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
  select coalesce(array_agg(r.id order by r.id) filter (where ar.for_patient is not distinct from stands_for), '{}'),
      coalesce(min(r.idle_seconds), 900) into roles_, idle
    from portico.account_role ar
      join portico.role r on r.id = ar.role and r.audience = found_.audience and r.proxy = (ar.for_patient is not null)
    where ar.account = found_.account;
  if found_.absolute_until <= at_ or found_.last_seen + idle * interval '1 second' <= at_ then return null; end if;
  if stands_for is not null and (found_.audience <> 'patient' or roles_ = '{}') then
    raise exception using errcode = 'PT007', message = 'not acting for this patient';
  end if;
  -- A session in use is touched twice a minute at most, so that reading stays reading.
  if by_person and found_.last_seen < at_ - interval '30 seconds' then
    update portico.session set last_seen = at_ where mac = session_mac;
    found_.last_seen := at_;
  end if;
  select coalesce(array_agg(distinct p order by p), '{}') into powers_
    from portico.role r, unnest(r.powers) p where r.id = any (roles_);
  return jsonb_build_object(
    'account', found_.account, 'audience', found_.audience, 'person', found_.person,
    'patient', case found_.audience when 'patient' then coalesce(stands_for, found_.person) end, 'stands_for', stands_for,
    'roles', roles_, 'powers', powers_, 'facts', portico.person_facts(found_.audience, coalesce(stands_for, found_.person)),
    'session', found_.id, 'app', found_.app, 'fresh_at', found_.fresh_at, 'second_factor', found_.second_factor,
    'address', found_.address, 'browser', found_.browser, 'idle_seconds', idle,
    'seconds_left', floor(extract(epoch from least(found_.absolute_until, found_.last_seen + idle * interval '1 second') - at_))
  );
end $$;

-- As before: a portal that is no longer live is PT001, a session that is over or of another audience PT002, staff without
-- a second factor PT003; and a patient this account may not stand for PT007.
create function portico.begin_actor(session_mac bytea, portal_hash text, by_person boolean default true, stands_for uuid default null) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb;
begin
  perform pg_advisory_xact_lock_shared(7041778);
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
  perform portico.seal_actor(actor);
  return (actor ->> 'account')::uuid;
end $$;

create function portico.session_account(session_mac bytea, stands_for uuid default null)
returns table (actor jsonb, password text, totp bytea, totp_step bigint, name bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor_ jsonb := portico.session_actor(session_mac, false, stands_for);
begin
  if actor_ is null then return; end if;
  return query select actor_, a.password, a.totp, a.totp_step, a.name from portico.account a where a.id = (actor_ ->> 'account')::uuid;
end $$;

-- A refusal, in a transaction of its own. Who tried to stand for a patient and may not is told with her id, so that it is
-- found among what concerns her.
create function portico.entry_refusal(
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
  return portico.append_entry(coalesce(actor, jsonb_build_object('address', address, 'browser', browser)),
    verb, 'refused', code, table_id, records, patients, fields, detail);
end $$;

-- Answers and keys of one account for two people are two: a form begun for a mother is not found in one's own.
alter table portico.answers drop constraint answers_pkey, add column for_patient uuid;
alter table portico.answers add unique nulls not distinct (account, form, for_patient);
alter table portico.idempotency drop constraint idempotency_pkey, add column for_patient uuid;
alter table portico.idempotency alter column for_patient set default portico.actor_stands_for();
alter table portico.idempotency add unique nulls not distinct (account, key, for_patient);

reset role;

create or replace function portico.answers_keep(of_form text, for_patient uuid, sealed bytea) returns uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  -- After thirty days nobody can read them, so they are not kept either.
  delete from portico.answers a where a.kept_at <= portico.portico_now() - interval '30 days';
  insert into portico.answers as a (account, form, patient, body, kept_at, for_patient)
    values ((portico.actor() ->> 'account')::uuid, of_form, answers_keep.for_patient, sealed, portico.portico_now(), portico.actor_stands_for())
  on conflict (account, form, for_patient) do update set body = excluded.body, patient = excluded.patient, kept_at = excluded.kept_at,
    key = case when a.patient is distinct from excluded.patient then gen_random_uuid() else a.key end
  returning key;
end;

create or replace function portico.answers_load(of_form text) returns table (patient uuid, body bytea, key uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.patient, a.body, a.key from portico.answers a
  where a.account = (portico.actor() ->> 'account')::uuid and a.form = of_form
    and a.for_patient is not distinct from portico.actor_stands_for()
    and a.kept_at > portico.portico_now() - interval '30 days';
end;

create or replace function portico.answers_drop(of_form text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from portico.answers a where a.account = (portico.actor() ->> 'account')::uuid and a.form = of_form
    and a.for_patient is not distinct from portico.actor_stands_for();
end;

create or replace function portico.lock_request(of_table text, of_request uuid, of_key uuid)
returns table (
  actor jsonb, at timestamptz, today date, workflow text, pinned int, state text, version int, facts jsonb,
  replay_hash bytea, replay_version int, replay_state text, replay_due timestamptz
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.is_visible(of_table, of_request) then return; end if;
  perform portico.hold_key(of_key);
  perform 1 from portico.request r where r.id = of_request and r.table_id = of_table for update;
  return query
    select portico.actor(), portico.portico_now(), portico.today(), r.workflow, r.pinned, r.state, r.version,
      portico.record_facts(of_table, of_request), i.input_hash, i.version, i.state, i.due
    from portico.request r
    left join portico.idempotency i on i.account = (portico.actor() ->> 'account')::uuid and i.key = of_key
      and i.for_patient is not distinct from portico.actor_stands_for()
    where r.id = of_request and r.table_id = of_table;
end $$;

create or replace function portico.replay_of(of_key uuid)
returns table (hash bytea, request uuid, version int, state text, due timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform portico.hold_key(of_key);
  return query select i.input_hash, i.request, i.version, i.state, i.due from portico.idempotency i
    where i.account = (portico.actor() ->> 'account')::uuid and i.key = of_key
      and i.for_patient is not distinct from portico.actor_stands_for();
end $$;

set role portico_owner;

-- A role held for a patient is given by somebody with the power for it, and never to the patient herself. False: the
-- sign-in is too old for it.
create function portico.grant_proxy(of_account uuid, of_patient uuid, of_role text, fresh_minutes int) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  people text;
  is_there boolean;
begin
  if not portico.actor() -> 'powers' ? 'grant-roles' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  select t.key into people from portico.live l join portico.version v on v.number = l.version, jsonb_each(v.body::jsonb -> 'tables') t
    where t.value ->> 'people' = 'patient';
  execute format('select exists (select 1 from data.%I where id = $1 and _deleted is null)', people) into is_there using of_patient;
  if not is_there
    or of_account = (portico.actor() ->> 'account')::uuid
    or not exists (select 1 from portico.role r where r.id = of_role and r.audience = 'patient' and r.proxy)
    or not exists (select 1 from portico.account a where a.id = of_account and a.audience = 'patient' and a.disabled_at is null
      and a.person is distinct from of_patient) then
    raise exception using errcode = 'PT005', message = 'not possible';
  end if;
  if (portico.actor() ->> 'fresh_at')::timestamptz < portico.portico_now() - fresh_minutes * interval '1 minute' then
    return false;
  end if;
  insert into portico.account_role values (of_account, of_role, of_patient) on conflict do nothing;
  if found then perform portico.entry_write('grant-role', null, array[of_account], array[of_patient], null, of_role); end if;
  return true;
end $$;

-- Ended by who may grant it, by the proxy, or by the patient she acts for. All of it, at once.
create function portico.end_proxy(of_account uuid, of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  ended record;
begin
  if not (actor -> 'powers' ? 'grant-roles' or of_account = (actor ->> 'account')::uuid
    or (actor ->> 'audience' = 'patient' and actor ->> 'stands_for' is null and of_patient = (actor ->> 'person')::uuid)) then
    raise exception using errcode = 'PT005', message = 'not hers to end';
  end if;
  if not exists (select 1 from portico.account_role ar where ar.account = of_account and ar.for_patient = of_patient) then
    raise exception using errcode = 'PT005', message = 'nothing to end';
  end if;
  delete from portico.answers a where a.account = of_account and a.for_patient = of_patient;
  for ended in delete from portico.account_role ar where ar.account = of_account and ar.for_patient = of_patient returning ar.role loop
    perform portico.entry_write('revoke-role', null, array[of_account], array[of_patient], null, ended.role);
  end loop;
end $$;

-- Whom the actor may act for, and who may act for the actor.
create function portico.proxies() returns table (account uuid, patient uuid, roles text[], name bytea, is_mine boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := (portico.actor() ->> 'account')::uuid;
  self uuid := case when portico.actor_stands_for() is null then (portico.actor() ->> 'person')::uuid end;
begin
  if exists (select 1 from portico.account_role ar where ar.for_patient = self) then
    perform portico.entry_write('list', null, null, array[self], null, 'proxies');
  end if;
  return query
    select ar.account, ar.for_patient, array_agg(ar.role order by ar.role), a.name, ar.account = me
    from portico.account_role ar
      join portico.account a on a.id = ar.account and a.disabled_at is null
      join portico.role r on r.id = ar.role and r.audience = 'patient' and r.proxy
    where ar.for_patient is not null and (ar.account = me or ar.for_patient = self)
    group by ar.account, ar.for_patient, a.name, a.created
    order by a.created, ar.account, ar.for_patient;
end $$;

-- What a patient is told, whoever began the request for her is told as well, as long as he acts for her: each to his own
-- address and in his own language. The engine decided that the patient is told; this is who that is.
alter table portico.effect drop constraint effect_receiver_check;
alter table portico.effect add constraint effect_receiver_check check (receiver in ('patient', 'queue', 'proxy'));

create function portico.beginner_for(of_request uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
return (
  select t.account from portico.transition t join portico.request r on r.id = t.request
  where t.request = of_request and t.version = 1 and t.audience = 'patient'
    and portico.acts_for(t.account, (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid));

create function portico.tell_proxy() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if portico.beginner_for(new.request) is not null then
    insert into portico.effect (id, request, version, ordinal, notice, receiver, state, created)
      values (gen_random_uuid(), new.request, new.version, 1000 + new.ordinal, new.notice, 'proxy', new.state, new.created);
  end if;
  return null;
end $$;
create trigger tell_proxy after insert on portico.effect for each row when (new.receiver = 'patient') execute function portico.tell_proxy();

reset role;

create or replace function portico.take_effect(work uuid)
returns table (notice text, receiver text, request uuid, workflow text, state text, queue text, person uuid, address bytea, language text, version int, status text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e record;
  r record;
  owner_ uuid;
  proxy_ uuid;
begin
  select * into r from portico.request q where q.id = portico.actor_request() for update;
  select * into e from portico.effect x where x.id = work and x.request = r.id;
  if not found then return; end if;
  owner_ := (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid;
  proxy_ := portico.beginner_for(r.id);
  if e.status = 'pending' and ((e.version < r.version and e.state <> r.state) or (e.receiver = 'proxy' and proxy_ is null)) then
    update portico.effect x set status = 'superseded', at = portico.portico_now() where x.id = work;
    perform portico.entry_write('notice', r.table_id, array[r.id], null, null, 'superseded');
    e.status := 'superseded';
  end if;
  return query select e.notice, e.receiver, r.id, r.workflow, r.state, portico.record_facts(r.table_id, r.id) ->> 'queue',
    c.person, c.address, coalesce(c.language, 'en'), r.pinned, e.status
    from (select 1) one left join portico.contact c on c.person = case e.receiver
      when 'patient' then owner_
      when 'proxy' then (select coalesce(a.person, a.id) from portico.account a where a.id = proxy_) end;
end $$;

do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.acts_for(uuid, uuid)', 'portico.session_actor(bytea, boolean, uuid)', 'portico.begin_actor(bytea, text, boolean, uuid)',
    'portico.session_account(bytea, uuid)', 'portico.entry_refusal(bytea, text, text, text, uuid[], text[], text, text, text, uuid)',
    'portico.grant_proxy(uuid, uuid, text, int)', 'portico.end_proxy(uuid, uuid)', 'portico.proxies()', 'portico.beginner_for(uuid)',
    'portico.tell_proxy()']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.actor_stands_for() to portico_definer;
grant execute on function portico.begin_actor(bytea, text, boolean, uuid) to portico_patient, portico_staff, portico_publisher, portico_trail;
grant execute on function portico.session_actor(bytea, boolean, uuid), portico.session_account(bytea, uuid),
  portico.entry_refusal(bytea, text, text, text, uuid[], text[], text, text, text, uuid) to portico_auth;
grant execute on function portico.grant_proxy(uuid, uuid, text, int) to portico_staff;
grant execute on function portico.end_proxy(uuid, uuid) to portico_staff, portico_patient;
grant execute on function portico.proxies() to portico_patient;
