-- A worker that has nothing to do dozes, and is woken by the commit that brings it something. To tell of a commit makes
-- those that tell wait for one another, so plans are told of only while the worker dozes: it holds a lock for as long, and
-- who meets no such lock holds it shared until its commit, before which the worker cannot doze off.

set role portico_owner;

create function portico.tell_worker() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock_shared(7041782) then perform pg_notify('portico_work', 'plan'); end if;
  return null;
end $$;

create function portico.tell_of_file() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('portico_work', 'file');
  return null;
end $$;

create function portico.tell_of_invitation() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('portico_work', 'invitation');
  return null;
end $$;

create trigger plan_told after insert or update of plan, applied_plan on portico.request
  for each row when (new.plan > new.applied_plan) execute function portico.tell_worker();
create trigger file_told after insert or update of status on portico.attachment
  for each row when (new.status = 'waiting') execute function portico.tell_of_file();
create trigger invitation_told after insert or update of sealed on portico.invitation
  for each row when (new.sealed is not null) execute function portico.tell_of_invitation();

reset role;
alter function portico.tell_worker() owner to portico_definer;
alter function portico.tell_of_file() owner to portico_definer;
alter function portico.tell_of_invitation() owner to portico_definer;
