-- Keys in generations. The practice's key is random and kept wrapped by the source's key of keys; it wraps the patients'
-- keys. A rotation makes a new one, wraps every patient's keys by it, and gives every patient a new key for what is
-- written from then on: a key that is retired opens and seals nothing new.

do $$
declare
  held text := (select pg_get_constraintdef(oid) from pg_constraint
    where conrelid = 'portico.entry'::regclass and conname = 'entry_verb_check');
begin
  execute 'alter table portico.entry drop constraint entry_verb_check';
  execute 'alter table portico.entry add constraint entry_verb_check '
    || replace(held, '''revoke-role''::text', '''revoke-role''::text, ''rotate-keys''::text, ''shred''::text');
end $$;

set role portico_owner;

create table keys.practice_key (
  number int primary key check (number > 0),
  -- Which of the source's keys of keys wraps it.
  kek int not null,
  wrapped bytea not null,
  created timestamptz not null default clock_timestamp()
);

-- Moves with whatever running processes must take up, or let go of.
create table keys.epoch (one boolean primary key default true check (one), number bigint not null);
insert into keys.epoch values (true, 1);

-- Null: wrapped by a key derived from the source itself, as all were before the first rotation.
alter table keys.data_key add column practice int references keys.practice_key, add column retired_at timestamptz;
drop index keys.data_key_subject_idx;
create unique index data_key_current on keys.data_key (subject) where destroyed_at is null and retired_at is null;
create index data_key_subject on keys.data_key (subject);
create index data_key_practice on keys.data_key (practice);

-- Who was shredded gets no new key: nothing is written about her any more. 7041790 is the lock that a shredding and a
-- rotation take alone, so that no key is made beside one that is being destroyed.
create function keys.refuse_shredded() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(7041790);
  if exists (select 1 from keys.data_key k where k.subject = new.subject and k.destroyed_at is not null) then
    raise exception using errcode = 'PT005', message = 'shredded';
  end if;
  return new;
end $$;
create trigger refuse_shredded before insert on keys.data_key for each row execute function keys.refuse_shredded();

grant select on keys.practice_key, keys.epoch to portico_keys;
reset role;
