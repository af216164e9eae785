-- Acting for somebody may have an end. From that moment on it gives nothing: what holds now is asked of `role_held` in
-- every call, by the practice's own clock. Whoever may grant roles sees what stands and ends it.

set role portico_owner;

alter table portico.account_role add column until timestamptz check (until is null or for_patient is not null);

create view portico.role_held as
  select account, role, for_patient, until from portico.account_role
  where until is null or until > portico.portico_now();
grant select on portico.role_held to portico_definer;

drop function portico.grant_proxy(uuid, uuid, text, int);
drop function portico.proxies();

-- As before; it ends with the last moment of the day `of_until`, or when somebody ends it. Given once more, the new end
-- holds. What was kept under a grant that is over is not found again.
create function portico.grant_proxy(of_account uuid, of_patient uuid, of_role text, of_until date, fresh_minutes int) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  people text;
  is_there boolean;
  until_ timestamptz := (of_until + 1)::timestamp at time zone (select value from portico.setting where name = 'timezone');
begin
  if not portico.actor() -> 'powers' ? 'grant-roles' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  select t.key into people from portico.live l join portico.version v on v.number = l.version, jsonb_each(v.body::jsonb -> 'tables') t
    where t.value ->> 'people' = 'patient';
  execute format('select exists (select 1 from data.%I where id = $1 and _deleted is null)', people) into is_there using of_patient;
  if not is_there
    or until_ <= portico.portico_now()
    or of_account = (portico.actor() ->> 'account')::uuid
    or not exists (select 1 from portico.role r where r.id = of_role and r.audience = 'patient' and r.proxy)
    or not exists (select 1 from portico.account a where a.id = of_account and a.audience = 'patient' and a.disabled_at is null
      and a.person is distinct from of_patient) then
    raise exception using errcode = 'PT005', message = 'not possible';
  end if;
  if (portico.actor() ->> 'fresh_at')::timestamptz < portico.portico_now() - fresh_minutes * interval '1 minute' then
    return false;
  end if;
  if not portico.acts_for(of_account, of_patient) then
    delete from portico.answers a where a.account = of_account and a.for_patient = of_patient;
  end if;
  insert into portico.account_role as held values (of_account, of_role, of_patient, until_)
    on conflict (account, role, for_patient) do update set until = excluded.until where held.until is distinct from excluded.until;
  if found then perform portico.entry_write('grant-role', null, array[of_account], array[of_patient], null, of_role); end if;
  return true;
end $$;

-- The last day on which it holds, for people; null when it has no end.
create function portico.last_day(until timestamptz) returns date
language sql stable security definer set search_path = pg_catalog, pg_temp
return portico.day_of(until) - 1;

-- Whom the actor may act for, and who may act for the actor.
create function portico.proxies() returns table (account uuid, patient uuid, roles text[], name bytea, is_mine boolean, until date)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := (portico.actor() ->> 'account')::uuid;
  self uuid := case when portico.actor_stands_for() is null then (portico.actor() ->> 'person')::uuid end;
begin
  if exists (select 1 from portico.role_held h where h.for_patient = self) then
    perform portico.entry_write('list', null, null, array[self], null, 'proxies');
  end if;
  return query
    select h.account, h.for_patient, array_agg(h.role order by h.role), a.name, h.account = me,
      case when bool_and(h.until is not null) then portico.last_day(max(h.until)) end
    from portico.role_held h
      join portico.account a on a.id = h.account and a.disabled_at is null
      join portico.role r on r.id = h.role and r.audience = 'patient' and r.proxy
    where h.for_patient is not null and (h.account = me or h.for_patient = self)
    group by h.account, h.for_patient, a.name, a.created
    order by a.created, h.account, h.for_patient;
end $$;

-- Everybody who may act for somebody at this moment, for whoever may grant roles. Names of accounts are sealed.
create function portico.standing_proxies() returns table (account uuid, name bytea, patient uuid, role text, until date)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ? 'grant-roles' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  perform portico.entry_write('list', null, null, (select array_agg(distinct h.for_patient) from portico.role_held h where h.for_patient is not null), null, 'proxies');
  return query
    select h.account, a.name, h.for_patient, h.role, portico.last_day(h.until)
    from portico.role_held h
      join portico.account a on a.id = h.account and a.disabled_at is null
      join portico.role r on r.id = h.role and r.audience = 'patient' and r.proxy
    where h.for_patient is not null
    order by a.created, h.account, h.for_patient, h.role
    limit 2000;
end $$;

-- The one account that signs in by this name and could act for somebody: found by the whole name and in no other way.
create function portico.account_to_act(of_sign_in bytea) returns table (account uuid, name bytea, person uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a record;
begin
  if not portico.actor() -> 'powers' ? 'grant-roles' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  select * into a from portico.account x where x.sign_in = of_sign_in and x.audience = 'patient' and x.disabled_at is null;
  if not found then return; end if;
  perform portico.entry_write('search', null, array[a.id], array_remove(array[a.person], null), null, 'account');
  return query select a.id, a.name, a.person;
end $$;

reset role;

create or replace function portico.acts_for(of_account uuid, of_patient uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (
  select 1 from portico.role_held h
    join portico.account a on a.id = h.account and a.audience = 'patient' and a.disabled_at is null
    join portico.role r on r.id = h.role and r.audience = 'patient' and r.proxy
  where h.account = of_account and h.for_patient = of_patient);

-- What a session may do is asked of the roles that hold now; nothing else about it changes.
do $$
declare
  f regprocedure := 'portico.session_actor(bytea, boolean, uuid)';
  asked text := pg_get_functiondef(f);
begin
  if strpos(asked, 'from portico.account_role ') = 0 then raise exception 'nothing of % asks for roles', f; end if;
  execute replace(asked, 'from portico.account_role ', 'from portico.role_held ');
  foreach f in array array['portico.grant_proxy(uuid, uuid, text, date, int)', 'portico.last_day(timestamptz)', 'portico.proxies()',
    'portico.standing_proxies()', 'portico.account_to_act(bytea)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.grant_proxy(uuid, uuid, text, date, int), portico.standing_proxies(), portico.account_to_act(bytea) to portico_staff;
grant execute on function portico.proxies() to portico_patient;

-- A file that was sent for somebody and belongs to no record yet is found only by who stands for her again: neither by the
-- sender for herself, nor when acting for her is over.
create or replace function portico.drop_attachment(of_id uuid) returns uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from portico.attachment a
    where a.id = of_id and a.record is null and a.account = (portico.actor() ->> 'account')::uuid
      and (portico.actor() ->> 'audience' = 'staff' or a.patient = (portico.actor() ->> 'patient')::uuid) returning a.file;
end;

create or replace function portico.own_attachments(ids uuid[]) returns setof portico.attachment
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.* from portico.attachment a
    where a.id = any (ids) and a.record is null and a.status <> 'uploading' and a.account = (portico.actor() ->> 'account')::uuid
      and (portico.actor() ->> 'audience' = 'staff' or a.patient = (portico.actor() ->> 'patient')::uuid);
end;

create or replace function portico.keep_attachments(ids uuid[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.attachment a set kept_at = portico.portico_now()
    where a.id = any (ids) and a.record is null and a.account = (portico.actor() ->> 'account')::uuid
      and (portico.actor() ->> 'audience' = 'staff' or a.patient = (portico.actor() ->> 'patient')::uuid);
end;

create or replace function portico.open_own_attachment(of_id uuid) returns setof portico.attachment
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a portico.attachment;
begin
  select x.* into a from portico.attachment x
    where x.id = of_id and x.record is null and x.status in ('waiting', 'clean') and x.account = (portico.actor() ->> 'account')::uuid
      and (portico.actor() ->> 'audience' = 'staff' or x.patient = (portico.actor() ->> 'patient')::uuid);
  if a.id is null then return; end if;
  perform portico.append_entry(portico.actor(), 'open', 'done', null, a.table_id, null, array[a.patient], array[a.field], 'attachment');
  return next a;
end $$;
