-- A fill writes what was read a moment before: who was shredded in between gets nothing of it. Whoever asks holds the
-- lock that a shredding takes alone (027), so that the answer holds until it commits.

set role portico_owner;

create function portico.shredded_among(subjects uuid[]) returns setof uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  select pg_advisory_xact_lock_shared(7041790);
  select distinct k.subject from keys.data_key k where k.subject = any (subjects) and k.destroyed_at is not null;
end;

reset role;
alter function portico.shredded_among(uuid[]) owner to portico_definer;
grant execute on function portico.shredded_among(uuid[]) to portico_publisher;
