-- A move with fewer looks: the record is placed by one update whose plan is kept, instead of one that is put together for
-- every move, and what a move does not have is not written.

set role portico_owner;

-- Replaced by each publishing: what a request's move says of the record itself. A request that begins is pinned, others
-- stay pinned where they are.
create function portico.place_request(
  table_id text, record uuid, state text, queue text, assignee uuid, due timestamptz, version int, pinned int
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('update data.%I set _state = $1, _queue = $2, _assignee = $3, _due = $4, _version = $5, _pinned = coalesce($6, _pinned) where id = $7', table_id)
    using state, queue, assignee, due, version, pinned, record;
end $$;

reset role;
drop function portico.write_move(jsonb, int);
set role portico_owner;

create function portico.write_move(move jsonb, next_version int, pinned int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  id_ uuid := (move ->> 'request')::uuid;
  account_ uuid := (actor ->> 'account')::uuid;
  at_ timestamptz := portico.portico_now();
  owner_ uuid := (portico.record_facts(move ->> 'table', id_) ->> '_owner')::uuid;
begin
  insert into portico.transition (request, version, transition, from_state, to_state, audience, account, person, at)
    values (id_, next_version, move ->> 'transition', move ->> 'from', move ->> 'to',
      actor ->> 'audience', account_, (actor ->> 'person')::uuid, at_);
  if not (move ->> 'keeps_deadlines')::boolean then
    update portico.deadline set status = 'left' where request = id_ and status = 'armed';
  end if;
  if move -> 'deadlines' <> '[]' then
    insert into portico.deadline (id, request, transition, kind, at)
      select (d ->> 'id')::uuid, id_, d ->> 'transition', d ->> 'kind', (d ->> 'at')::timestamptz
      from jsonb_array_elements(move -> 'deadlines') d;
  end if;
  if move -> 'effects' <> '[]' then
    insert into portico.effect (id, request, version, ordinal, notice, receiver, state, created)
      select (e ->> 'id')::uuid, id_, next_version, (n - 1)::int, e ->> 'notice', e ->> 'to', move ->> 'to', at_
      from jsonb_array_elements(move -> 'effects') with ordinality as x(e, n);
  end if;
  if move ->> 'key' is not null then
    insert into portico.idempotency (account, key, input_hash, request, version, state, due, at)
      values (account_, (move ->> 'key')::uuid, decode(move ->> 'input_hash', 'hex'), id_, next_version,
        move ->> 'to', (move ->> 'due')::timestamptz, at_);
  end if;
  perform portico.append_entry(actor, case when move ->> 'transition' is null then 'create' else 'transition' end, 'done', null,
    move ->> 'table', array[id_], case when owner_ is null then null else array[owner_] end,
    array(select jsonb_array_elements_text(move -> 'fields')), move ->> 'transition');
  perform portico.place_request(move ->> 'table', id_, move ->> 'to', move ->> 'queue', (move ->> 'assignee')::uuid,
    (move ->> 'due')::timestamptz, next_version, pinned);
end $$;

reset role;
alter function portico.move_request(jsonb) owner to portico_owner;
alter function portico.open_request(jsonb) owner to portico_owner;
set role portico_owner;

create or replace function portico.move_request(move jsonb) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  id_ uuid := (move ->> 'request')::uuid;
  next_version int;
  pinned_ int;
  workflow_ text;
begin
  if not portico.is_visible(move ->> 'table', id_) then
    raise exception using errcode = 'PT005', message = 'not visible';
  end if;
  if actor ->> 'audience' = 'system' and (actor ->> 'request')::uuid is distinct from id_ then
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
  perform portico.hold_clears(move, pinned_, workflow_);
  perform portico.write_move(move, next_version, null);
  return next_version;
end $$;

create or replace function portico.open_request(move jsonb) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  id_ uuid := (move ->> 'request')::uuid;
  live_ int := (select l.version from portico.live l);
begin
  if not portico.is_new_record(move ->> 'table', id_) then
    raise exception using errcode = 'PT005', message = 'not a new record';
  end if;
  if not portico.is_declared(move, live_, move ->> 'workflow') then
    raise exception using errcode = 'PT005', message = 'not declared';
  end if;
  insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
    values (id_, move ->> 'table', move ->> 'workflow', live_, move ->> 'to', 1, 1, portico.portico_now());
  perform portico.write_move(move, 1, live_);
  return 1;
end $$;

-- Replaced by each publishing: whether a record was inserted by this very transaction, and is no request yet.
create function portico.is_new_record(table_id text, record uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_new boolean;
begin
  execute format('select xmin::text = (pg_current_xact_id()::xid)::text and _state is null from data.%I where id = $1', table_id)
    into is_new using record;
  return coalesce(is_new, false);
end $$;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array['portico.place_request(text, uuid, text, text, uuid, timestamptz, int, int)', 'portico.write_move(jsonb, int, int)',
    'portico.move_request(jsonb)', 'portico.open_request(jsonb)', 'portico.is_new_record(text, uuid)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
