-- Shredding: a patient's keys are destroyed for good. One person with the power asks, another one confirms; a legal hold
-- forbids it. The trail stays whole: it holds no value, and says each step.

set role portico_owner;

create table portico.shredding (
  id uuid primary key default gen_random_uuid(),
  patient uuid not null,
  asked_by uuid not null references portico.account,
  asked_at timestamptz not null,
  confirmed_by uuid references portico.account,
  confirmed_at timestamptz,
  withdrawn_by uuid references portico.account,
  withdrawn_at timestamptz,
  check (confirmed_by <> asked_by)
);
create unique index shredding_open on portico.shredding (patient) where confirmed_at is null and withdrawn_at is null;

create table portico.legal_hold (
  id uuid primary key default gen_random_uuid(),
  patient uuid not null,
  held_by uuid not null references portico.account,
  held_at timestamptz not null,
  released_by uuid references portico.account,
  released_at timestamptz
);
create unique index legal_hold_open on portico.legal_hold (patient) where released_at is null;

-- Who may do any of this, about a patient who is there and not shredded yet. One at a time about one patient.
create function portico.begin_shred_step(of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  people text;
  is_there boolean;
begin
  if not portico.actor() -> 'powers' ? 'shred' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('shred ' || of_patient::text, 0));
  select t.key into people from portico.live l join portico.version v on v.number = l.version, jsonb_each(v.body::jsonb -> 'tables') t
    where t.value ->> 'people' = 'patient';
  execute format('select exists (select 1 from data.%I where id = $1)', people) into is_there using of_patient;
  if not is_there or exists (select 1 from portico.shredding s where s.patient = of_patient and s.confirmed_at is not null) then
    raise exception using errcode = 'PT005', message = 'no such patient';
  end if;
end $$;

create function portico.is_held(of_patient uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (select 1 from portico.legal_hold h where h.patient = of_patient and h.released_at is null);

create function portico.is_fresh_actor(fresh_minutes int) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return (portico.actor() ->> 'fresh_at')::timestamptz >= portico.portico_now() - fresh_minutes * interval '1 minute';

create function portico.ask_shredding(of_patient uuid, fresh_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform portico.begin_shred_step(of_patient);
  if not portico.is_fresh_actor(fresh_minutes) then return 'stale'; end if;
  if portico.is_held(of_patient) then return 'held'; end if;
  insert into portico.shredding (patient, asked_by, asked_at)
    values (of_patient, (portico.actor() ->> 'account')::uuid, portico.portico_now())
    on conflict (patient) where confirmed_at is null and withdrawn_at is null do nothing;
  if not found then return 'asked'; end if;
  perform portico.entry_write('shred', null, null, array[of_patient], null, 'asked');
  return 'done';
end $$;

create function portico.withdraw_shredding(of_patient uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform portico.begin_shred_step(of_patient);
  update portico.shredding set withdrawn_by = (portico.actor() ->> 'account')::uuid, withdrawn_at = portico.portico_now()
    where patient = of_patient and confirmed_at is null and withdrawn_at is null;
  if not found then return 'not-asked'; end if;
  perform portico.entry_write('shred', null, null, array[of_patient], null, 'withdrawn');
  return 'done';
end $$;

-- A hold also ends what was asked for: once it is lifted, somebody has to ask again.
create function portico.hold_patient(of_patient uuid, holds boolean, fresh_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := (portico.actor() ->> 'account')::uuid;
begin
  perform portico.begin_shred_step(of_patient);
  if not portico.is_fresh_actor(fresh_minutes) then return 'stale'; end if;
  if holds then
    insert into portico.legal_hold (patient, held_by, held_at) values (of_patient, me, portico.portico_now())
      on conflict (patient) where released_at is null do nothing;
    if not found then return 'held'; end if;
    update portico.shredding set withdrawn_by = me, withdrawn_at = portico.portico_now()
      where patient = of_patient and confirmed_at is null and withdrawn_at is null;
  else
    update portico.legal_hold set released_by = me, released_at = portico.portico_now()
      where patient = of_patient and released_at is null;
    if not found then return 'not-held'; end if;
  end if;
  perform portico.entry_write('shred', null, null, array[of_patient], null, case when holds then 'hold' else 'release' end);
  return 'done';
end $$;

-- Tokens by which she can be found lie beside her values, under a key of all patients: they are blanked. Whose a record
-- is, is known from the newest version that declares its table.
create function portico.blank_tokens(of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  t record;
  tokens text;
begin
  for t in
    select distinct on (d.key) d.key as name, case when d.value ->> 'people' = 'patient' then 'id'
        when position('.' in d.value ->> 'patient') = 0 then d.value ->> 'patient' else '_via.' || (d.value ->> 'patient') end as owner
      from portico.version v, jsonb_each(v.body::jsonb -> 'tables') d
      where d.value ->> 'people' = 'patient' or d.value ? 'patient'
      order by d.key, v.number desc
  loop
    select string_agg(format('%I = null', a.attname), ', ') into tokens from pg_attribute a
      where a.attrelid = to_regclass(format('data.%I', t.name)) and a.attnum > 0 and not a.attisdropped and starts_with(a.attname, '_find.');
    if tokens is not null then
      execute format('update data.%I set %s where %I = $1', t.name, tokens, t.owner) using of_patient;
    end if;
  end loop;
end $$;

-- 7041790 is the lock under which keys are made and rotated (027). The bytes of the wrapped keys are overwritten. A
-- patient who never had a key gets a destroyed one, so that none is made for her later.
create function portico.destroy_keys(of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7041790);
  update keys.data_key set wrapped = ''::bytea, destroyed_at = coalesce(destroyed_at, clock_timestamp()) where subject = of_patient;
  if not found then
    insert into keys.data_key (id, subject, wrapped, destroyed_at) values (gen_random_uuid(), of_patient, ''::bytea, clock_timestamp());
  end if;
  update keys.epoch set number = number + 1;
end $$;

-- What is sealed by other keys than hers, or says who she is, goes: address, unfinished answers, her way in and those of
-- whoever acted for her. A file that is marked as refused is destroyed by the worker.
create function portico.forget_patient(of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  hers uuid[] := array(select a.id from portico.account a where a.person = of_patient and a.audience = 'patient');
begin
  delete from portico.contact c where c.person = of_patient;
  delete from portico.answers a where a.patient = of_patient or a.for_patient = of_patient or a.account = any (hers);
  delete from portico.account_role r where r.for_patient = of_patient;
  update portico.session s set ended_at = portico.portico_now() where s.account = any (hers) and s.ended_at is null;
  update portico.account a set disabled_at = coalesce(a.disabled_at, portico.portico_now()), name = null, totp = null,
      sign_in = sha256(convert_to(gen_random_uuid()::text, 'UTF8')) where a.id = any (hers);
  update portico.attachment a set status = 'refused' where a.patient = of_patient and a.status <> 'uploading';
  delete from portico.attachment a where a.patient = of_patient and a.status = 'uploading';
end $$;

create function portico.confirm_shredding(of_patient uuid, fresh_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  asked record;
begin
  perform portico.begin_shred_step(of_patient);
  select s.id, s.asked_by, a.person into asked from portico.shredding s join portico.account a on a.id = s.asked_by
    where s.patient = of_patient and s.confirmed_at is null and s.withdrawn_at is null;
  if not found then return 'not-asked'; end if;
  if asked.asked_by = (actor ->> 'account')::uuid or asked.person = (actor ->> 'person')::uuid then return 'same-person'; end if;
  if not portico.is_fresh_actor(fresh_minutes) then return 'stale'; end if;
  if portico.is_held(of_patient) then return 'held'; end if;
  update portico.shredding set confirmed_by = (actor ->> 'account')::uuid, confirmed_at = portico.portico_now() where id = asked.id;
  perform portico.entry_write('shred', null, null, array[of_patient], null, 'confirmed');
  perform portico.blank_tokens(of_patient);
  perform portico.forget_patient(of_patient);
  perform portico.destroy_keys(of_patient);
  return 'done';
end $$;

-- How it stands about some patients: for those with the power, and for the step that is about to be taken.
create function portico.shreddings_of(of_patients uuid[])
returns table (patient uuid, asked_by uuid, asked_person uuid, asked_at timestamptz, held_at timestamptz, confirmed_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ? 'shred' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  return query
    select p.id, s.asked_by, a.person, s.asked_at, h.held_at, s.confirmed_at
    from unnest(of_patients) p(id)
      left join portico.shredding s on s.patient = p.id and s.withdrawn_at is null
      left join portico.account a on a.id = s.asked_by
      left join portico.legal_hold h on h.patient = p.id and h.released_at is null
    order by s.confirmed_at desc nulls first, coalesce(s.asked_at, h.held_at) desc;
end $$;

-- All that is asked for, held, or done.
create function portico.shreddings()
returns table (patient uuid, asked_by uuid, asked_person uuid, asked_at timestamptz, held_at timestamptz, confirmed_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_patients uuid[] := array(select s.patient from portico.shredding s where s.withdrawn_at is null
    union select h.patient from portico.legal_hold h where h.released_at is null);
begin
  return query select r.* from portico.shreddings_of(of_patients) r;
  if of_patients <> '{}' then perform portico.entry_write('list', null, null, of_patients, null, 'shreddings'); end if;
end $$;

grant select, insert, update on portico.shredding, portico.legal_hold to portico_definer;
grant delete on portico.contact, portico.account_role to portico_definer;
grant usage on schema keys to portico_definer;
grant select (id, subject, destroyed_at), insert (id, subject, wrapped, destroyed_at), update (wrapped, destroyed_at)
  on keys.data_key to portico_definer;
grant select, update on keys.epoch to portico_definer;
reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array['portico.begin_shred_step(uuid)', 'portico.is_held(uuid)', 'portico.is_fresh_actor(int)',
    'portico.blank_tokens(uuid)', 'portico.destroy_keys(uuid)', 'portico.forget_patient(uuid)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
  foreach f in array array['portico.ask_shredding(uuid, int)', 'portico.withdraw_shredding(uuid)',
    'portico.hold_patient(uuid, boolean, int)', 'portico.confirm_shredding(uuid, int)', 'portico.shreddings_of(uuid[])', 'portico.shreddings()']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
    execute format('grant execute on function %s to portico_staff', f);
  end loop;
end $$;
