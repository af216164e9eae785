-- A demo begins with requests that came in over the last weeks. For that the clock of a fresh environment of invented
-- people is set back before the first request, and comes forward again, to the world's time and never past it.

set role portico_owner;

create function portico.set_demo_clock(seconds int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  offset_ double precision := (select value::double precision from portico.setting where name = 'clock_offset_seconds' for update);
  is_demo boolean := exists (select 1 from portico.setting where name = 'demo');
  is_fresh boolean := not exists (select 1 from portico.request);
begin
  if not is_demo or seconds > 0 or offset_ > 0 or (seconds < offset_ and not is_fresh) then
    raise exception using errcode = 'PT004', message = 'this clock cannot be set';
  end if;
  update portico.setting set value = seconds::text where name = 'clock_offset_seconds';
  update portico.request r set plan = plan + 1, nudge_after = '-infinity', nudge_tries = 0
    where ended_at is null or exists (select 1 from portico.effect e where e.request = r.id and e.status = 'pending');
end $$;

reset role;
alter function portico.set_demo_clock(int) owner to portico_definer;
grant execute on function portico.set_demo_clock(int) to portico_publisher;
