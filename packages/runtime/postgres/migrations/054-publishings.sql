-- Each publishing on its way, and each that came to its end: what a page shows as progress, what somebody may still stop,
-- and which version was live when. A version that goes live again is the same version and another publishing.

set role portico_owner;

create table portico.publishing (
  id uuid primary key,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  reason text not null,
  state text not null check (state in ('preparing', 'switching', 'live', 'stopped', 'failed')),
  -- By the clock of the machine, because a page waits by it.
  begun_at timestamptz not null default clock_timestamp(),
  touched_at timestamptz not null default clock_timestamp(),
  steps int not null default 0,
  steps_done int not null default 0,
  -- The table at which it works.
  at_table text,
  stop_asked boolean not null default false,
  -- By the clock of the practice, from here on.
  live_at timestamptz,
  version int references portico.version,
  -- The version that was live before; none for the first.
  replaced int references portico.version,
  published_by uuid,
  approved_by uuid,
  tables_changed int,
  took_ms int,
  -- How long everybody else waited while it switched over.
  held_ms int,
  check ((state = 'live') = (live_at is not null) and (live_at is null) = (version is null))
);
create index on portico.publishing (live_at desc) where state = 'live';

insert into portico.publishing (id, hash, reason, state, live_at, version, replaced, published_by, approved_by)
select gen_random_uuid(), v.hash, v.reason, 'live', v.published_at, v.number,
  (select max(o.number) from portico.version o where o.number < v.number), v.published_by, v.approved_by
from portico.version v;

grant select on portico.publishing to portico_definer;

reset role;

-- Which version was live at a moment: since one can go live again, the newest is not always the one.
create or replace function portico.access_moment(of_account uuid, of_record uuid, at_moment timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_the_machine boolean := session_user = 'portico_publisher' and coalesce(current_setting('portico.actor', true), '') = '';
begin
  if not at_the_machine and not portico.actor() -> 'powers' ? 'read-trail' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  return jsonb_build_object(
    'version', (select p.version from portico.publishing p where p.state = 'live' and p.live_at <= at_moment
      order by p.live_at desc, p.version desc limit 1),
    'roles', (select to_jsonb(e.roles) from portico.entry e
      where e.account = of_account and e.at <= at_moment order by e.seq desc limit 1),
    'request', (select jsonb_build_object('workflow', r.workflow, 'pinned', r.pinned, 'state', r.state, 'version', r.version)
      from portico.request r where r.id = of_record));
end $$;

-- What fills copied columns is made of the keys the database has and of no one portal, and stays from version to version:
-- it bears none.
do $do$ declare a record; begin
  for a in select oid::regprocedure as name from pg_proc where pronamespace = 'data'::regnamespace and proname like 'fill.%'
  loop execute format('comment on function %s is null', a.name); end loop;
end $do$;
