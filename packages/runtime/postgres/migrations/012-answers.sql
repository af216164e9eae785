-- Answers for the privacy officer: who did, who can, why, and what was sent. Each question is an entry.

set role portico_owner;

-- What somebody was refused concerns the patient whose record it is, if it is there: this is found out here, with the
-- entry, and told to nobody but those who read the trail.
create function portico.owners_of(of_table text, of_records uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
return array(select distinct o.owner from unnest(of_records) r,
  lateral (select (portico.record_facts(of_table, r) ->> '_owner')::uuid as owner) o where o.owner is not null);

-- A sign-in that failed says whose name was tried, where that is a patient's: it is asked for together with her records.
create function portico.entry_failed_sign_in(name_mac bytea, code text, address text, browser text) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select portico.append_entry(jsonb_build_object('address', address, 'browser', browser), 'sign-in', 'refused', code, null, null,
    array(select a.person from portico.account a where a.sign_in = name_mac and a.audience = 'patient' and a.person is not null), null, null);
end;

create index on portico.entry (on_behalf_of, seq) where on_behalf_of is not null;

-- What the engine needs to say who may: the accounts with their roles and facts, and the facts of the records asked
-- about. It holds ids and what permissions' conditions ask, never a private value. `at_the_machine` is the command line:
-- whoever can use the publisher's login may do more than ask.
create function portico.access_question(
  asked text, of_table text, of_field text, of_record uuid, of_patient uuid, owner_column text, of_account uuid, of_sign_in bytea
) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_the_machine boolean := session_user = 'portico_publisher' and coalesce(current_setting('portico.actor', true), '') = '';
  actor jsonb := case when at_the_machine then '{"audience": "system", "address": "command line"}'::jsonb else portico.actor() end;
  ids uuid[] := '{}';
  records_ jsonb;
  owners uuid[];
  account_ uuid := coalesce(of_account, (select a.id from portico.account a where a.sign_in = of_sign_in));
begin
  if not at_the_machine and not actor -> 'powers' ? 'read-trail' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  if of_record is not null then ids := array[of_record];
  elsif of_patient is not null and owner_column is not null and to_regclass(format('data.%I', of_table)) is not null then
    execute format('select coalesce(array_agg(x.id), ''{}'') from (select id from data.%I where %I = $1 and _deleted is null order by _created desc limit 100) x',
      of_table, owner_column) into ids using of_patient;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'owner', i.facts ->> '_owner',
      'facts', (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(i.facts) f where not starts_with(f.key, '_')))), '[]'),
    array_remove(array_agg(distinct (i.facts ->> '_owner')::uuid), null)
    into records_, owners
    from (select id, portico.record_facts(of_table, id) as facts from unnest(ids) id) i where i.facts is not null;
  owners := coalesce(owners, '{}') || coalesce(array[of_patient], '{}');
  perform portico.append_entry(actor, 'read-trail', 'done', null, of_table, ids, array_remove(owners, null),
    array_remove(array[of_field], null), asked);
  return jsonb_build_object(
    'today', portico.today(), 'account', account_, 'records', records_,
    'people', (select coalesce(jsonb_agg(jsonb_build_object('account', p.account, 'audience', p.audience, 'person', p.person,
        'patient', p.patient, 'roles', p.roles, 'facts', p.facts, 'name', p.name) order by p.audience desc, p.created, p.account), '[]')
      from (select a.id as account, a.audience, a.person, a.created,
          case a.audience when 'patient' then coalesce(h.for_patient, a.person) end as patient,
          array_agg(h.role order by h.role) as roles,
          portico.person_facts(a.audience, coalesce(h.for_patient, a.person)) as facts,
          to_jsonb(a) ->> 'name' as name
        from portico.account a
          join (select ar.account, ar.role, (to_jsonb(ar) ->> 'for_patient')::uuid as for_patient from portico.account_role ar) h on h.account = a.id
          join portico.role r on r.id = h.role and r.audience = a.audience
            and coalesce((to_jsonb(r) ->> 'proxy')::boolean, false) = (h.for_patient is not null)
        where a.disabled_at is null and (account_ is null or a.id = account_)
          and (a.audience = 'staff' or account_ is not null or coalesce(h.for_patient, a.person) = any (owners)
            or (of_record is not null and cardinality(array_remove(owners, null)) = 0))
        group by a.id, h.for_patient
        limit 5000) p),
    'patients', (select count(*) from portico.account a where a.audience = 'patient' and a.disabled_at is null));
end $$;

reset role;

create or replace function portico.append_entry(
  actor jsonb, verb text, outcome text, code text, table_id text, records uuid[], patients uuid[], fields text[], detail text
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  seq_ bigint := nextval(pg_get_serial_sequence('portico.entry', 'seq'));
  at_ timestamptz := portico.portico_now();
  version_ int := coalesce((select l.version from portico.live l), 0);
  roles_ text[] := array(select jsonb_array_elements_text(coalesce(actor -> 'roles', '[]')));
  patients_ uuid[] := coalesce(patients, '{}');
begin
  if outcome = 'refused' and patients_ = '{}' and table_id is not null and records is not null then
    patients_ := portico.owners_of(table_id, records);
  end if;
  insert into portico.entry (seq, at, verb, outcome, code, account, person, audience, roles, on_behalf_of, version,
    table_id, records, patients, fields, detail, address, browser, session, mac)
  overriding system value
  values (seq_, at_, verb, outcome, code, (actor ->> 'account')::uuid, (actor ->> 'person')::uuid,
    coalesce(actor ->> 'audience', 'public'), roles_, (actor ->> 'patient')::uuid, version_,
    table_id, coalesce(records, '{}'), patients_, coalesce(fields, '{}'), detail,
    actor ->> 'address', actor ->> 'browser', (actor ->> 'session')::uuid,
    portico.keyed_mac('entry', portico.entry_payload(seq_, at_, verb, outcome, code, (actor ->> 'account')::uuid,
      (actor ->> 'person')::uuid, coalesce(actor ->> 'audience', 'public'), roles_, (actor ->> 'patient')::uuid, version_,
      table_id, coalesce(records, '{}'), patients_, coalesce(fields, '{}'), detail,
      actor ->> 'address', actor ->> 'browser', (actor ->> 'session')::uuid)));
  return seq_;
end $$;

-- About a patient is what names her, and what was done in her name: by herself or by a proxy, signing in included.
create or replace function portico.trail_read(
  patient uuid, by_account uuid, since timestamptz, of_verb text, before_seq bigint, size int
) returns setof portico.entry
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ? 'read-trail' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  perform portico.entry_write('read-trail', null, null, case when patient is null then null else array[patient] end, null, null);
  if patient is not null then
    return query
      select e.* from portico.entry e
      where (e.patients @> array[patient] or e.on_behalf_of = patient)
        and e.at >= since
        and (by_account is null or e.account = by_account)
        and (of_verb is null or e.verb = of_verb)
        and (before_seq is null or e.seq < before_seq)
      order by e.seq desc
      limit size;
  else
    return query
      select e.* from portico.entry e
      where e.at >= since
        and (by_account is null or e.account = by_account)
        and (of_verb is null or e.verb = of_verb)
        and (before_seq is null or e.seq < before_seq)
      order by e.seq desc
      limit size;
  end if;
end $$;

do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.owners_of(text, uuid[])', 'portico.entry_failed_sign_in(bytea, text, text, text)',
    'portico.access_question(text, text, text, uuid, uuid, text, uuid, bytea)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.entry_failed_sign_in(bytea, text, text, text) to portico_auth;
grant execute on function portico.access_question(text, text, text, uuid, uuid, text, uuid, bytea) to portico_trail, portico_publisher;
