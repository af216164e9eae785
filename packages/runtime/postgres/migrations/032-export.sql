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
