-- Attachments: what is known of each file. The file itself lies outside, sealed under a key of its own, which is kept
-- here sealed under the patient's key like its name: destroying her key destroys every file about her.

set role portico_owner;

create table portico.attachment (
  id uuid primary key,
  patient uuid not null,
  table_id text not null,
  field text not null,
  -- Null until what was answered becomes a record; then it is this record's for good.
  record uuid,
  account uuid not null,
  session uuid,
  -- The name it lies under: random, and another one when it was made anew.
  file uuid not null unique,
  name bytea,
  key bytea,
  type text check (type in ('pdf', 'jpeg', 'png', 'text')),
  size int,
  status text not null default 'uploading' check (status in ('uploading', 'waiting', 'clean', 'refused')),
  created timestamptz not null,
  -- When the answers that hold it were last kept.
  kept_at timestamptz not null,
  scan_after timestamptz not null default '-infinity',
  scanned_at timestamptz,
  check (status = 'uploading' or (name is not null and key is not null and type is not null and size is not null))
);
create index on portico.attachment (scan_after) where status = 'waiting';
create index on portico.attachment (account) where record is null;
create index on portico.attachment (kept_at) where record is null;
grant select, insert, update, delete on portico.attachment to portico_definer;

-- What one cell of a record shows this actor, asked of the very view that reads serve from.
create function portico.shown_cell(of_table text, of_field text, of_record uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  view_ regclass := to_regclass(format('%I.%I',
    'p_' || left((select hash from portico.live), 12) || '_' || (portico.actor() ->> 'audience'), of_table));
  cell uuid;
begin
  if view_ is null or not exists (select 1 from pg_attribute
    where attrelid = view_ and attname = of_field and atttypid = 'uuid'::regtype and not attisdropped) then return null; end if;
  execute format('select %I from %s where id = $1', of_field, view_) into cell using of_record;
  return cell;
end $$;

-- The patient a new file would be about: the owner of the record it is for, or whom the request is to be for. Null: that
-- is nobody this actor may know.
create function portico.attachment_patient(of_table text, on_record uuid, for_patient uuid, people text) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if on_record is not null then
    if not portico.is_visible(of_table, on_record) then return null; end if;
    return (portico.record_facts(of_table, on_record) ->> '_owner')::uuid;
  end if;
  if portico.actor() ->> 'audience' = 'patient' then
    return case when for_patient is null or for_patient = portico.actor_patient() then portico.actor_patient() end;
  end if;
  return case when for_patient is not null and portico.is_visible(people, for_patient) then for_patient end;
end $$;

-- Room for one more: one at a time in a session, and no more unfinished ones than a person ever has.
create function portico.begin_attachment(new_id uuid, new_file uuid, of_table text, of_field text, for_patient uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  at_ timestamptz := portico.portico_now();
begin
  perform pg_advisory_xact_lock(hashtextextended('attachment ' || (actor ->> 'account'), 0));
  if exists (select 1 from portico.attachment a where a.account = (actor ->> 'account')::uuid and a.session = (actor ->> 'session')::uuid
      and a.status = 'uploading' and a.created > at_ - interval '6 minutes') then return 'busy'; end if;
  if (select count(*) from portico.attachment a where a.account = (actor ->> 'account')::uuid and a.record is null
      and a.status <> 'refused') >= 40 then return 'too-many'; end if;
  insert into portico.attachment (id, patient, table_id, field, account, session, file, created, kept_at)
    values (new_id, for_patient, of_table, of_field, (actor ->> 'account')::uuid, (actor ->> 'session')::uuid, new_file, at_, at_);
  return 'begun';
end $$;

-- It is here whole and is what it may be. Nobody but the sender opens it before the scanner's word.
create function portico.attachment_arrived(of_id uuid, as_file uuid, as_name bytea, as_key bytea, as_type text, as_size int) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a record;
begin
  update portico.attachment x set status = 'waiting', file = as_file, name = as_name, key = as_key, type = as_type, size = as_size
    where x.id = of_id and x.status = 'uploading' and x.account = (portico.actor() ->> 'account')::uuid returning * into a;
  if not found then return false; end if;
  perform portico.entry_write('create', a.table_id, null, array[a.patient], array[a.field], 'attachment');
  return true;
end $$;

-- Takes back what was not sent yet, or did not arrive. Tells where it lies, so that the file goes too.
create function portico.drop_attachment(of_id uuid) returns uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from portico.attachment a
    where a.id = of_id and a.record is null and a.account = (portico.actor() ->> 'account')::uuid returning a.file;
end;

-- The sender's own that are not sent yet: what a form shows of them.
create function portico.own_attachments(ids uuid[]) returns setof portico.attachment
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.* from portico.attachment a
    where a.id = any (ids) and a.record is null and a.status <> 'uploading' and a.account = (portico.actor() ->> 'account')::uuid;
end;

-- Answers that are kept keep their files.
create function portico.keep_attachments(ids uuid[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.attachment a set kept_at = portico.portico_now()
    where a.id = any (ids) and a.record is null and a.account = (portico.actor() ->> 'account')::uuid;
end;

-- What a record's page says of its files: name, size and whether they can be opened, each if its cell is shown.
create function portico.attachments_on(of_table text, of_record uuid, of_fields text[]) returns setof portico.attachment
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select a.* from unnest(of_fields) f
    join portico.attachment a on a.id = portico.shown_cell(of_table, f, of_record)
    where a.record = of_record and a.table_id = of_table and a.field = f;
end $$;

-- Opens one: through the cell view, with its entry, in one statement. Before the verdict it is the sender's alone, and
-- nobody's once it was refused.
create function portico.open_attachment(of_table text, of_field text, of_record uuid) returns setof portico.attachment
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a portico.attachment;
begin
  select x.* into a from portico.attachment x
    where x.id = portico.shown_cell(of_table, of_field, of_record) and x.record = of_record and x.table_id = of_table and x.field = of_field
      and (x.status = 'clean' or (x.status = 'waiting' and x.account = (portico.actor() ->> 'account')::uuid));
  if a.id is null then return; end if;
  perform portico.append_entry(portico.actor(), 'open', 'done', null, of_table, array[of_record], array[a.patient], array[of_field], 'attachment');
  return next a;
end $$;

create function portico.open_own_attachment(of_id uuid) returns setof portico.attachment
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a portico.attachment;
begin
  select x.* into a from portico.attachment x
    where x.id = of_id and x.record is null and x.status in ('waiting', 'clean') and x.account = (portico.actor() ->> 'account')::uuid;
  if a.id is null then return; end if;
  perform portico.append_entry(portico.actor(), 'open', 'done', null, a.table_id, null, array[a.patient], array[a.field], 'attachment');
  return next a;
end $$;

-- Called for each file cell that a record gets (the generated trigger `attach`): only the sender's own, sent for this
-- field and this patient, and never twice.
create function portico.attach(of_id uuid, of_table text, of_field text, to_record uuid, of_patient uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update portico.attachment a set record = to_record
    where a.id = of_id and a.table_id = of_table and a.field = of_field and a.patient = of_patient and a.record is null
      and a.status in ('waiting', 'clean') and a.account = (portico.actor() ->> 'account')::uuid;
  if not found then raise exception using errcode = 'PT005', message = 'not an attachment of this'; end if;
end $$;

-- The worker's part: what waits for a verdict is leased, so that two workers do not scan the same.
create function portico.attachments_to_scan(how_many int)
returns table (id uuid, patient uuid, file uuid, key bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.attachment a set scan_after = portico.portico_now() + interval '2 minutes'
    where a.id in (select w.id from portico.attachment w where w.status = 'waiting' and w.scan_after <= portico.portico_now()
      order by w.scan_after limit how_many for update skip locked)
    returning a.id, a.patient, a.file, a.key;
end;

create function portico.scan_later(of_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  update portico.attachment a set scan_after = portico.portico_now() + interval '2 seconds' where a.id = of_id and a.status = 'waiting';
end;

create function portico.attachment_verdict(of_id uuid, is_clean boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  a record;
begin
  update portico.attachment x set status = case when is_clean then 'clean' else 'refused' end, scanned_at = portico.portico_now()
    where x.id = of_id and x.status = 'waiting' returning * into a;
  if not found then return false; end if;
  perform portico.append_entry('{"audience": "system"}', 'update', case when is_clean then 'done' else 'refused' end,
    case when is_clean then null else 'file-refused' end, a.table_id, array_remove(array[a.record], null), array[a.patient], array[a.field], 'attachment');
  return true;
end $$;

-- What no record ever got goes when the answers that held it are gone; what never arrived goes after an hour. A file that
-- was refused is destroyed at once, and its row stays with the record that has it.
create function portico.sweep_attachments(how_many int) returns setof uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  delete from portico.attachment a where a.id in (select o.id from portico.attachment o
      where o.record is null and (o.kept_at < portico.portico_now() - interval '30 days'
        or (o.status = 'uploading' and o.created < portico.portico_now() - interval '1 hour')) limit how_many)
    returning a.file;
end;

create function portico.known_files(names uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.file from portico.attachment a where a.file = any (names) and a.status <> 'refused';
end;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.attachment_patient(text, uuid, uuid, text)', 'portico.begin_attachment(uuid, uuid, text, text, uuid)',
    'portico.attachment_arrived(uuid, uuid, bytea, bytea, text, int)', 'portico.drop_attachment(uuid)',
    'portico.own_attachments(uuid[])', 'portico.keep_attachments(uuid[])', 'portico.attachments_on(text, uuid, text[])',
    'portico.open_attachment(text, text, uuid)', 'portico.open_own_attachment(uuid)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
    execute format('grant execute on function %s to portico_patient, portico_staff', f);
  end loop;
  foreach f in array array[
    'portico.attachments_to_scan(int)', 'portico.scan_later(uuid)', 'portico.attachment_verdict(uuid, boolean)',
    'portico.sweep_attachments(int)', 'portico.known_files(uuid[])']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
    execute format('grant execute on function %s to portico_worker', f);
  end loop;
  foreach f in array array['portico.shown_cell(text, text, uuid)', 'portico.attach(uuid, text, text, uuid, uuid)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
