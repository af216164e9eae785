-- Two who move a rehearsal's clock on to one moment move it there once: whoever comes second waits, reads the clock anew,
-- and finds that the moment has come.

create or replace function portico.rehearsal_jump(until_ timestamptz) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_ timestamptz;
  seconds int;
begin
  perform 1 from portico.setting where name = 'clock_offset_seconds' for update;
  at_ := portico.portico_now();
  if not portico.is_rehearsal() or until_ > at_ + interval '400 days' then
    raise exception using errcode = 'PT004', message = 'this clock cannot be moved';
  end if;
  if until_ <= at_ then return at_; end if;
  seconds := ceil(extract(epoch from until_ - at_));
  update portico.session s set last_seen = s.last_seen + seconds * interval '1 second', fresh_at = s.fresh_at + seconds * interval '1 second',
      absolute_until = s.absolute_until + seconds * interval '1 second'
    where s.ended_at is null and s.absolute_until > at_;
  perform portico.jump_clock(seconds);
  insert into portico.clock_jump (at, until) values (at_, portico.portico_now());
  perform portico.append_entry('{"audience": "system"}', 'build', 'done', null, null, null, null, null, 'rehearsal-jump');
  return portico.portico_now();
end $$;
