-- Earlier values: read back by whoever may read the cell as it is now, and put back as a new change.

set role portico_owner;

-- The transaction ties what was replaced to its step and its entry; the step is known once the request has moved.
alter table portico.earlier_value add column xid xid8, add column step int;
alter table portico.earlier_value alter column xid set default pg_current_xact_id();

create function portico.keep_step() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update portico.earlier_value set step = new.version
    where record = new.request and xid = pg_current_xact_id() and step is null;
  return null;
end $$;
create trigger keep_step after insert on portico.transition for each row execute function portico.keep_step();

-- The fields of a record whose cells this actor sees, by the very view that reads serve from; null when the record itself
-- is not there for her. Which mark stands for which field is the order of the view's columns.
create function portico.shown_fields(of_table text, of_record uuid) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  view_ regclass := to_regclass(format('%I.%I',
    'p_' || left((select hash from portico.live), 12) || '_' || (portico.actor() ->> 'audience'), of_table));
  marks text;
begin
  if view_ is null or not exists (select 1 from pg_attribute where attrelid = view_ and attname = '_hidden') then return null; end if;
  execute format('select "_hidden" from %s where id = $1', view_) into marks using of_record;
  if marks is null then return null; end if;
  return array(
    select f.name from (select attname::text as name, row_number() over (order by attnum) as nth from pg_attribute
        where attrelid = view_ and attnum > 0 and not attisdropped and attname <> 'id' and not starts_with(attname, '_')) f
    where substr(marks, f.nth::int, 1) = '0' order by f.nth);
end $$;

-- What the cells this actor sees held before, oldest first. A patient reads of it what she said herself, or somebody who
-- acts for her: a text of the practice that was replaced before she could see it stays unseen.
create function portico.earlier_of(of_table text, of_record uuid)
returns table (id bigint, field text, sealed bytea, plain text, at timestamptz, step int, audience text, account uuid, person uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  shown text[] := portico.shown_fields(of_table, of_record);
  is_patient boolean := portico.actor() ->> 'audience' = 'patient';
  creator uuid := (select t.account from portico.transition t where t.request = of_record and t.version = 1);
begin
  return query
    select v.id, v.field, v.sealed, v.plain, v.at, v.step, coalesce(t.audience, a.audience, 'system'),
      case when not is_patient or a.audience = 'patient' then v.account end,
      case when not is_patient or a.audience = 'patient' then a.person end
    from (select x.*, case when row_number() over w = 1 then creator else lag(x.account) over w end as author
        from portico.earlier_value x where x.table_id = of_table and x.record = of_record
        window w as (partition by x.field order by x.id)) v
      left join portico.account a on a.id = v.account
      left join portico.transition t on t.request = v.record and t.version = v.step
      left join portico.account author on author.id = v.author
    where v.field = any (shown)
      and (not is_patient or (author.audience = 'patient' and num_nonnulls(v.sealed, v.plain) > 0))
    order by v.id;
end $$;

-- The same as a read: the entry names the fields of which something was shown.
create function portico.read_earlier(of_table text, of_record uuid)
returns table (id bigint, field text, sealed bytea, plain text, at timestamptz, step int, audience text, account uuid, person uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  owner_ uuid := (portico.record_facts(of_table, of_record) ->> '_owner')::uuid;
begin
  if not portico.is_visible(of_table, of_record) then return; end if;
  perform portico.append_entry(portico.actor(), 'open', 'done', null, of_table, array[of_record], array_remove(array[owner_], null),
    array(select distinct e.field from portico.earlier_of(of_table, of_record) e order by 1), 'earlier');
  return query select e.* from portico.earlier_of(of_table, of_record) e;
end $$;

-- Files a cell held before: what is said of them, and opening one. Before the scanner's word nobody opens them.
create function portico.earlier_attachments(of_table text, of_record uuid) returns setof portico.attachment
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.* from portico.attachment a
  where a.record = of_record and a.table_id = of_table
    and exists (select 1 from portico.earlier_of(of_table, of_record) e where e.field = a.field and e.plain = a.id::text);
end;

create function portico.open_earlier_attachment(of_table text, of_record uuid, of_earlier bigint) returns setof portico.attachment
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a portico.attachment;
begin
  select x.* into a from portico.earlier_of(of_table, of_record) e
    join portico.attachment x on x.id::text = e.plain and x.field = e.field
    where e.id = of_earlier and x.record = of_record and x.table_id = of_table and x.status = 'clean';
  if a.id is null then return; end if;
  perform portico.append_entry(portico.actor(), 'open', 'done', null, of_table, array[of_record], array[a.patient], array[a.field], 'earlier');
  return next a;
end $$;

-- A change that puts a value back was made a moment ago in this transaction, by the actor's own login, under row security
-- and the cell's guard; here it becomes a step of its own, which fences whoever saw the request before.
create function portico.value_put_back(
  of_table text, of_request uuid, of_field text, of_version int, of_key uuid, of_input bytea
) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  owner_ uuid := (portico.record_facts(of_table, of_request) ->> '_owner')::uuid;
  next_version int;
  state_ text;
  due_ timestamptz;
begin
  if not portico.is_visible(of_table, of_request) or not exists (select 1 from portico.earlier_value e
      where e.table_id = of_table and e.record = of_request and e.field = of_field and e.xid = pg_current_xact_id() and e.step is null) then
    raise exception using errcode = 'PT005', message = 'nothing was put back';
  end if;
  update portico.request set version = version + 1 where id = of_request and table_id = of_table and version = of_version
    returning version, state into next_version, state_;
  if not found then raise exception using errcode = 'PT006', message = 'somebody was faster'; end if;
  insert into portico.transition (request, version, transition, from_state, to_state, audience, account, person, at)
    values (of_request, next_version, '_put-back', state_, state_, actor ->> 'audience', (actor ->> 'account')::uuid,
      (actor ->> 'person')::uuid, portico.portico_now());
  execute format('update data.%I set _version = $1 where id = $2 returning _due', of_table) into due_ using next_version, of_request;
  insert into portico.idempotency (account, key, input_hash, request, version, state, due, at)
    values ((actor ->> 'account')::uuid, of_key, of_input, of_request, next_version, state_, due_, portico.portico_now());
  perform portico.entry_write('update', of_table, array[of_request], array_remove(array[owner_], null), array[of_field], 'put-back');
  return next_version;
end $$;

reset role;

-- A file that this very cell held before may be in it again.
create or replace function portico.attach(of_id uuid, of_table text, of_field text, to_record uuid, of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update portico.attachment a set record = to_record
    where a.id = of_id and a.table_id = of_table and a.field = of_field and a.patient = of_patient
      and a.status in ('waiting', 'clean')
      and ((a.record is null and a.account = (portico.actor() ->> 'account')::uuid)
        or (a.record = to_record and exists (select 1 from portico.earlier_value e
          where e.record = to_record and e.field = of_field and e.plain = of_id::text)));
  if not found then raise exception using errcode = 'PT005', message = 'not an attachment of this'; end if;
end $$;

-- That a value was put back is a step for those who see the cell; for others there was none.
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
        from portico.transition t where t.request = of_request
          and (t.transition is distinct from '_put-back' or exists (select 1 from portico.earlier_value e
            where e.record = t.request and e.step = t.version and e.field = any (portico.shown_fields(of_table, of_request)))))
    from portico.request r where r.id = of_request and r.table_id = of_table;
end $$;

do $$
declare
  f regprocedure;
begin
  foreach f in array array['portico.keep_step()', 'portico.shown_fields(text, uuid)', 'portico.earlier_of(text, uuid)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
  foreach f in array array['portico.read_earlier(text, uuid)', 'portico.earlier_attachments(text, uuid)',
    'portico.open_earlier_attachment(text, uuid, bigint)', 'portico.value_put_back(text, uuid, text, int, uuid, bytea)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
    execute format('grant execute on function %s to portico_patient, portico_staff', f);
  end loop;
end $$;
-- Putting back looks at one without an entry of its own: the change has one.
grant execute on function portico.earlier_of(text, uuid) to portico_patient, portico_staff;
