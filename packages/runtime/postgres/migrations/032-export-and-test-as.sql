-- Records that leave as a file. Which cells may be read is the views' answer; which of those may be taken away is the
-- engine's, by the verb `export`, for whoever has the power. Here is what it decides by, and the one entry.

set role portico_owner;

create function portico.holds_export() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return portico.actor() ->> 'audience' = 'staff' and portico.actor() -> 'powers' ? 'export';

-- What permissions' conditions ask about records the actor sees: never a private value, and nothing sealed.
create function portico.facts_to_export(of_table text, of_records uuid[]) returns table (record uuid, owner uuid, facts jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.holds_export() then raise exception using errcode = 'PT004', message = 'no such power'; end if;
  return query
    select r, (f.facts ->> '_owner')::uuid,
      (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(f.facts) e where not starts_with(e.key, '_'))
    from unnest(of_records) r, lateral (select portico.record_facts(of_table, r) as facts) f
    where f.facts is not null and portico.is_visible(of_table, r);
end $$;

-- False: the sign-in is too old for it, and nothing may leave.
create function portico.write_export(of_table text, of_records uuid[], of_fields text[], fresh_minutes int) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.holds_export() then raise exception using errcode = 'PT004', message = 'no such power'; end if;
  if not portico.is_fresh(fresh_minutes) then return false; end if;
  perform portico.append_entry(portico.actor(), 'export', 'done', null, of_table, of_records, portico.owners_of(of_table, of_records), of_fields, 'list');
  return true;
end $$;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array['portico.holds_export()', 'portico.facts_to_export(text, uuid[])',
    'portico.write_export(text, uuid[], text[], int)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.facts_to_export(text, uuid[]), portico.write_export(text, uuid[], text[], int) to portico_staff;

-- Testing as somebody. In a demo everybody is invented, so whoever builds looks at the people who are there; of any other
-- environment nothing is handed over, and the test is of a practice that the engine invents.
set role portico_owner;

create function portico.may_test_demo() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return portico.actor() -> 'powers' ? 'build' and exists (select 1 from portico.setting where name = 'demo');

create function portico.demo_records(of_table text, size int) returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.may_test_demo() or to_regclass(format('data.%I', of_table)) is null then return; end if;
  return query execute format('select to_jsonb(x) from (select * from data.%I t where t._deleted is null order by t._created desc, t.id limit $1) x', of_table)
    using size;
end $$;

create function portico.demo_people() returns table (account uuid, audience text, person uuid, patient uuid, roles text[], name bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, a.audience, a.person, case a.audience when 'patient' then coalesce(ar.for_patient, a.person) end,
    array_agg(ar.role order by ar.role), a.name
  from portico.account a join portico.role_held ar on ar.account = a.id
  where portico.may_test_demo() and a.disabled_at is null
  group by a.id, ar.for_patient
  order by a.audience desc, a.created, a.id, ar.for_patient nulls first;
end;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array['portico.may_test_demo()', 'portico.demo_records(text, int)', 'portico.demo_people()']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.may_test_demo(), portico.demo_records(text, int), portico.demo_people() to portico_publisher;
