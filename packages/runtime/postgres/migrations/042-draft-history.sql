-- What was done to the draft, in words, and the way back from it: any earlier moment can be looked at, and gone back to
-- by one more edit. What was edited before this has neither.

set role portico_owner;

alter table portico.draft_edit
  add column back text,
  add column sentences text[] not null default '{}',
  add column reason text check (length(reason) between 1 and 500);

-- A moment of the draft that somebody gave a name to.
create table portico.draft_point (
  id uuid primary key,
  revision int not null check (revision >= 0),
  name text not null check (length(name) between 1 and 100),
  at timestamptz not null,
  by_account uuid not null
);
create index on portico.draft_point (revision);

reset role;
