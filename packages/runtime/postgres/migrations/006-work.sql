-- What the worker may do: see which requests wait for their workflow, hand out plans, and carry out effects.

set role portico_owner;

create function portico.requests_to_nudge(size int)
returns table (id uuid, plan int)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select r.id, r.plan from portico.request r
  where r.plan > r.applied_plan and r.nudge_after <= portico.portico_now()
  order by r.nudge_after limit size;
end;

-- Each nudge waits longer than the one before, in case it was lost; an applied plan sets the count back.
create function portico.nudge_sent(of_request uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.request set
    nudge_tries = nudge_tries + 1,
    nudge_after = portico.portico_now() + least(power(2, least(nudge_tries, 8)), 60) * interval '1 second'
  where id = of_request;
end;

-- A nudge that Temporal did not take was no try: what waits is passed on as soon as Temporal is back.
create function portico.nudge_lost(of_request uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.request set nudge_tries = greatest(nudge_tries - 1, 0), nudge_after = '-infinity' where id = of_request;
end;

-- What is late by more than a healthy run ever is has lost its run, or never had one: it is handed out again.
create function portico.wake_late() returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  with woken as (
    update portico.request r set plan = plan + 1
    where r.plan = r.applied_plan and r.id in (
      select d.request from portico.deadline d
        where d.status = 'armed' and d.at < portico.portico_now() - interval '15 seconds'
      union
      select e.request from portico.effect e
        where e.status = 'pending' and greatest(e.next_try, e.created) < portico.portico_now() - interval '15 seconds')
    returning 1)
  select count(*) from woken;
end;

create function portico.namespace_changed(namespace_id text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into portico.setting values ('temporal_seen', extract(epoch from clock_timestamp())::text)
    on conflict (name) do update set value = excluded.value;
  if namespace_id = (select value from portico.setting where name = 'namespace') then return false; end if;
  insert into portico.setting values ('namespace', namespace_id) on conflict (name) do update set value = excluded.value;
  update portico.request set applied_plan = -1, nudge_after = '-infinity', nudge_tries = 0 where ended_at is null or applied_plan < plan;
  return true;
end $$;

-- The plan a request's workflow lives by: remaining milliseconds and effect ids, nothing that tells anything.
-- Reading it acknowledges it, in the same statement, so that a retried read is harmless.
create function portico.load_plan(of_request uuid)
returns table (plan int, ended boolean, wait_ms double precision, deadline uuid, effects uuid[], effects_wait_ms double precision)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_ timestamptz;
  r record;
begin
  select * into r from portico.request q where q.id = of_request for update;
  if not found then return; end if;
  at_ := portico.portico_now();
  update portico.request q set applied_plan = q.plan, nudge_after = '-infinity', nudge_tries = 0 where q.id = of_request;
  return query
    select r.plan, r.ended_at is not null,
      greatest(extract(epoch from d.at - at_) * 1000, 0)::double precision, d.id,
      -- One receiver's notices leave in order: while one waits for another try, those behind it wait too.
      array(select e.id from portico.effect e where e.request = of_request and e.status = 'pending' and e.next_try <= at_
            and not exists (select 1 from portico.effect before where before.request = of_request and before.status = 'pending'
              and before.receiver = e.receiver and before.next_try > at_ and (before.version, before.ordinal) < (e.version, e.ordinal))
            order by e.version, e.ordinal),
      -- Null when nothing waits for another try: a run that has nothing left to wait for ends.
      (select extract(epoch from min(e.next_try) - at_) * 1000 from portico.effect e
        where e.request = of_request and e.status = 'pending' and e.next_try > at_)::double precision
    from (select 1) one
    left join lateral (select x.id, x.at from portico.deadline x where x.request = of_request and x.status = 'armed'
      order by x.at, x.kind desc limit 1) d on true;
end $$;

-- The deadline that has come; locked with its request, so that a person and the clock cannot both win.
create function portico.take_deadline(work uuid)
returns table (table_id text, request uuid, transition text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from portico.request r where r.id = portico.actor_request() for update;
  update portico.deadline d set status = 'fired'
    where d.id = work and d.request = portico.actor_request() and d.status = 'armed' and d.at <= portico.portico_now() + interval '50 milliseconds';
  if not found then return; end if;
  return query select r.table_id, r.id, d.transition from portico.deadline d join portico.request r on r.id = d.request where d.id = work;
end $$;

-- A deadline that was taken but whose transition cannot be is over all the same; the request goes on.
create function portico.drop_deadline(work uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.deadline set status = 'left' where id = work and request = portico.actor_request();
end;

-- What sending a notice needs: no declared field is among it. A notice whose state was left is superseded.
create function portico.take_effect(work uuid)
returns table (notice text, receiver text, request uuid, workflow text, state text, queue text, person uuid, address bytea, language text, version int, status text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e record;
  r record;
  owner_ uuid;
begin
  select * into r from portico.request q where q.id = portico.actor_request() for update;
  select * into e from portico.effect x where x.id = work and x.request = r.id;
  if not found then return; end if;
  if e.status = 'pending' and e.version < r.version and e.state <> r.state then
    update portico.effect x set status = 'superseded', at = portico.portico_now() where x.id = work;
    perform portico.entry_write('notice', r.table_id, array[r.id], null, null, 'superseded');
    e.status := 'superseded';
  end if;
  owner_ := (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid;
  return query select e.notice, e.receiver, r.id, r.workflow, r.state, portico.record_facts(r.table_id, r.id) ->> 'queue',
    c.person, c.address, coalesce(c.language, 'en'), r.pinned, e.status
    from (select 1) one left join portico.contact c on c.person = owner_ and e.receiver = 'patient';
end $$;

create function portico.effect_done(work uuid, as_language text, as_subject text, as_body text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e record;
  table_ text;
begin
  update portico.effect x set status = 'done', at = portico.portico_now() 
    where x.id = work and x.request = portico.actor_request() and x.status = 'pending' returning * into e;
  if not found then return; end if;
  insert into portico.delivery values (work, e.notice, as_language, as_subject, as_body, portico.portico_now());
  select r.table_id into table_ from portico.request r where r.id = e.request;
  perform portico.entry_write('notice', table_, array[e.request],
    array_remove(array[(portico.record_facts(table_, e.request) ->> '_owner')::uuid], null), null, e.notice);
end $$;

-- Eight attempts over about an hour, then a person must look.
create function portico.effect_failed(work uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.effect set tries = tries + 1,
    status = case when tries + 1 >= 8 then 'attention' else 'pending' end,
    next_try = portico.portico_now() + power(3, tries) * interval '1 second'
  where id = work and status = 'pending';
end;

-- The clock of an environment of invented people may be moved on, never back. Every request that waits for
-- something looks again then, because it may have come. Where real people are, nobody can move it.
create function portico.jump_clock(seconds int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if seconds < 0 or not exists (select 1 from portico.setting where name = 'demo') then
    raise exception using errcode = 'PT004', message = 'this clock cannot be moved';
  end if;
  update portico.setting set value = (value::bigint + seconds)::text where name = 'clock_offset_seconds';
  update portico.request r set plan = plan + 1, nudge_after = '-infinity', nudge_tries = 0
    where ended_at is null or exists (select 1 from portico.effect e where e.request = r.id and e.status = 'pending');
end $$;

-- Seconds since a worker last had an answer from Temporal; null before the first.
create function portico.temporal_silence() returns double precision
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select extract(epoch from clock_timestamp())::double precision - value::double precision from portico.setting where name = 'temporal_seen');

reset role;
alter function portico.jump_clock(int) owner to portico_definer;
grant execute on function portico.jump_clock(int) to portico_publisher;
do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.requests_to_nudge(int)', 'portico.nudge_sent(uuid)', 'portico.nudge_lost(uuid)', 'portico.wake_late()',
    'portico.namespace_changed(text)', 'portico.load_plan(uuid)',
    'portico.take_deadline(uuid)', 'portico.drop_deadline(uuid)', 'portico.take_effect(uuid)',
    'portico.effect_done(uuid, text, text, text)', 'portico.effect_failed(uuid)']::regprocedure[] loop
    execute format('grant execute on function %s to portico_worker', f);
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.temporal_silence() to portico_auth;
alter function portico.temporal_silence() owner to portico_definer;
