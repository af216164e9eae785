-- Moving a request: its state, the transition, the deadlines, the effects, the entry and the idempotency row change
-- together or not at all. The runtime decides what the move is; these functions hold that a move is complete, fenced by
-- the version, and made by somebody who may read the record.

set role portico_owner;

-- Replaced by each publishing: the non-private values permissions ask about, by path.
create function portico.record_facts(table_id text, record uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp return null::jsonb;
-- The same for a record that is not there yet, from the references it will have.
create function portico.prospective_facts(table_id text, given jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp return '{}'::jsonb;

-- What each version's workflows declare, written by its publishing: a move that no version declared is none, whoever asks.
-- The start of a request is the transition '' from the state ''.
create table portico.declared_transition (
  version int not null references portico.version,
  workflow text not null,
  table_id text not null,
  transition text not null,
  from_state text not null,
  to_state text not null,
  taken_by text[] not null,
  ends boolean not null,
  notice text,
  fresh_minutes int,
  primary key (version, workflow, transition, from_state)
);
grant select on portico.declared_transition to portico_definer;

-- Guards and deadlines are the engine's; states, roles, freshness and notice are held here too, against a stolen login.
create function portico.is_declared(move jsonb, of_version int, of_workflow text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (
  select 1 from portico.declared_transition d, portico.actor() a
  where d.version = of_version and d.workflow = of_workflow and d.table_id = move ->> 'table'
    and d.transition = coalesce(move ->> 'transition', '') and d.from_state = coalesce(move ->> 'from', '')
    and d.to_state = move ->> 'to' and d.ends = (move ->> 'ends')::boolean
    and case a ->> 'audience' when 'system' then 'system' = any (d.taken_by)
      else d.taken_by && array_remove(portico.actor_roles(), 'system') end
    -- The engine said so a moment ago; a little more than it allows is no second opinion about that moment.
    and (d.fresh_minutes is null or a ->> 'audience' = 'system'
      or (a ->> 'fresh_at')::timestamptz >= portico.portico_now() - (d.fresh_minutes * interval '1 minute' + interval '10 seconds'))
    and not exists (select 1 from jsonb_array_elements(move -> 'effects') e where e ->> 'notice' is distinct from d.notice));

-- Whether the actor may read this record at all, asked of the very view that reads serve from.
create function portico.is_visible(table_id text, record uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  schema_ text := 'p_' || left((select hash from portico.live), 12) || '_' || (portico.actor() ->> 'audience');
  seen boolean;
begin
  if to_regclass(format('%I.%I', schema_, table_id)) is null then return false; end if;
  execute format('select exists (select 1 from %I.%I where id = $1)', schema_, table_id) into seen using record;
  return seen;
end $$;

-- The same key sent twice at once waits here for the first to be done, and then finds what was answered.
create function portico.hold_key(of_key uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if of_key is not null then
    perform pg_advisory_xact_lock(hashtextextended((portico.actor() ->> 'account') || of_key::text, 0));
  end if;
end $$;

-- Locks a request and says what a decision needs. No row: it is not there, or not for this actor.
create function portico.lock_request(of_table text, of_request uuid, of_key uuid)
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
    where r.id = of_request and r.table_id = of_table;
end $$;

create function portico.write_move(move jsonb, next_version int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  id_ uuid := (move ->> 'request')::uuid;
  at_ timestamptz := portico.portico_now();
  owner_ uuid := (portico.record_facts(move ->> 'table', id_) ->> '_owner')::uuid;
begin
  insert into portico.transition values (id_, next_version, move ->> 'transition', move ->> 'from', move ->> 'to',
    actor ->> 'audience', (actor ->> 'account')::uuid, (actor ->> 'person')::uuid, at_);
  if not (move ->> 'keeps_deadlines')::boolean then
    update portico.deadline set status = 'left' where request = id_ and status = 'armed';
  end if;
  insert into portico.deadline (id, request, transition, kind, at)
    select (d ->> 'id')::uuid, id_, d ->> 'transition', d ->> 'kind', (d ->> 'at')::timestamptz
    from jsonb_array_elements(move -> 'deadlines') d;
  insert into portico.effect (id, request, version, ordinal, notice, receiver, state, created)
    select (e ->> 'id')::uuid, id_, next_version, (n - 1)::int, e ->> 'notice', e ->> 'to', move ->> 'to', at_
    from jsonb_array_elements(move -> 'effects') with ordinality as x(e, n);
  if move ->> 'key' is not null then
    insert into portico.idempotency values ((actor ->> 'account')::uuid, (move ->> 'key')::uuid,
      decode(move ->> 'input_hash', 'hex'), id_, next_version, move ->> 'to', (move ->> 'due')::timestamptz, at_);
  end if;
  perform portico.entry_write(case when move ->> 'transition' is null then 'create' else 'transition' end, move ->> 'table',
    array[id_], case when owner_ is null then null else array[owner_] end,
    array(select jsonb_array_elements_text(move -> 'fields')), move ->> 'transition');
  execute format('update data.%I set _state = $1, _queue = $2, _assignee = $3, _due = $4, _version = $5 where id = $6', move ->> 'table')
    using move ->> 'to', move ->> 'queue', (move ->> 'assignee')::uuid, (move ->> 'due')::timestamptz, next_version, id_;
end $$;

create function portico.move_request(move jsonb) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  id_ uuid := (move ->> 'request')::uuid;
  next_version int;
  pinned_ int;
  workflow_ text;
begin
  if not portico.is_visible(move ->> 'table', id_) then
    raise exception using errcode = 'PT005', message = 'not visible';
  end if;
  if portico.actor() ->> 'audience' = 'system' and portico.actor_request() is distinct from id_ then
    raise exception using errcode = 'PT005', message = 'not this work';
  end if;
  update portico.request set state = move ->> 'to', version = version + 1, plan = plan + 1,
    ended_at = case when (move ->> 'ends')::boolean then portico.portico_now() end
    where id = id_ and table_id = move ->> 'table' and version = (move ->> 'version')::int and state = move ->> 'from' and ended_at is null
    returning version, pinned, workflow into next_version, pinned_, workflow_;
  if not found then raise exception using errcode = 'PT006', message = 'somebody was faster'; end if;
  if not portico.is_declared(move, pinned_, workflow_) then
    raise exception using errcode = 'PT005', message = 'not declared';
  end if;
  perform portico.write_move(move, next_version);
  return next_version;
end $$;

-- The record was inserted in this transaction by this actor, under row security; now it becomes a request.
create function portico.open_request(move jsonb) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  id_ uuid := (move ->> 'request')::uuid;
  is_new boolean;
begin
  execute format('select xmin::text = (pg_current_xact_id()::xid)::text and _state is null from data.%I where id = $1', move ->> 'table')
    into is_new using id_;
  if is_new is not true then raise exception using errcode = 'PT005', message = 'not a new record'; end if;
  if not portico.is_declared(move, (select l.version from portico.live l), move ->> 'workflow') then
    raise exception using errcode = 'PT005', message = 'not declared';
  end if;
  insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
    values (id_, move ->> 'table', move ->> 'workflow', (select l.version from portico.live l), move ->> 'to', 1, 1, portico.portico_now());
  execute format('update data.%I set _pinned = (select l.version from portico.live l) where id = $1', move ->> 'table') using id_;
  perform portico.write_move(move, 1);
  return 1;
end $$;

create function portico.replay_of(of_key uuid)
returns table (hash bytea, request uuid, version int, state text, due timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform portico.hold_key(of_key);
  return query select i.input_hash, i.request, i.version, i.state, i.due from portico.idempotency i
    where i.account = (portico.actor() ->> 'account')::uuid and i.key = of_key;
end $$;

-- What a request's page needs beside the record: the same as a decision needs, and the way so far.
create function portico.view_request(of_table text, of_request uuid)
returns table (actor jsonb, at timestamptz, today date, workflow text, pinned int, state text, version int, facts jsonb, timeline jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.is_visible(of_table, of_request) then return; end if;
  return query
    select portico.actor(), portico.portico_now(), portico.today(), r.workflow, r.pinned, r.state, r.version,
      portico.record_facts(of_table, of_request),
      (select jsonb_agg(jsonb_build_object('at', t.at, 'transition', t.transition, 'from', t.from_state, 'to', t.to_state,
        'audience', t.audience, 'account', t.account, 'person', t.person) order by t.version)
        from portico.transition t where t.request = of_request)
    from portico.request r where r.id = of_request and r.table_id = of_table;
end $$;

create function portico.answers_keep(of_form text, for_patient uuid, sealed bytea) returns uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  -- After thirty days nobody can read them, so they are not kept either.
  delete from portico.answers a where a.kept_at <= portico.portico_now() - interval '30 days';
  insert into portico.answers as a (account, form, patient, body, kept_at)
    values ((portico.actor() ->> 'account')::uuid, of_form, for_patient, sealed, portico.portico_now())
  on conflict (account, form) do update set body = excluded.body, patient = excluded.patient, kept_at = excluded.kept_at,
    key = case when a.patient is distinct from excluded.patient then gen_random_uuid() else a.key end
  returning key;
end;

create function portico.answers_load(of_form text) returns table (patient uuid, body bytea, key uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.patient, a.body, a.key from portico.answers a
  where a.account = (portico.actor() ->> 'account')::uuid and a.form = of_form
    and a.kept_at > portico.portico_now() - interval '30 days';
end;

create function portico.answers_drop(of_form text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from portico.answers a where a.account = (portico.actor() ->> 'account')::uuid and a.form = of_form;
end;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.record_facts(text, uuid)', 'portico.prospective_facts(text, jsonb)', 'portico.is_visible(text, uuid)', 'portico.hold_key(uuid)',
    'portico.is_declared(jsonb, int, text)', 'portico.lock_request(text, uuid, uuid)', 'portico.write_move(jsonb, int)', 'portico.move_request(jsonb)',
    'portico.open_request(jsonb)', 'portico.replay_of(uuid)', 'portico.view_request(text, uuid)',
    'portico.answers_keep(text, uuid, bytea)', 'portico.answers_load(text)', 'portico.answers_drop(text)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.lock_request(text, uuid, uuid), portico.move_request(jsonb) to portico_patient, portico_staff, portico_worker;
grant execute on function portico.open_request(jsonb), portico.replay_of(uuid), portico.view_request(text, uuid), portico.prospective_facts(text, jsonb),
  portico.answers_keep(text, uuid, bytea), portico.answers_load(text), portico.answers_drop(text) to portico_patient, portico_staff;
