-- In which language somebody is written to, she says herself: who opened her account only supposed it. It belongs to the
-- account, whoever it acts for at the moment. Colleagues who see a patient's record are told which one she reads.

set role portico_owner;

create function portico.contact_of_account() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select coalesce(a.person, a.id) from portico.account a where a.id = (portico.actor() ->> 'account')::uuid);

-- None where nobody writes to this account.
create function portico.mail_language() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select c.language from portico.contact c where c.person = portico.contact_of_account());

create function portico.set_mail_language(of_language text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  before_ text;
begin
  select c.language into before_ from portico.contact c where c.person = portico.contact_of_account() for update;
  if not found or of_language not in ('en', 'es') then
    raise exception using errcode = 'PT004', message = 'nobody writes to this account';
  end if;
  if before_ = of_language then return; end if;
  update portico.contact c set language = of_language where c.person = portico.contact_of_account();
  perform portico.entry_account('update', portico.actor() ->> 'audience', (select a.person from portico.account a
    where a.id = (portico.actor() ->> 'account')::uuid), 'mail-language');
end $$;

-- Asked with the opening of a request, whose entry names the patient.
create function portico.mail_language_of(of_patient uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.sees_person('patient', of_patient) then return null; end if;
  return (select c.language from portico.contact c where c.person = of_patient);
end $$;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array['portico.contact_of_account()', 'portico.mail_language()', 'portico.set_mail_language(text)',
    'portico.mail_language_of(uuid)']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function portico.mail_language(), portico.set_mail_language(text) to portico_patient, portico_staff;
grant execute on function portico.mail_language_of(uuid) to portico_staff;
