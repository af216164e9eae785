-- A request that begins is written once: its record comes with the move that it begins by, gets its state as it is
-- inserted, and the request, its step and its entry are written by what fires after it. Inserted first and placed by an
-- update, it was written twice, each time into every index it has.

set role portico_owner;

-- Whoever inserts names the move in a setting of the transaction. It gives no right: what it says is held to what is
-- declared once the record is there, and a record that got a state of it stays only with its request.
create function portico.place_new() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  move jsonb := nullif(current_setting('portico.move', true), '')::jsonb;
begin
  if move is null or move ->> 'table' is distinct from tg_table_name or (move ->> 'request')::uuid is distinct from new.id then
    return new;
  end if;
  new._state := move ->> 'to';
  new._queue := move ->> 'queue';
  new._assignee := (move ->> 'assignee')::uuid;
  new._due := (move ->> 'due')::timestamptz;
  new._version := 1;
  new._pinned := (select l.version from portico.live l);
  return new;
end $$;

create function portico.open_new() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  move jsonb;
begin
  -- Whoever else inserts a record says what is in it, and those who sign in may not. Asked here: the condition of a trigger
  -- is read anew from its text by every statement.
  if new._state is null or session_user not in ('portico_patient', 'portico_staff') then return null; end if;
  move := nullif(current_setting('portico.move', true), '')::jsonb;
  -- The setting may have changed since the record got its state, if somebody means harm.
  if move is null or move ->> 'table' is distinct from tg_table_name or (move ->> 'request')::uuid is distinct from new.id
    or (move ->> 'to', move ->> 'queue', (move ->> 'assignee')::uuid, (move ->> 'due')::timestamptz)
      is distinct from (new._state, new._queue, new._assignee, new._due)
    or num_nonnulls(move ->> 'transition', move ->> 'from') > 0 then
    raise exception using errcode = 'PT005', message = 'not the move of this record';
  end if;
  if not portico.is_declared(move, new._pinned, move ->> 'workflow') then
    raise exception using errcode = 'PT005', message = 'not declared';
  end if;
  insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
    values (new.id, tg_table_name, move ->> 'workflow', new._pinned, new._state, 1, 1, portico.portico_now());
  perform portico.write_move(move, 1);
  return null;
end $$;

-- What a move says of the record itself. Replaced by each publishing. What the actor had to change of it for this move was
-- changed a moment ago, in this transaction and under row security; where it was not, there is no move.
create function portico.place_request(
  table_id text, record uuid, state text, queue text, assignee uuid, due timestamptz, version int, is_changed boolean
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  placed int;
begin
  execute format('update data.%I set _state = $1, _queue = $2, _assignee = $3, _due = $4, _version = $5
      where id = $6 and (not $7 or xmin = pg_current_xact_id()::xid)', table_id)
    using state, queue, assignee, due, version, record, is_changed;
  get diagnostics placed = row_count;
  if placed = 0 then raise exception using errcode = 'PT005', message = 'not changed'; end if;
end $$;

create function portico.write_move(move jsonb, next_version int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  id_ uuid := (move ->> 'request')::uuid;
  account_ uuid := (actor ->> 'account')::uuid;
  stands_for uuid := (actor ->> 'stands_for')::uuid;
  at_ timestamptz := portico.portico_now();
  owner_ uuid := portico.record_owner(move ->> 'table', id_);
begin
  insert into portico.transition (request, version, transition, from_state, to_state, audience, account, person, at)
    values (id_, next_version, move ->> 'transition', move ->> 'from', move ->> 'to',
      actor ->> 'audience', account_, (actor ->> 'person')::uuid, at_);
  if next_version > 1 and not (move ->> 'keeps_deadlines')::boolean then
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
    insert into portico.idempotency (account, key, for_patient, input_hash, request, version, state, due, at)
      values (account_, (move ->> 'key')::uuid, stands_for, decode(move ->> 'input_hash', 'hex'), id_, next_version,
        move ->> 'to', (move ->> 'due')::timestamptz, at_);
  end if;
  -- Answers that were kept for it are used up.
  if move ->> 'form' is not null then
    delete from portico.answers a where a.account = account_ and a.form = move ->> 'form'
      and a.for_patient is not distinct from stands_for;
  end if;
  perform portico.append_entry(actor, case when move ->> 'transition' is null then 'create' else 'transition' end, 'done', null,
    move ->> 'table', array[id_], case when owner_ is null then null else array[owner_] end,
    array(select jsonb_array_elements_text(move -> 'fields')), move ->> 'transition');
end $$;

reset role;
alter function portico.move_request(jsonb) owner to portico_owner;
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
  -- Said like this, that it has not ended is nothing an index of open requests can answer: with few of them when they were
  -- last counted, Postgres would look through all of them for this one.
  update portico.request set state = move ->> 'to', version = version + 1, plan = plan + 1,
    ended_at = case when (move ->> 'ends')::boolean then portico.portico_now() end
    where id = id_ and table_id = move ->> 'table' and version = (move ->> 'version')::int and state = move ->> 'from'
      and num_nonnulls(ended_at) = 0
    returning version, pinned, workflow into next_version, pinned_, workflow_;
  if not found then raise exception using errcode = 'PT006', message = 'somebody was faster'; end if;
  if not portico.is_declared(move, pinned_, workflow_) then
    raise exception using errcode = 'PT005', message = 'not declared';
  end if;
  perform portico.hold_clears(move, pinned_, workflow_);
  perform portico.write_move(move, next_version);
  perform portico.place_request(move ->> 'table', id_, move ->> 'to', move ->> 'queue', (move ->> 'assignee')::uuid,
    (move ->> 'due')::timestamptz, next_version, coalesce((move ->> 'is_changed')::boolean, false));
  return next_version;
end $$;

reset role;
drop function portico.answers_drop(text), portico.open_request(jsonb), portico.is_new_record(text, uuid), portico.write_move(jsonb, int, int),
  portico.place_request(text, uuid, text, text, uuid, timestamptz, int, int);

do $$
declare
  f regprocedure;
  t record;
begin
  foreach f in array array['portico.place_new()', 'portico.open_new()', 'portico.write_move(jsonb, int)', 'portico.move_request(jsonb)',
    'portico.place_request(text, uuid, text, text, uuid, timestamptz, int, boolean)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
  grant execute on function portico.place_new(), portico.open_new() to portico_owner, portico_publisher;
  -- The index of whose record it is was the one of the reference or the copied column that says so, a second time.
  for t in select indexname as name from pg_indexes where schemaname = 'data' and indexname like '%.by\_owner' loop
    execute format('drop index data.%I', t.name);
  end loop;
  -- Tables from now on get them when they are published.
  for t in select tablename as name from pg_tables where schemaname = 'data' loop
    execute format('create trigger "a.place" before insert on data.%I for each row execute function portico.place_new()', t.name);
    execute format('create trigger "d.open" after insert on data.%I for each row execute function portico.open_new()', t.name);
  end loop;
end $$;
