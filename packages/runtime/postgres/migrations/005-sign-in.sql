-- Before sign-in there is one login, which may touch no table and execute these few functions.

set role portico_owner;

create function portico.find_sign_in(name_mac bytea)
returns table (account uuid, audience text, password text, totp bytea, totp_step bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, a.audience, a.password, a.totp, a.totp_step from portico.account a
  where a.sign_in = name_mac and a.disabled_at is null;
end;

-- A code works once: the step only ever rises.
create function portico.use_totp_step(of_account uuid, step bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update portico.account set totp_step = step where id = of_account and totp_step < step;
  return found;
end $$;

create function portico.open_session(
  session_mac bytea, of_account uuid, of_app text, with_second_factor boolean, absolute_seconds int, from_address text, from_browser text
) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_ timestamptz := portico.portico_now();
  id_ uuid := gen_random_uuid();
begin
  insert into portico.session (mac, id, account, app, created, last_seen, absolute_until, fresh_at, second_factor, address, browser)
    values (session_mac, id_, of_account, of_app, at_, at_, at_ + absolute_seconds * interval '1 second', at_, with_second_factor, from_address, from_browser);
  perform portico.append_entry(portico.session_actor(session_mac), 'sign-in', 'done', null, null, null, null, null, null);
  return id_;
end $$;

create function portico.end_session(session_mac bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.session_actor(session_mac);
begin
  if actor is not null then
    perform portico.append_entry(actor, 'sign-out', 'done', null, null, null, null, null, null);
  end if;
  update portico.session set ended_at = portico.portico_now() where mac = session_mac and ended_at is null;
end $$;

create function portico.extend_session(session_mac bytea) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if portico.session_actor(session_mac) is null then return null; end if;
  update portico.session set last_seen = portico.portico_now() where mac = session_mac;
  return portico.session_actor(session_mac);
end $$;

-- A fresh sign-in takes the place of the session before it, so that a stolen older token is worth nothing.
create function portico.replace_session(old_mac bytea, new_mac bytea, with_second_factor boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_ timestamptz := portico.portico_now();
begin
  if portico.session_actor(old_mac) is null then return false; end if;
  insert into portico.session (mac, id, account, app, created, last_seen, absolute_until, fresh_at, second_factor, address, browser)
    select new_mac, gen_random_uuid(), account, app, at_, at_, absolute_until, at_, second_factor or with_second_factor, address, browser
    from portico.session where mac = old_mac;
  update portico.session set ended_at = at_ where mac = old_mac;
  perform portico.append_entry(portico.session_actor(new_mac), 'sign-in', 'done', null, null, null, null, null, 'fresh');
  return true;
end $$;

create function portico.session_account(session_mac bytea)
returns table (actor jsonb, password text, totp bytea, totp_step bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor_ jsonb := portico.session_actor(session_mac, false);
begin
  if actor_ is null then return; end if;
  return query select actor_, a.password, a.totp, a.totp_step from portico.account a where a.id = (actor_ ->> 'account')::uuid;
end $$;

create function portico.set_totp(session_mac bytea, sealed bytea, step bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor jsonb := portico.session_actor(session_mac);
begin
  if actor is null then return false; end if;
  update portico.account set totp = sealed, totp_step = step where id = (actor ->> 'account')::uuid and totp is null;
  if not found then return false; end if;
  update portico.session set second_factor = true where mac = session_mac;
  perform portico.append_entry(actor, 'second-factor', 'done', null, null, null, null, null, null);
  return true;
end $$;

reset role;
do $$
declare
  f regprocedure;
begin
  foreach f in array array[
    'portico.find_sign_in(bytea)', 'portico.use_totp_step(uuid, bigint)',
    'portico.open_session(bytea, uuid, text, boolean, int, text, text)', 'portico.end_session(bytea)',
    'portico.extend_session(bytea)', 'portico.replace_session(bytea, bytea, boolean)',
    'portico.session_account(bytea)', 'portico.set_totp(bytea, bytea, bigint)']::regprocedure[] loop
    execute format('grant execute on function %s to portico_auth', f);
    execute format('alter function %s owner to portico_definer', f);
  end loop;
end $$;

set role portico_owner;
-- Five wrong tries delay the next, for names that exist and names that do not alike.
create table portico.sign_in_tries (key text primary key, points int not null default 0, expire bigint);
grant select, insert, update, delete on portico.sign_in_tries to portico_auth;
reset role;
