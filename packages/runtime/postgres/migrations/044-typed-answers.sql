-- What somebody typed and has not sent is private like any record. Reading it back is an entry, in the same statement: about
-- whom it was typed, and never what. Without the entry nothing is handed over.

create or replace function portico.answers_load(of_form text) returns table (patient uuid, body bytea, key uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  -- What is typed for a next step is kept under "step:<table>:<record>"; the id of a form holds no colon.
  place text[] := string_to_array(of_form, ':');
  is_step boolean := cardinality(place) = 3;
  record_ uuid[] := case when is_step then array[place[3]::uuid] end;
  kept record;
begin
  select a.patient, a.body, a.key into kept from portico.answers a
    where a.account = (actor ->> 'account')::uuid and a.form = of_form
      and a.for_patient is not distinct from portico.actor_stands_for()
      and a.kept_at > portico.portico_now() - interval '30 days';
  if not found then return; end if;
  perform portico.append_entry(actor, 'open', 'done', null, case when is_step then place[2] end, record_,
    case when is_step then portico.owners_of(place[2], record_)
      else array_remove(array[coalesce(kept.patient, (actor ->> 'patient')::uuid)], null) end, null, 'answers');
  return query select kept.patient, kept.body, kept.key;
end $$;
