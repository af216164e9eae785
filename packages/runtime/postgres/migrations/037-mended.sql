-- What a reading of the whole program found in its functions.

set role portico_owner;

-- A file that fails its check beside a scanner that answers fails by itself: eight times over about an hour, and no
-- longer for ever.
create table portico.scan_failure (
  attachment uuid primary key references portico.attachment on delete cascade,
  tries int not null
);
grant select, insert, update, delete on portico.scan_failure to portico_definer;

create function portico.scan_failed(of_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a record;
  failed int;
begin
  perform 1 from portico.attachment x where x.id = of_id and x.status = 'waiting' for update;
  if not found then return false; end if;
  insert into portico.scan_failure as f values (of_id, 1)
    on conflict (attachment) do update set tries = f.tries + 1 returning f.tries into failed;
  update portico.attachment x set status = case when failed >= 8 then 'refused' else 'waiting' end,
      scan_after = portico.portico_now() + power(3, failed - 1) * interval '1 second'
    where x.id = of_id returning * into a;
  if a.status = 'waiting' then return false; end if;
  perform portico.append_entry('{"audience": "system"}', 'update', 'refused', 'file-refused', a.table_id,
    array_remove(array[a.record], null), array[a.patient], array[a.field], 'attachment-not-scanned');
  return true;
end $$;

-- A file that was here and is destroyed is a fact of its own. One that never arrived was nothing yet.
create function portico.note_dropped(actor jsonb, dropped portico.attachment) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if dropped.status = 'uploading' then return; end if;
  perform portico.append_entry(actor, 'update', 'done', null, dropped.table_id, null, array[dropped.patient], array[dropped.field],
    'attachment-dropped');
end $$;

drop function portico.undelivered_seen(text);
drop function portico.undelivered_handled(uuid, text);

-- Whose it is to speak to the patient: by workflow the roles that begin it; a workflow without one is everybody's.
create function portico.concerns_actor(of_workflow text, starters jsonb) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return coalesce((starters -> of_workflow) ?| portico.actor_roles(), true);

-- What did not reach patients this actor may see, with requests this actor may see: as far as it is hers to see to, so
-- that the entry names nothing else. What did not reach a queue's mailbox stands among the messages as sent.
create function portico.undelivered_seen(people text, starters jsonb)
returns table (effect uuid, at timestamptz, reason text, receiver text, table_id text, request uuid, patient uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  seen uuid[];
begin
  if portico.actor() ->> 'audience' <> 'staff' then return; end if;
  seen := array(
    select u.effect from portico.undelivered u
      join portico.effect x on x.id = u.effect join portico.request r on r.id = x.request
    where u.handled_at is null and x.receiver <> 'queue' and portico.concerns_actor(r.workflow, starters)
      and portico.is_visible(r.table_id, r.id)
      and portico.is_visible(people, (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid)
    order by u.at limit 500);
  if cardinality(seen) = 0 then return; end if;
  perform portico.entry_write('list', t.table_id, t.requests, t.owners, null, 'undelivered')
    from (select r.table_id, array_agg(distinct r.id) as requests,
        array_agg(distinct (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid) as owners
      from portico.effect x join portico.request r on r.id = x.request where x.id = any (seen) group by r.table_id) t;
  return query
    select u.effect, u.at, u.reason, x.receiver, r.table_id, r.id, (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid
    from portico.undelivered u join portico.effect x on x.id = u.effect join portico.request r on r.id = x.request
    where u.effect = any (seen) order by u.at;
end $$;

create function portico.undelivered_handled(work uuid, people text, starters jsonb) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  r record;
  owner_ uuid;
begin
  select q.id, q.table_id, q.workflow into r from portico.effect x join portico.request q on q.id = x.request
    where x.id = work and x.receiver <> 'queue';
  owner_ := (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid;
  if r.id is null or portico.actor() ->> 'audience' <> 'staff' or not portico.concerns_actor(r.workflow, starters)
    or not portico.is_visible(r.table_id, r.id) or not portico.is_visible(people, owner_) then return false; end if;
  update portico.undelivered u set handled_at = portico.portico_now(), handled_by = (portico.actor() ->> 'account')::uuid
    where u.effect = work and u.handled_at is null;
  if not found then return false; end if;
  perform portico.entry_write('notice', r.table_id, array[r.id], array[owner_], null, 'checked');
  return true;
end $$;

reset role;

create or replace function portico.drop_attachment(of_id uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  dropped portico.attachment;
begin
  delete from portico.attachment a
    where a.id = of_id and a.record is null and a.account = (portico.actor() ->> 'account')::uuid
      and (portico.actor() ->> 'audience' = 'staff' or a.patient = (portico.actor() ->> 'patient')::uuid) returning * into dropped;
  if dropped.id is null then return null; end if;
  perform portico.note_dropped(portico.actor(), dropped);
  return dropped.file;
end $$;

create or replace function portico.sweep_attachments(how_many int) returns setof uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  dropped portico.attachment;
begin
  for dropped in delete from portico.attachment a where a.id in (select o.id from portico.attachment o
      where o.record is null and (o.kept_at < portico.portico_now() - interval '30 days'
        or (o.status = 'uploading' and o.created < portico.portico_now() - interval '1 hour')) limit how_many)
    returning * loop
    perform portico.note_dropped('{"audience": "system"}', dropped);
    return next dropped.file;
  end loop;
end $$;

-- What was sent for her and belongs to no record goes with the right to act for her. Its key goes with the row; the sweep
-- takes what lies on the disk.
create or replace function portico.end_proxy(of_account uuid, of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  ended record;
  dropped portico.attachment;
begin
  if not (actor -> 'powers' ? 'grant-roles' or of_account = (actor ->> 'account')::uuid
    or (actor ->> 'audience' = 'patient' and actor ->> 'stands_for' is null and of_patient = (actor ->> 'person')::uuid)) then
    raise exception using errcode = 'PT005', message = 'not hers to end';
  end if;
  if not exists (select 1 from portico.account_role ar where ar.account = of_account and ar.for_patient = of_patient) then
    raise exception using errcode = 'PT005', message = 'nothing to end';
  end if;
  delete from portico.answers a where a.account = of_account and a.for_patient = of_patient;
  for dropped in delete from portico.attachment a
    where a.account = of_account and a.patient = of_patient and a.record is null returning * loop
    perform portico.note_dropped(actor, dropped);
  end loop;
  for ended in delete from portico.account_role ar where ar.account = of_account and ar.for_patient = of_patient returning ar.role loop
    perform portico.entry_write('revoke-role', null, array[of_account], array[of_patient], null, ended.role);
  end loop;
end $$;

-- A role is given to an account, in both of the functions that give one: the entry names the account.
create or replace function portico.change_role_of(of_account uuid, of_role text, holds boolean, fresh_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor_ jsonb := portico.actor();
  target record;
begin
  if not actor_ -> 'powers' ? 'grant-roles' or (actor_ ->> 'account')::uuid = of_account then
    raise exception using errcode = 'PT004', message = 'not for this actor';
  end if;
  select a.audience into target from portico.account a where a.id = of_account and a.disabled_at is null for update;
  if not found or not exists (select from portico.role r where r.id = of_role and r.audience = 'staff' and target.audience = 'staff') then
    raise exception using errcode = 'PT004', message = 'no such account or role';
  end if;
  if (actor_ ->> 'fresh_at')::timestamptz < portico.portico_now() - fresh_minutes * interval '1 minute' then
    return 'stale';
  end if;
  if holds then
    insert into portico.account_role values (of_account, of_role) on conflict do nothing;
  else
    delete from portico.account_role where account = of_account and role = of_role;
  end if;
  if not found then return 'same'; end if;
  perform portico.append_entry(actor_, case when holds then 'grant-role' else 'revoke-role' end, 'done', null, null,
    array[of_account], null, null, of_role);
  return 'done';
end $$;

-- A mailbox of the practice that takes nothing is known too: only the front desk's list passes over it.
create or replace function portico.note_undelivered(of_effect uuid, why text, status_code text, actor jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e record;
begin
  select r.id as request, r.table_id into e from portico.effect x join portico.request r on r.id = x.request where x.id = of_effect;
  insert into portico.undelivered as u (effect, reason, code, at) values (of_effect, why, status_code, portico.portico_now())
    on conflict (effect) do update set reason = excluded.reason, code = excluded.code, at = excluded.at, handled_at = null, handled_by = null;
  perform portico.append_entry(actor, 'notice', 'done', null, e.table_id, array[e.request],
    array_remove(array[(portico.record_facts(e.table_id, e.request) ->> '_owner')::uuid], null), null, why);
end $$;

-- One that was undeliverable, was tried again, left and came back has come back.
create or replace function portico.effect_bounced(work uuid, status_code text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from portico.effect x where x.id = work and x.status = 'done' for update;
  if not found or exists (select 1 from portico.undelivered u where u.effect = work and u.reason = 'bounced') then return false; end if;
  perform portico.note_undelivered(work, 'bounced', status_code, '{"audience": "system"}');
  return true;
end $$;

do $$
declare
  f regprocedure;
begin
  foreach f in array array['portico.scan_failed(uuid)', 'portico.note_dropped(jsonb, portico.attachment)', 'portico.concerns_actor(text, jsonb)',
    'portico.undelivered_seen(text, jsonb)', 'portico.undelivered_handled(uuid, text, jsonb)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.scan_failed(uuid) to portico_worker;
grant execute on function portico.undelivered_seen(text, jsonb), portico.undelivered_handled(uuid, text, jsonb) to portico_staff;
