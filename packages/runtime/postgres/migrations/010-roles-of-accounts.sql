-- Roles are given and taken back by people with the power for it, through two functions that check who acts: the
-- login of the staff alone can neither list accounts nor change what an account may do.

set role portico_owner;

-- Accounts of the staff, for whoever may give them roles. Addresses are sealed; only the runtime opens them.
create function portico.staff_accounts()
returns table (account uuid, person uuid, address bytea, roles text[], disabled boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not portico.actor() -> 'powers' ? 'grant-roles' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  return query
    select a.id, a.person, c.address,
      array(select r.role from portico.account_role r where r.account = a.id order by r.role),
      a.disabled_at is not null
    from portico.account a left join portico.contact c on c.person = a.person
    where a.audience = 'staff' order by a.created, a.id;
end $$;

-- Gives a role to somebody else of its audience, or takes it back. Answers 'stale' when the sign-in is too old for it,
-- and 'same' when nothing changed, which is no fact and no entry.
create function portico.change_role_of(of_account uuid, of_role text, holds boolean, fresh_minutes int) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor_ jsonb := portico.actor();
  target record;
begin
  if not actor_ -> 'powers' ? 'grant-roles' or (actor_ ->> 'account')::uuid = of_account then
    raise exception using errcode = 'PT004', message = 'not for this actor';
  end if;
  select a.person, a.audience into target from portico.account a where a.id = of_account and a.disabled_at is null for update;
  if not found or not exists (select from portico.role r where r.id = of_role and r.audience = 'staff' and target.audience = 'staff') then
    raise exception using errcode = 'PT004', message = 'no such account or role';
  end if;
  if (actor_ ->> 'fresh_at')::timestamptz < portico.portico_now() - fresh_minutes * interval '1 minute' then
    return 'stale';
  end if;
  if holds then
    insert into portico.account_role values (of_account, of_role) on conflict do nothing;
  else
    delete from portico.account_role where account = of_account and role = of_role;
  end if;
  if not found then return 'same'; end if;
  perform portico.append_entry(actor_, case when holds then 'grant-role' else 'revoke-role' end, 'done', null, null,
    array[target.person], null, null, of_role);
  return 'done';
end $$;

reset role;
alter function portico.staff_accounts() owner to portico_definer;
alter function portico.change_role_of(uuid, text, boolean, int) owner to portico_definer;
grant execute on function portico.staff_accounts() to portico_staff;
grant execute on function portico.change_role_of(uuid, text, boolean, int) to portico_staff;
