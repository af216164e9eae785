-- What questions about a past moment, and about a step, need beside what conditions ask: the version that was live, the
-- roles the account acted with last until then, and how far a request has come. Asked in the transaction of the question
-- it belongs to, whose entry is written there.

set role portico_owner;

create function portico.access_moment(of_account uuid, of_record uuid, at_moment timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_the_machine boolean := session_user = 'portico_publisher' and coalesce(current_setting('portico.actor', true), '') = '';
begin
  if not at_the_machine and not portico.actor() -> 'powers' ? 'read-trail' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  return jsonb_build_object(
    'version', (select max(v.number) from portico.version v where v.published_at <= at_moment),
    'roles', (select to_jsonb(e.roles) from portico.entry e
      where e.account = of_account and e.at <= at_moment order by e.seq desc limit 1),
    'request', (select jsonb_build_object('workflow', r.workflow, 'pinned', r.pinned, 'state', r.state, 'version', r.version)
      from portico.request r where r.id = of_record));
end $$;

reset role;

-- About the past, people count who have left since, or hold no role any more.
create or replace function portico.access_question(
  asked text, of_table text, of_field text, of_record uuid, of_patient uuid, owner_column text, of_account uuid, of_sign_in bytea
) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_the_machine boolean := session_user = 'portico_publisher' and coalesce(current_setting('portico.actor', true), '') = '';
  actor jsonb := case when at_the_machine then '{"audience": "system", "address": "command line"}'::jsonb else portico.actor() end;
  ids uuid[] := '{}';
  records_ jsonb;
  owners uuid[];
  about_the_past constant text[] := array['why-then', 'colleagues'];
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
          coalesce(array_agg(h.role order by h.role) filter (where h.role is not null), '{}') as roles,
          portico.person_facts(a.audience, coalesce(h.for_patient, a.person)) as facts,
          a.name::text as name
        from portico.account a
          left join (select ar.account, ar.role, ar.for_patient from portico.account_role ar
            join portico.account held_by on held_by.id = ar.account
            join portico.role r on r.id = ar.role and r.audience = held_by.audience and r.proxy = (ar.for_patient is not null)) h on h.account = a.id
        where (asked = any (about_the_past) or (a.disabled_at is null and h.role is not null)) and (account_ is null or a.id = account_)
          and (a.audience = 'staff' or account_ is not null or coalesce(h.for_patient, a.person) = any (owners)
            or (of_record is not null and cardinality(array_remove(owners, null)) = 0))
        group by a.id, h.for_patient
        limit 5000) p),
    'patients', (select count(*) from portico.account a where a.audience = 'patient' and a.disabled_at is null));
end $$;

alter function portico.access_moment(uuid, uuid, timestamptz) owner to portico_definer;
grant execute on function portico.access_moment(uuid, uuid, timestamptz) to portico_trail, portico_publisher;
