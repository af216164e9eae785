-- Nothing is filled for a patient who was shredded: no key seals for her, and no token may say her name again.

set role portico_owner;

create function portico.is_shredded(of_patient uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (select 1 from keys.data_key k where k.subject = of_patient and k.destroyed_at is not null);

-- Until this transaction ends nobody is shredded: who was, can be seen from now on.
create function portico.hold_off_shredding() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(7041790);
end $$;

reset role;
alter function portico.is_shredded(uuid) owner to portico_definer;
alter function portico.hold_off_shredding() owner to portico_definer;
grant execute on function portico.is_shredded(uuid), portico.hold_off_shredding() to portico_publisher;
