-- What can be taken once, and what a move leaves blank.
--
-- That one record at a time leads where a `once` reference leads is held by a unique index, made when the version is
-- published. Here is what lets people choose among what is free, and what holds a move to what it declares to clear.

set role portico_owner;

-- Replaced by each publishing: whether some record leads there by this `once` reference already. It says that, and never
-- which record or whose: who asks may read what is taken, not who took it.
create function portico.is_taken(table_id text, field_id text, record uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$ begin return false; end $$;

alter table portico.declared_transition add column clears text[] not null default '{}';

-- Whoever moves a request has blanked, by her own permission, what the move declares to clear; or there is no move. The
-- system holds no permission: what it clears is what the pinned version says, and it is done here.
create function portico.hold_clears(move jsonb, of_version int, of_workflow text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  table_ text := move ->> 'table';
  id_ uuid := (move ->> 'request')::uuid;
  is_system boolean := portico.actor() ->> 'audience' = 'system';
  field_ text;
  column_ text;
  is_blank boolean;
begin
  for field_ in select unnest(d.clears) from portico.declared_transition d
    where d.version = of_version and d.workflow = of_workflow and d.transition = move ->> 'transition' and d.from_state = move ->> 'from'
  loop
    for column_ in select a.attname from pg_attribute a
      where a.attrelid = format('data.%I', table_)::regclass and a.attname in (field_, '_find.' || field_) and not a.attisdropped
    loop
      if is_system then
        execute format('update data.%I set %I = null where id = $1', table_, column_) using id_;
      else
        execute format('select %I is null from data.%I where id = $1', column_, table_) into is_blank using id_;
        if is_blank is not true then raise exception using errcode = 'PT005', message = 'not cleared'; end if;
      end if;
    end loop;
  end loop;
end $$;

reset role;
alter function portico.move_request(jsonb) owner to portico_owner;
set role portico_owner;

create or replace function portico.move_request(move jsonb) returns int
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
  perform portico.hold_clears(move, pinned_, workflow_);
  perform portico.write_move(move, next_version);
  return next_version;
end $$;

reset role;
alter function portico.move_request(jsonb) owner to portico_definer;
alter function portico.hold_clears(jsonb, int, text) owner to portico_definer;
alter function portico.is_taken(text, text, uuid) owner to portico_definer;
grant execute on function portico.is_taken(text, text, uuid) to portico_patient, portico_staff;
