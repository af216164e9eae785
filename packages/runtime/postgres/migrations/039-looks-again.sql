-- A page that stays open looks again every few seconds. Where it finds nothing it has not shown already, nobody learned
-- anything, and a line about it would only bury those that tell of somebody looking: it writes none. What is new, or was
-- changed since, is an entry like any other, and so is everything a person asks for.

set role portico_owner;

-- Whether the session's last entry of this kind names all of these records and fields, and none was changed since. A
-- change may be committed a while after the moment it carries, never later than a statement may last; hence the slack.
create function portico.is_shown_already(actor jsonb, of_verb text, of_table text, of_records uuid[], of_fields text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  last_ record;
begin
  select e.at, e.records, e.fields into last_ from portico.entry e
    where e.account = (actor ->> 'account')::uuid and e.session = (actor ->> 'session')::uuid
      and e.at > portico.portico_now() - interval '12 hours'
      and e.verb = of_verb and e.table_id = of_table and e.outcome = 'done'
      and e.version = (select l.version from portico.live l)
      and e.on_behalf_of is not distinct from (actor ->> 'patient')::uuid
      and e.records @> coalesce(of_records, '{}') and e.fields @> coalesce(of_fields, '{}')
    order by e.seq desc limit 1;
  if not found then return false; end if;
  return not exists (select 1 from portico.transition t
      where t.request = any (of_records) and t.at > last_.at - interval '15 seconds')
    and not exists (select 1 from portico.earlier_value v
      where v.record = any (of_records) and v.at > last_.at - interval '15 seconds');
end $$;

reset role;
alter function portico.is_shown_already(jsonb, text, text, uuid[], text[]) owner to portico_definer;

create or replace function portico.begin_actor(session_mac bytea, portal_hash text, by_person boolean default true, stands_for uuid default null) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb;
begin
  perform pg_advisory_xact_lock_shared(7041778);
  if portal_hash is distinct from (select hash from portico.live) then
    raise exception using errcode = 'PT001', message = 'another version is live';
  end if;
  actor := portico.session_actor(session_mac, by_person, stands_for);
  if actor is null then raise exception using errcode = 'PT002', message = 'no session'; end if;
  if session_user <> 'portico_' || (actor ->> 'audience')
    and not (actor ->> 'audience' = 'staff' and session_user in ('portico_publisher', 'portico_trail')) then
    raise exception using errcode = 'PT002', message = 'no session';
  end if;
  if actor ->> 'audience' = 'staff' and not (actor ->> 'second_factor')::boolean then
    raise exception using errcode = 'PT003', message = 'second factor needed';
  end if;
  perform portico.seal_actor(actor || jsonb_build_object('by_person', by_person));
  return (actor ->> 'account')::uuid;
end $$;

create or replace function portico.entry_read(
  verb text, table_id text, records uuid[], patients uuid[], fields text[], wanted uuid
) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
begin
  if verb not in ('list', 'open', 'search', 'export') then
    raise exception using errcode = 'PT005', message = 'not a read';
  end if;
  if wanted is not null and records is null then return null; end if;
  if verb in ('list', 'open') and not coalesce((actor ->> 'by_person')::boolean, true)
    and portico.is_shown_already(actor, verb, table_id, records, fields) then return null; end if;
  return portico.append_entry(actor, verb, 'done', null, table_id, records, patients, fields,
    case verb when 'export' then 'morning-list' end);
end $$;
