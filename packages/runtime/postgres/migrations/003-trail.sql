-- The trail. One insert per fact, without any lock, in the fact's own transaction. The MAC is made by these functions
-- only, so a line that somebody inserts by hand is known by it.

set role portico_owner;

create function portico.append_entry(
  actor jsonb, verb text, outcome text, code text, table_id text, records uuid[], patients uuid[], fields text[], detail text
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  seq_ bigint := nextval(pg_get_serial_sequence('portico.entry', 'seq'));
  at_ timestamptz := portico.portico_now();
  version_ int := coalesce((select l.version from portico.live l), 0);
  roles_ text[] := array(select jsonb_array_elements_text(coalesce(actor -> 'roles', '[]')));
begin
  insert into portico.entry (seq, at, verb, outcome, code, account, person, audience, roles, on_behalf_of, version,
    table_id, records, patients, fields, detail, address, browser, session, mac)
  overriding system value
  values (seq_, at_, verb, outcome, code, (actor ->> 'account')::uuid, (actor ->> 'person')::uuid,
    coalesce(actor ->> 'audience', 'public'), roles_, (actor ->> 'patient')::uuid, version_,
    table_id, coalesce(records, '{}'), coalesce(patients, '{}'), coalesce(fields, '{}'), detail,
    actor ->> 'address', actor ->> 'browser', (actor ->> 'session')::uuid,
    portico.keyed_mac('entry', portico.entry_payload(seq_, at_, verb, outcome, code, (actor ->> 'account')::uuid,
      (actor ->> 'person')::uuid, coalesce(actor ->> 'audience', 'public'), roles_, (actor ->> 'patient')::uuid, version_,
      table_id, coalesce(records, '{}'), coalesce(patients, '{}'), coalesce(fields, '{}'), detail,
      actor ->> 'address', actor ->> 'browser', (actor ->> 'session')::uuid)));
  return seq_;
end $$;

create function portico.entry_payload(
  seq bigint, at timestamptz, verb text, outcome text, code text, account uuid, person uuid, audience text, roles text[],
  on_behalf_of uuid, version int, table_id text, records uuid[], patients uuid[], fields text[], detail text,
  address text, browser text, session uuid
) returns text
language sql stable set search_path = pg_catalog, pg_temp
return jsonb_build_array(seq, extract(epoch from at), verb, outcome, code, account, person, audience, roles, on_behalf_of,
  version, table_id, records, patients, fields, detail, address, browser, session)::text;

-- A fact of the actor who acts now.
create function portico.entry_write(
  verb text, table_id text, records uuid[], patients uuid[], fields text[], detail text
) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select portico.append_entry(portico.actor(), verb, 'done', null, table_id, records, patients, fields, detail);
end;

-- A read, in the very statement that reads. One that was to open a record and found nothing read nothing: the
-- refusal's entry is written by the call that answers.
create function portico.entry_read(
  verb text, table_id text, records uuid[], patients uuid[], fields text[], wanted uuid
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if verb not in ('list', 'open', 'search') then
    raise exception using errcode = 'PT005', message = 'not a read';
  end if;
  if wanted is not null and records is null then return null; end if;
  return portico.append_entry(portico.actor(), verb, 'done', null, table_id, records, patients, fields, null);
end $$;

-- A refusal, in a transaction of its own. Who asked is what the session says, or a stranger.
create function portico.entry_refusal(
  session_mac bytea, verb text, code text, table_id text, records uuid[], fields text[], detail text, address text, browser text
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := coalesce(portico.session_actor(session_mac, false), jsonb_build_object('address', address, 'browser', browser));
begin
  return portico.append_entry(actor, verb, 'refused', code, table_id, records, null, fields, detail);
end $$;

-- What the privacy officer reads. Reading the trail is itself an entry, and it is written first.
create function portico.trail_read(
  patient uuid, by_account uuid, since timestamptz, of_verb text, before_seq bigint, size int
) returns setof portico.entry
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ? 'read-trail' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  perform portico.entry_write('read-trail', null, null, case when patient is null then null else array[patient] end, null, null);
  return query
    select e.* from portico.entry e
    where e.at >= since
      and (patient is null or e.patients @> array[patient])
      and (by_account is null or e.account = by_account)
      and (of_verb is null or e.verb = of_verb)
      and (before_seq is null or e.seq < before_seq)
    order by e.seq desc
    limit size;
end $$;

create function portico.trail_size(out sealed bigint, out unsealed bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(max(l.index) + 1, 0),
    (select count(*) from portico.entry e
      where e.xid >= coalesce((select m.xid from portico.leaf m order by m.index desc limit 1), '0'::xid8)
        and not exists (select 1 from portico.leaf m where m.seq = e.seq))
  from portico.leaf l;
end;

-- Whether each entry's MAC is the one these functions made.
create function portico.entry_is_ours(e portico.entry) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return e.mac = portico.keyed_mac('entry', portico.entry_payload(e.seq, e.at, e.verb, e.outcome, e.code, e.account, e.person,
  e.audience, e.roles, e.on_behalf_of, e.version, e.table_id, e.records, e.patients, e.fields, e.detail, e.address, e.browser, e.session));

-- Months are kept apart, so that six years can pass and be counted (45 CFR 164.316(b)(2)).
create function portico.ensure_entry_months() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  month timestamptz := date_trunc('month', portico.portico_now() at time zone 'UTC') at time zone 'UTC';
  name text;
begin
  for i in 0..2 loop
    name := 'entry_' || to_char((month + i * interval '1 month') at time zone 'UTC', 'YYYY_MM');
    if to_regclass('portico.' || name) is null then
      execute format('create table portico.%I partition of portico.entry for values from (%L) to (%L)', name,
        (month at time zone 'UTC' + i * interval '1 month') at time zone 'UTC',
        (month at time zone 'UTC' + (i + 1) * interval '1 month') at time zone 'UTC');
    end if;
  end loop;
end $$;

reset role;
alter function portico.append_entry(jsonb, text, text, text, text, uuid[], uuid[], text[], text) owner to portico_definer;
alter function portico.entry_write(text, text, uuid[], uuid[], text[], text) owner to portico_definer;
alter function portico.entry_read(text, text, uuid[], uuid[], text[], uuid) owner to portico_definer;
grant execute on function portico.entry_read(text, text, uuid[], uuid[], text[], uuid) to portico_patient, portico_staff;
alter function portico.entry_refusal(bytea, text, text, text, uuid[], text[], text, text, text) owner to portico_definer;
alter function portico.trail_read(uuid, uuid, timestamptz, text, bigint, int) owner to portico_definer;
alter function portico.trail_size() owner to portico_definer;
alter function portico.entry_is_ours(portico.entry) owner to portico_definer;
grant usage on sequence portico.entry_seq_seq to portico_definer;

grant execute on function portico.entry_write(text, text, uuid[], uuid[], text[], text)
  to portico_trail, portico_publisher;
grant execute on function portico.entry_refusal(bytea, text, text, text, uuid[], text[], text, text, text)
  to portico_auth;
grant execute on function portico.trail_read(uuid, uuid, timestamptz, text, bigint, int) to portico_trail;
grant execute on function portico.trail_size() to portico_trail, portico_sealer;
grant execute on function portico.entry_is_ours(portico.entry) to portico_sealer;
grant execute on function portico.entry_payload(bigint, timestamptz, text, text, text, uuid, uuid, text, text[], uuid, int, text, uuid[], uuid[], text[], text, text, text, uuid) to portico_definer;
grant execute on function portico.append_entry(jsonb, text, text, text, text, uuid[], uuid[], text[], text) to portico_definer;
select portico.ensure_entry_months();
