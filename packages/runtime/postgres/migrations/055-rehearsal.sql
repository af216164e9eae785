-- A rehearsal environment is a database of invented people whose clock may be moved on from outside. Its setting
-- `rehearsal` holds the run it was made for; without it nothing here does anything.

set role portico_owner;

create function portico.is_rehearsal() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (select 1 from portico.setting where name = 'rehearsal')
  and exists (select 1 from portico.setting where name = 'demo');

-- Where the clock was and where it went to.
create table portico.clock_jump (id bigint generated always as identity primary key, at timestamptz not null, until timestamptz not null);

-- Moves the clock on. Whoever is signed in stays so: nobody sat before a screen for as long as was skipped.
create function portico.rehearsal_jump(until_ timestamptz) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_ timestamptz := portico.portico_now();
  seconds int := ceil(extract(epoch from until_ - at_));
begin
  if not portico.is_rehearsal() or seconds <= 0 or until_ > at_ + interval '400 days' then
    raise exception using errcode = 'PT004', message = 'this clock cannot be moved';
  end if;
  update portico.session s set last_seen = s.last_seen + seconds * interval '1 second', fresh_at = s.fresh_at + seconds * interval '1 second',
      absolute_until = s.absolute_until + seconds * interval '1 second'
    where s.ended_at is null and s.absolute_until > at_;
  perform portico.jump_clock(seconds);
  insert into portico.clock_jump (at, until) values (at_, portico.portico_now());
  perform portico.append_entry('{"audience": "system"}', 'build', 'done', null, null, null, null, null, 'rehearsal-jump');
  return portico.portico_now();
end $$;

-- Which drafts somebody walked through in a rehearsal environment, by their hash. Kept where the draft is.
create table portico.walked_draft (hash text primary key, at timestamptz not null);

grant select, insert on portico.clock_jump to portico_definer;

reset role;
alter function portico.is_rehearsal() owner to portico_definer;
alter function portico.rehearsal_jump(timestamptz) owner to portico_definer;
grant execute on function portico.rehearsal_jump(timestamptz) to portico_publisher;
