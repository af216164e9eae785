-- Handing a request to a colleague, taking a list away on paper, and telling which of what is written a patient will read.

alter function portico.entry_read(text, text, uuid[], uuid[], text[], uuid) owner to portico_owner;
alter function portico.view_request(text, uuid) owner to portico_owner;

set role portico_owner;

-- Whom a request was handed to; null for every other move.
alter table portico.transition add column assignee uuid;

-- The roles that hold a queue, as the live version has them.
create function portico.queue_roles(of_queue text) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select array(select jsonb_array_elements_text(v.body::jsonb -> 'queues' -> of_queue -> 'roles'))
  from portico.version v join portico.live l on l.version = v.number);

-- Who works on a queue, for somebody who does: nobody else learns who that is.
create function portico.colleagues_of(of_queue text) returns table (account uuid, person uuid, roles text[], facts jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, a.person, array_agg(distinct r.id order by r.id), portico.person_facts('staff', a.person)
  from portico.account a
    join portico.account_role held on held.account = a.id
    join portico.role r on r.id = held.role and r.audience = 'staff'
  where a.audience = 'staff' and a.disabled_at is null and a.person is not null
    and portico.actor() ->> 'audience' = 'staff' and portico.queue_roles(of_queue) && portico.actor_roles()
  group by a.id, a.person
  having array_agg(r.id) && portico.queue_roles(of_queue);
end;

-- Hands a request over. Its state, its deadlines and its plan stay; its version moves, which fences whoever saw it before.
create function portico.reassign_request(
  of_table text, of_request uuid, to_person uuid, of_version int, of_key uuid, of_input bytea
) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  owner_ uuid := (portico.record_facts(of_table, of_request) ->> '_owner')::uuid;
  next_version int;
  state_ text;
  queue_ text;
  due_ timestamptz;
begin
  if not portico.is_visible(of_table, of_request) then
    raise exception using errcode = 'PT005', message = 'not visible';
  end if;
  execute format('select _state, _queue, _due from data.%I where id = $1', of_table) into state_, queue_, due_ using of_request;
  if not exists (select 1 from portico.colleagues_of(queue_) c where c.person = to_person) then
    raise exception using errcode = 'PT005', message = 'not a colleague';
  end if;
  update portico.request set version = version + 1
    where id = of_request and table_id = of_table and version = of_version and ended_at is null
    returning version into next_version;
  if not found then raise exception using errcode = 'PT006', message = 'somebody was faster'; end if;
  insert into portico.transition (request, version, transition, from_state, to_state, audience, account, person, at, assignee)
    values (of_request, next_version, '_reassign', state_, state_, actor ->> 'audience', (actor ->> 'account')::uuid,
      (actor ->> 'person')::uuid, portico.portico_now(), to_person);
  insert into portico.idempotency (account, key, input_hash, request, version, state, due, at)
    values ((actor ->> 'account')::uuid, of_key, of_input, of_request, next_version, state_, due_, portico.portico_now());
  perform portico.entry_write('transition', of_table, array[of_request],
    case when owner_ is null then null else array[owner_] end, null, 'reassign');
  execute format('update data.%I set _assignee = $1, _version = $2 where id = $3', of_table)
    using to_person, next_version, of_request;
  return next_version;
end $$;

-- What permissions ask about the patient a request is about, for staff who may read it.
create function portico.patient_facts(of_table text, of_request uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
return case when portico.actor() ->> 'audience' = 'staff' and portico.is_visible(of_table, of_request)
  then portico.person_facts('patient', (portico.record_facts(of_table, of_request) ->> '_owner')::uuid) end;

-- A list that is printed leaves Portico, so it is told apart from one that is looked at.
create or replace function portico.entry_read(
  verb text, table_id text, records uuid[], patients uuid[], fields text[], wanted uuid
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if verb not in ('list', 'open', 'search', 'export') then
    raise exception using errcode = 'PT005', message = 'not a read';
  end if;
  if wanted is not null and records is null then return null; end if;
  return portico.append_entry(portico.actor(), verb, 'done', null, table_id, records, patients, fields,
    case verb when 'export' then 'morning-list' end);
end $$;

create or replace function portico.view_request(of_table text, of_request uuid)
returns table (actor jsonb, at timestamptz, today date, workflow text, pinned int, state text, version int, facts jsonb, timeline jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.is_visible(of_table, of_request) then return; end if;
  return query
    select portico.actor(), portico.portico_now(), portico.today(), r.workflow, r.pinned, r.state, r.version,
      portico.record_facts(of_table, of_request),
      (select jsonb_agg(jsonb_build_object('at', t.at, 'version', t.version, 'transition', t.transition, 'from', t.from_state, 'to', t.to_state,
        'audience', t.audience, 'account', t.account, 'person', t.person, 'assignee', t.assignee) order by t.version)
        from portico.transition t where t.request = of_request)
    from portico.request r where r.id = of_request and r.table_id = of_table;
end $$;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.queue_roles(text)', 'portico.colleagues_of(text)', 'portico.reassign_request(text, uuid, uuid, int, uuid, bytea)',
    'portico.patient_facts(text, uuid)', 'portico.entry_read(text, text, uuid[], uuid[], text[], uuid)',
    'portico.view_request(text, uuid)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.queue_roles(text) to portico_definer;
grant execute on function portico.colleagues_of(text), portico.reassign_request(text, uuid, uuid, int, uuid, bytea),
  portico.patient_facts(text, uuid) to portico_staff;
