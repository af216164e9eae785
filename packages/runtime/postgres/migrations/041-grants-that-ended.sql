-- Acting for somebody that ends with its day ends without anybody doing it. That is a fact like any other ending, so it is
-- an entry, of the moment it ended; the worker writes it, and what was kept under the grant goes as when somebody ends it.

set role portico_owner;

create index on portico.account_role (until) where until is not null;

-- As `append_entry`, for what happened at a moment that is over.
do $$
declare
  given text := pg_get_functiondef('portico.append_entry(jsonb, text, text, text, text, uuid[], uuid[], text[], text)'::regprocedure);
  made text := replace(replace(replace(given, 'portico.append_entry(', 'portico.append_entry_at('),
    'detail text)', 'detail text, at_ timestamptz)'), 'at_ timestamptz := portico.portico_now();', '');
begin
  if strpos(made, 'detail text, at_ timestamptz)') = 0 or strpos(made, 'portico_now') > 0 then
    raise exception 'append_entry is not what it was';
  end if;
  execute made;
end $$;

-- Whatever takes the place of a grant that is over, the worker who clears it away or somebody who gives it anew first, its
-- end is written. An entry belongs to the month it tells of; of a month that was never opened, because nothing ran here
-- for so long, it tells when it was found.
create function portico.note_grant_ended() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.until <= portico.portico_now() then
    perform portico.append_entry_at('{"audience": "system"}', 'revoke-role', 'done', null, null, array[old.account],
      array[old.for_patient], null, old.role,
      case when to_regclass('portico.entry_' || to_char(old.until at time zone 'UTC', 'YYYY_MM')) is null
        then portico.portico_now() else old.until end);
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;

create trigger note_grant_ended before update or delete on portico.account_role
  for each row when (old.until is not null) execute function portico.note_grant_ended();

-- Clears away what was given until a moment that is over, with what was kept under it, and answers how much that was.
create function portico.end_grants(how_many int) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended portico.account_role;
  dropped portico.attachment;
  count_ int := 0;
begin
  for ended in select ar.* from portico.account_role ar where ar.until <= portico.portico_now()
    order by ar.until limit how_many for update skip locked loop
    delete from portico.account_role ar
      where ar.account = ended.account and ar.role = ended.role and ar.for_patient = ended.for_patient;
    if not portico.acts_for(ended.account, ended.for_patient) then
      delete from portico.answers a where a.account = ended.account and a.for_patient = ended.for_patient;
      for dropped in delete from portico.attachment a
        where a.account = ended.account and a.patient = ended.for_patient and a.record is null returning * loop
        perform portico.note_dropped('{"audience": "system"}', dropped);
      end loop;
    end if;
    count_ := count_ + 1;
  end loop;
  return count_;
end $$;

reset role;
alter function portico.append_entry_at(jsonb, text, text, text, text, uuid[], uuid[], text[], text, timestamptz) owner to portico_definer;
alter function portico.note_grant_ended() owner to portico_definer;
alter function portico.end_grants(int) owner to portico_definer;
grant execute on function portico.end_grants(int) to portico_worker;
