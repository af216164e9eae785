-- Opening and closing accounts, for whoever holds the power for it. An account is opened for one patient or staff record
-- and begins with a one-time code and no password; the code goes on paper or in a message, and only its keyed MAC is
-- kept. An account of the staff begins with no role: giving roles is another power. Closing is final: who comes back is
-- invited anew, and gets no role or second factor back by it.

do $$
declare
  held text := (select pg_get_constraintdef(oid) from pg_constraint
    where conrelid = 'portico.entry'::regclass and conname = 'entry_verb_check');
begin
  execute 'alter table portico.entry drop constraint entry_verb_check';
  execute 'alter table portico.entry add constraint entry_verb_check '
    || replace(held, '''grant-role''::text', '''grant-role''::text, ''open-account''::text, ''close-account''::text, ''test-as''::text');
end $$;

set role portico_owner;

create table portico.invitation (
  account uuid primary key references portico.account,
  code bytea not null unique,
  until timestamptz not null,
  accepted_at timestamptz,
  -- The code itself, sealed, as long as a message with it has not left; null where it went on paper.
  sealed bytea,
  tries int not null default 0,
  next_try timestamptz not null default '-infinity',
  sent_at timestamptz
);
create index on portico.invitation (next_try) where sealed is not null;
grant select, insert, update on portico.invitation to portico_definer;

-- One person has one open account.
create unique index on portico.account (audience, person) where disabled_at is null and person is not null;

-- The table whose records are an audience's people, in the live version.
create function portico.people_of(of_audience text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select t.key from portico.live l join portico.version v on v.number = l.version, jsonb_each(v.body::jsonb -> 'tables') t
  where t.value ->> 'people' = of_audience);

-- Whether the actor may see the record of somebody at all: an account is opened and closed by who knows whose it is.
create function portico.sees_person(of_audience text, of_person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return coalesce((select portico.is_visible(t, of_person) from portico.people_of(of_audience) t where t is not null), false);

-- What names the one an account belongs to, in the entries about it: a patient among the patients, a colleague among the records.
create function portico.entry_account(verb text, of_audience text, of_person uuid, detail text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select portico.append_entry(portico.actor(), verb, 'done', null, portico.people_of(of_audience),
    array_remove(array[of_person], null), case when of_audience = 'patient' and of_person is not null then array[of_person] end, null, detail);
end;

create function portico.holds_open_accounts() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return portico.actor() -> 'powers' ? 'open-accounts';

create function portico.is_fresh(fresh_minutes int) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return (portico.actor() ->> 'fresh_at')::timestamptz >= portico.portico_now() - fresh_minutes * interval '1 minute';

-- 'stale': the sign-in is too old for it; 'person' and 'address' already have an open account. The record must be one that
-- whoever opens the account may see. A role comes along for patients only, and never one with powers or for somebody else.
create function portico.open_account(
  of_account uuid, of_audience text, of_person uuid, of_role text, of_sign_in bytea, of_password text, of_name bytea,
  of_address bytea, of_language text, of_code bytea, of_sealed bytea, days int, fresh_minutes int
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.holds_open_accounts() or of_audience not in ('patient', 'staff')
    or not portico.sees_person(of_audience, of_person)
    -- Who was shredded has no way in any more, and nobody writes down a new address of hers.
    or exists (select 1 from portico.shredding s where s.patient = of_person and s.confirmed_at is not null)
    or (of_audience = 'staff' and of_role is not null)
    or (of_audience = 'patient' and not exists (select 1 from portico.role r
      where r.id = of_role and r.audience = 'patient' and not r.proxy and r.powers = '{}')) then
    raise exception using errcode = 'PT004', message = 'not possible';
  end if;
  if not portico.is_fresh(fresh_minutes) then return 'stale'; end if;
  if exists (select 1 from portico.account a where a.audience = of_audience and a.person = of_person and a.disabled_at is null) then return 'person'; end if;
  if exists (select 1 from portico.account a where a.sign_in = of_sign_in) then return 'address'; end if;
  insert into portico.account (id, audience, person, sign_in, password, name, created)
    values (of_account, of_audience, of_person, of_sign_in, of_password, of_name, portico.portico_now());
  if of_role is not null then insert into portico.account_role values (of_account, of_role); end if;
  insert into portico.contact values (of_person, of_address, of_language)
    on conflict (person) do update set address = excluded.address, language = excluded.language;
  insert into portico.invitation (account, code, until, sealed)
    values (of_account, of_code, portico.portico_now() + days * interval '1 day', of_sealed);
  perform portico.entry_account('open-account', of_audience, of_person, case when of_sealed is null then 'on-paper' else 'by-message' end);
  return 'done';
end $$;

-- A new code for somebody who has not come yet: the old one is worth nothing from now on. Who has signed in once needs none.
create function portico.renew_invitation(of_account uuid, of_code bytea, of_sealed bytea, days int, fresh_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  target record;
begin
  if not portico.holds_open_accounts() then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  select a.audience, a.person into target from portico.account a join portico.invitation i on i.account = a.id
    where a.id = of_account and a.disabled_at is null and i.accepted_at is null for update;
  if not found or not portico.sees_person(target.audience, target.person) then
    raise exception using errcode = 'PT004', message = 'nobody waits for it';
  end if;
  if not portico.is_fresh(fresh_minutes) then return 'stale'; end if;
  update portico.invitation i set code = of_code, until = portico.portico_now() + days * interval '1 day', sealed = of_sealed,
    tries = 0, next_try = '-infinity', sent_at = null where i.account = of_account;
  perform portico.entry_account('open-account', target.audience, target.person, 'new-code');
  return 'done';
end $$;

-- What somebody who leaves has in hand waits in its queue again. State and deadlines stay; the version moves, which fences
-- whoever saw it before.
create function portico.release_requests(of_person uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.actor();
  table_ text;
  one record;
  next_version int;
begin
  for table_ in select distinct r.table_id from portico.request r where r.ended_at is null loop
    for one in execute format('select d.id, d._state as state from data.%I d join portico.request r on r.id = d.id
        where d._assignee = $1 and d._queue is not null and r.ended_at is null for update of r', table_) using of_person loop
      update portico.request set version = version + 1 where id = one.id returning version into next_version;
      insert into portico.transition (request, version, transition, from_state, to_state, audience, account, person, at)
        values (one.id, next_version, '_release', one.state, one.state, actor ->> 'audience', (actor ->> 'account')::uuid,
          (actor ->> 'person')::uuid, portico.portico_now());
      execute format('update data.%I set _assignee = null, _version = $1 where id = $2', table_) using next_version, one.id;
      perform portico.append_entry(actor, 'transition', 'done', null, table_, array[one.id], portico.owners_of(table_, array[one.id]), null, 'back-to-queue');
    end loop;
  end loop;
end $$;

-- Ends an account and every session of it, for good; its name is free again. Nobody closes her own.
create function portico.close_account(of_account uuid, fresh_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_ timestamptz := portico.portico_now();
  target record;
begin
  if not portico.holds_open_accounts() or (portico.actor() ->> 'account')::uuid = of_account then
    raise exception using errcode = 'PT004', message = 'not for this actor';
  end if;
  select a.audience, a.person into target from portico.account a where a.id = of_account and a.disabled_at is null for update;
  if not found then raise exception using errcode = 'PT004', message = 'no such account'; end if;
  if not portico.is_fresh(fresh_minutes) then return 'stale'; end if;
  update portico.account a set disabled_at = at_, sign_in = convert_to('closed ' || a.id, 'UTF8') where a.id = of_account;
  update portico.session s set ended_at = at_ where s.account = of_account and s.ended_at is null;
  update portico.invitation i set sealed = null where i.account = of_account;
  perform portico.entry_account('close-account', target.audience, target.person, null);
  if target.audience = 'staff' then perform portico.release_requests(target.person); end if;
  return 'done';
end $$;

-- The open account of one person, for whoever may open or close it. Asking about a patient is a fact about her.
create function portico.account_of(of_audience text, of_person uuid)
returns table (account uuid, address bytea, invited_until timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.holds_open_accounts() or not portico.sees_person(of_audience, of_person) then
    raise exception using errcode = 'PT004', message = 'not for this actor';
  end if;
  perform portico.entry_account('list', of_audience, of_person, 'has-account');
  return query
    select a.id, c.address, case when i.accepted_at is null then i.until end
    from portico.account a left join portico.contact c on c.person = a.person left join portico.invitation i on i.account = a.id
    where a.audience = of_audience and a.person = of_person and a.disabled_at is null;
end $$;

-- Before sign-in: the code, the name it was made for, and the password that holds from now on. A code works once.
create function portico.accept_invitation(name_mac bytea, of_code bytea, of_password text, from_address text, from_browser text)
returns table (account uuid, audience text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_ record;
begin
  select a.id, a.audience, a.person into found_ from portico.account a join portico.invitation i on i.account = a.id
    where a.sign_in = name_mac and a.disabled_at is null and i.code = of_code and i.accepted_at is null and i.until > portico.portico_now()
    for update;
  if not found then return; end if;
  update portico.invitation i set accepted_at = portico.portico_now(), sealed = null where i.account = found_.id;
  update portico.account a set password = of_password where a.id = found_.id;
  perform portico.append_entry(jsonb_build_object('account', found_.id, 'audience', found_.audience, 'person', found_.person,
      'patient', case found_.audience when 'patient' then found_.person end, 'address', from_address, 'browser', from_browser),
    'open-account', 'done', null, null, null, null, null, 'accepted');
  return query select found_.id, found_.audience;
end $$;

-- Messages with a code that wait to be sent. Whoever takes one has a minute before another worker may try.
create function portico.invitations_to_send(size int)
returns table (account uuid, person uuid, address bytea, language text, audience text, sealed bytea, until timestamptz)
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  with taken as (
    update portico.invitation i set next_try = portico.portico_now() + interval '1 minute', tries = tries + 1
    where i.account in (select w.account from portico.invitation w
      where w.sealed is not null and w.tries < 8 and w.next_try <= portico.portico_now() and w.until > portico.portico_now()
      order by w.next_try limit size for update skip locked)
    returning i.account, i.sealed, i.until)
  select t.account, a.person, c.address, c.language, a.audience, t.sealed, t.until
  from taken t join portico.account a on a.id = t.account join portico.contact c on c.person = a.person;
end;

-- What was sent is not kept: the code is in the message and nowhere else. A code that was renewed meanwhile still waits.
create function portico.invitation_sent(of_account uuid, of_sealed bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  to_ record;
begin
  update portico.invitation i set sealed = null, sent_at = portico.portico_now() where i.account = of_account and i.sealed = of_sealed;
  if not found then return; end if;
  select a.audience, a.person into to_ from portico.account a where a.id = of_account;
  perform portico.append_entry('{"audience": "system"}', 'notice', 'done', null, portico.people_of(to_.audience), array[to_.person],
    case to_.audience when 'patient' then array[to_.person] end, null, 'invitation');
end $$;

drop function portico.staff_accounts();
-- Also for who opens and closes accounts: each of the two powers is enough to see whom it is about.
create function portico.staff_accounts()
returns table (account uuid, person uuid, address bytea, roles text[], disabled boolean, invited_until timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ?| array['grant-roles', 'open-accounts'] then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  return query
    select a.id, a.person, c.address,
      array(select r.role from portico.role_held r where r.account = a.id order by r.role),
      a.disabled_at is not null, case when i.accepted_at is null then i.until end
    from portico.account a left join portico.contact c on c.person = a.person left join portico.invitation i on i.account = a.id
    where a.audience = 'staff' order by a.created, a.id;
end $$;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.people_of(text)', 'portico.sees_person(text, uuid)', 'portico.entry_account(text, text, uuid, text)', 'portico.release_requests(uuid)', 'portico.holds_open_accounts()', 'portico.is_fresh(int)',
    'portico.open_account(uuid, text, uuid, text, bytea, text, bytea, bytea, text, bytea, bytea, int, int)',
    'portico.renew_invitation(uuid, bytea, bytea, int, int)', 'portico.close_account(uuid, int)', 'portico.account_of(text, uuid)',
    'portico.accept_invitation(bytea, bytea, text, text, text)', 'portico.invitations_to_send(int)',
    'portico.invitation_sent(uuid, bytea)', 'portico.staff_accounts()']::regprocedure[] loop
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;
grant execute on function
  portico.open_account(uuid, text, uuid, text, bytea, text, bytea, bytea, text, bytea, bytea, int, int),
  portico.renew_invitation(uuid, bytea, bytea, int, int), portico.close_account(uuid, int), portico.account_of(text, uuid),
  portico.staff_accounts() to portico_staff;
grant execute on function portico.accept_invitation(bytea, bytea, text, text, text) to portico_auth;
grant execute on function portico.invitations_to_send(int), portico.invitation_sent(uuid, bytea) to portico_worker;
