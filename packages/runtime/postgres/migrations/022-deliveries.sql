-- What became of each notice: sent, superseded, waiting, in need of somebody, or come back. What did not reach a patient
-- is an item for whoever takes her calls, until somebody has seen to it.

set role portico_owner;

alter table portico.effect add column reason text check (reason in ('no-address', 'refused', 'failed'));

create table portico.undelivered (
  effect uuid primary key references portico.effect,
  reason text not null check (reason in ('no-address', 'refused', 'bounced')),
  -- The enhanced status code of RFC 3463, such as 5.1.1; never the words of another server, which may quote an address.
  code text check (code ~ '^[245]\.\d{1,3}\.\d{1,3}$'),
  at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid
);
create index undelivered_open on portico.undelivered (at) where handled_at is null;
grant select, insert, update on portico.undelivered to portico_definer;
create index on portico.effect (created desc);

create function portico.note_undelivered(of_effect uuid, why text, status_code text, actor jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e record;
begin
  select x.receiver, r.id as request, r.table_id into e from portico.effect x join portico.request r on r.id = x.request where x.id = of_effect;
  if e.receiver <> 'queue' then
    insert into portico.undelivered as u (effect, reason, code, at) values (of_effect, why, status_code, portico.portico_now())
      on conflict (effect) do update set reason = excluded.reason, code = excluded.code, at = excluded.at, handled_at = null, handled_by = null;
  end if;
  perform portico.append_entry(actor, 'notice', 'done', null, e.table_id, array[e.request],
    array_remove(array[(portico.record_facts(e.table_id, e.request) ->> '_owner')::uuid], null), null, why);
end $$;

-- A notice that cannot be sent whatever is tried: there is no address, or the mail server refuses it for good.
create function portico.effect_undeliverable(work uuid, why text, status_code text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update portico.effect x set status = 'attention', reason = why, at = portico.portico_now()
    where x.id = work and x.request = portico.actor_request() and x.status = 'pending';
  if found then perform portico.note_undelivered(work, why, status_code, portico.actor()); end if;
end $$;

-- A notice that had left and came back. The report names it by a token nobody can make but the sender.
create function portico.effect_bounced(work uuid, status_code text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from portico.effect x where x.id = work and x.status = 'done' for update;
  if not found or exists (select 1 from portico.undelivered u where u.effect = work) then return false; end if;
  perform portico.note_undelivered(work, 'bounced', status_code, '{"audience": "system"}');
  return true;
end $$;

-- The last notices as they left. Read by who reads the trail or builds the portal; asking is an entry.
create function portico.last_deliveries(size int)
returns table (effect uuid, created timestamptz, at timestamptz, notice text, receiver text, request uuid, workflow text, state text, patient uuid,
  status text, reason text, tries int, next_try timestamptz, language text, subject text, body text,
  undelivered text, code text, undelivered_at timestamptz, handled_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ?| array['read-trail', 'build'] then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  perform portico.entry_write('read-trail', null, null, null, null, 'notices');
  return query
    select x.id, x.created, coalesce(d.at, x.at), x.notice, x.receiver, r.id, r.workflow, x.state,
      (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid,
      x.status, x.reason, x.tries, case when x.status = 'pending' and x.tries > 0 then x.next_try end, d.language, d.subject, d.body,
      u.reason, u.code, u.at, u.handled_at
    from (select * from portico.effect y order by y.created desc, y.ordinal limit size) x
      join portico.request r on r.id = x.request
      left join portico.delivery d on d.effect = x.id
      left join portico.undelivered u on u.effect = x.id
    order by x.created desc, x.ordinal;
end $$;

-- Once more, for a notice that needs somebody: whoever may publish may let it be tried again.
create function portico.try_effect_again(work uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e record;
begin
  if not portico.actor() -> 'powers' ? 'publish' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  update portico.effect x set status = 'pending', reason = null, tries = 0, next_try = '-infinity', at = null
    where x.id = work and x.status = 'attention' returning x.request into e;
  if not found then return false; end if;
  update portico.undelivered u set handled_at = portico.portico_now(), handled_by = (portico.actor() ->> 'account')::uuid
    where u.effect = work and u.handled_at is null;
  update portico.request r set plan = plan + 1, nudge_after = '-infinity', nudge_tries = 0 where r.id = e.request;
  perform portico.entry_write('notice', r.table_id, array[r.id],
    array_remove(array[(portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid], null), null, 'again')
    from portico.request r where r.id = e.request;
  return true;
end $$;

-- What accounts go by that are nobody's record, sealed: for who reads the trail, to tell one proxy from another.
create function portico.account_names(of_accounts uuid[]) returns table (account uuid, name bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ? 'read-trail' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  return query select a.id, a.name from portico.account a where a.id = any (of_accounts) and a.name is not null;
end $$;

-- What did not reach patients this actor may see, with requests this actor may see.
create function portico.undelivered_seen(people text)
returns table (effect uuid, at timestamptz, reason text, notice text, table_id text, workflow text, request uuid, patient uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  seen uuid[];
begin
  if portico.actor() ->> 'audience' <> 'staff' then return; end if;
  select array_agg(u.effect) into seen
    from (select * from portico.undelivered o where o.handled_at is null order by o.at limit 500) u
      join portico.effect x on x.id = u.effect join portico.request r on r.id = x.request
    where portico.is_visible(r.table_id, r.id)
      and portico.is_visible(people, (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid);
  if seen is null then return; end if;
  perform portico.entry_write('list', t.table_id, t.requests, t.owners, null, 'undelivered')
    from (select r.table_id, array_agg(distinct r.id) as requests,
        array_agg(distinct (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid) as owners
      from portico.effect x join portico.request r on r.id = x.request where x.id = any (seen) group by r.table_id) t;
  return query
    select u.effect, u.at, u.reason, x.notice, r.table_id, r.workflow, r.id, (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid
    from portico.undelivered u join portico.effect x on x.id = u.effect join portico.request r on r.id = x.request
    where u.effect = any (seen) order by u.at;
end $$;

create function portico.undelivered_handled(work uuid, people text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  r record;
  owner_ uuid;
begin
  select q.id, q.table_id into r from portico.effect x join portico.request q on q.id = x.request where x.id = work;
  owner_ := (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid;
  if r.id is null or portico.actor() ->> 'audience' <> 'staff' or not portico.is_visible(r.table_id, r.id)
    or not portico.is_visible(people, owner_) then return false; end if;
  update portico.undelivered u set handled_at = portico.portico_now(), handled_by = (portico.actor() ->> 'account')::uuid
    where u.effect = work and u.handled_at is null;
  if not found then return false; end if;
  perform portico.entry_write('notice', r.table_id, array[r.id], array[owner_], null, 'checked');
  return true;
end $$;

reset role;

-- Eight attempts over about an hour, then a person must look.
create or replace function portico.effect_failed(work uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.effect set tries = tries + 1,
    status = case when tries + 1 >= 8 then 'attention' else 'pending' end,
    reason = case when tries + 1 >= 8 then 'failed' end,
    next_try = portico.portico_now() + power(3, tries) * interval '1 second'
  where id = work and status = 'pending';
end;

do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.note_undelivered(uuid, text, text, jsonb)', 'portico.effect_undeliverable(uuid, text, text)', 'portico.effect_bounced(uuid, text)',
    'portico.account_names(uuid[])', 'portico.last_deliveries(int)', 'portico.try_effect_again(uuid)', 'portico.undelivered_seen(text)', 'portico.undelivered_handled(uuid, text)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.effect_undeliverable(uuid, text, text), portico.effect_bounced(uuid, text) to portico_worker;
grant execute on function portico.last_deliveries(int), portico.account_names(uuid[]) to portico_trail;
grant execute on function portico.try_effect_again(uuid) to portico_publisher;
grant execute on function portico.undelivered_seen(text), portico.undelivered_handled(uuid, text) to portico_staff;
