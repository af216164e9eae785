-- Portico's own tables. No audience login holds a grant on any of them: they are reached through the
-- functions of 002 to 005 only, which check who acts.

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to portico_patient, portico_staff, portico_auth, portico_worker, portico_trail, portico_sealer, portico_keys, portico_publisher', current_database());
  execute format('grant create on database %I to portico_publisher', current_database());
end $$;

create schema portico authorization portico_owner;
create schema data authorization portico_owner;
create schema keys authorization portico_owner;
grant usage on schema portico to portico_patient, portico_staff, portico_auth, portico_worker, portico_trail,
  portico_sealer, portico_keys, portico_publisher, portico_definer, portico_reader_patient, portico_reader_staff,
  portico_reader_system;
grant usage on schema data to portico_patient, portico_staff, portico_worker, portico_definer,
  portico_reader_patient, portico_reader_staff, portico_reader_system;
grant create on schema data to portico_definer;
grant usage on schema keys to portico_keys;

set role portico_owner;
alter default privileges revoke execute on functions from public;

-- What kind of environment this database is, its clock offset, and the Temporal namespace it last saw.
create table portico.setting (name text primary key, value text not null);
insert into portico.setting values ('clock_offset_seconds', '0');

-- Keys that never leave the database: they prove that an actor or an entry was made by the functions here.
create table portico.secret (name text primary key, value bytea not null);

create table portico.version (
  number int primary key,
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  body text not null,
  published_at timestamptz not null,
  published_by uuid,
  reason text not null
);
create table portico.live (
  one boolean primary key default true check (one),
  version int not null references portico.version,
  hash text not null
);
-- Roles as the live version has them; written anew with each publishing.
create table portico.role (
  id text primary key,
  audience text not null,
  idle_seconds int not null,
  powers text[] not null
);
create table portico.draft (
  one boolean primary key default true check (one),
  revision int not null,
  body text not null
);
create table portico.draft_edit (
  revision int primary key,
  at timestamptz not null,
  by_account uuid not null,
  edits text not null
);

create table portico.account (
  id uuid primary key,
  audience text not null check (audience in ('patient', 'staff')),
  person uuid not null,
  sign_in bytea not null unique,
  password text not null,
  totp bytea,
  totp_step bigint not null default 0,
  disabled_at timestamptz,
  created timestamptz not null
);
create table portico.account_role (
  account uuid not null references portico.account,
  role text not null,
  primary key (account, role)
);
create table portico.session (
  mac bytea primary key,
  id uuid not null unique,
  account uuid not null references portico.account,
  app text not null check (app in ('portal', 'office')),
  created timestamptz not null,
  last_seen timestamptz not null,
  absolute_until timestamptz not null,
  fresh_at timestamptz not null,
  second_factor boolean not null,
  ended_at timestamptz,
  address text,
  browser text
);
create index on portico.session (account) where ended_at is null;

-- Where a person's notices go: sealed with a key of its own, so that sending needs no patient's key.
create table portico.contact (person uuid primary key, address bytea not null, language text not null);

create table portico.answers (
  account uuid not null references portico.account,
  form text not null,
  patient uuid,
  body bytea not null,
  kept_at timestamptz not null,
  -- What the request is started with: two tabs with the same answers begin one request.
  key uuid not null default gen_random_uuid(),
  primary key (account, form)
);

create table portico.request (
  id uuid primary key,
  table_id text not null,
  workflow text not null,
  pinned int not null references portico.version,
  state text not null,
  version int not null,
  plan int not null,
  applied_plan int not null default 0,
  ended_at timestamptz,
  created timestamptz not null,
  nudge_after timestamptz not null default '-infinity',
  nudge_tries int not null default 0
);
create index request_gap on portico.request (nudge_after) where plan > applied_plan;
create index request_open on portico.request (workflow) where ended_at is null;

create table portico.transition (
  request uuid not null references portico.request,
  version int not null,
  transition text,
  from_state text,
  to_state text not null,
  audience text not null,
  account uuid,
  person uuid,
  at timestamptz not null,
  primary key (request, version)
);

create table portico.deadline (
  id uuid primary key,
  request uuid not null references portico.request,
  transition text not null,
  kind text not null check (kind in ('remind', 'due')),
  at timestamptz not null,
  status text not null default 'armed' check (status in ('armed', 'fired', 'left'))
);
create index on portico.deadline (request) where status = 'armed';
create index on portico.deadline (at) where status = 'armed';

create table portico.effect (
  id uuid primary key,
  request uuid not null references portico.request,
  version int not null,
  ordinal int not null,
  notice text not null,
  receiver text not null check (receiver in ('patient', 'queue')),
  state text not null,
  status text not null default 'pending' check (status in ('pending', 'done', 'superseded', 'attention')),
  tries int not null default 0,
  next_try timestamptz not null default '-infinity',
  created timestamptz not null,
  at timestamptz,
  unique (request, version, ordinal)
);
create index on portico.effect (request) where status = 'pending';

-- One sending of a notice, as it left. Its words are proven free of private values before they are written.
create table portico.delivery (
  effect uuid primary key references portico.effect,
  notice text not null,
  language text not null,
  subject text not null,
  body text not null,
  at timestamptz not null
);

-- A key covers one account's one act. The row holds what was answered, which is ids, a state and a due time, never a
-- value: a replay says what the first answer said.
create table portico.idempotency (
  account uuid not null,
  key uuid not null,
  input_hash bytea not null,
  request uuid not null,
  version int not null,
  state text not null,
  due timestamptz,
  at timestamptz not null,
  primary key (account, key)
);

-- What a cell held before: ciphertext stays ciphertext, bound to the same record and field.
create table portico.earlier_value (
  id bigint generated always as identity primary key,
  table_id text not null,
  record uuid not null,
  field text not null,
  sealed bytea,
  plain text,
  account uuid,
  at timestamptz not null
);
create index on portico.earlier_value (record, field);

create table portico.entry (
  seq bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  -- A line that nobody can read back would keep every later one from being sealed.
  verb text not null check (verb in ('list', 'open', 'search', 'create', 'update', 'transition', 'sign-in', 'sign-out', 'second-factor', 'build',
    'publish', 'notice', 'export', 'read-trail', 'grant-role')),
  outcome text not null check (outcome in ('done', 'refused')),
  code text,
  account uuid,
  person uuid,
  audience text not null,
  roles text[] not null,
  on_behalf_of uuid,
  version int not null,
  table_id text,
  records uuid[] not null,
  patients uuid[] not null,
  fields text[] not null,
  detail text,
  address text,
  browser text,
  session uuid,
  mac bytea not null,
  primary key (seq, at)
) partition by range (at);
create table portico.entry_rest partition of portico.entry default;
create index on portico.entry (xid, seq);
create index on portico.entry using gin (patients);
create index on portico.entry (account, seq);

-- The tree of RFC 6962 over entries, and its signed heads. A head also goes to a second place, outside this database.
create table portico.leaf (
  index bigint primary key,
  seq bigint not null unique,
  xid xid8 not null,
  hash bytea not null
);
create table portico.checkpoint (size bigint primary key, root bytea not null, note text not null, at timestamptz not null);

create table keys.data_key (
  id uuid primary key,
  subject uuid not null,
  wrapped bytea not null,
  created timestamptz not null default clock_timestamp(),
  destroyed_at timestamptz
);
create unique index on keys.data_key (subject) where destroyed_at is null;
grant select, insert on keys.data_key to portico_keys;

grant select, insert, update on all tables in schema portico to portico_definer;
grant delete on portico.answers, portico.role, portico.account_role, portico.idempotency to portico_definer;
revoke update on portico.entry, portico.entry_rest, portico.leaf, portico.checkpoint, portico.version, portico.secret from portico_definer;
grant select on portico.live, portico.version to portico_auth, portico_publisher;
grant select on portico.setting to portico_publisher;
grant select on portico.entry, portico.leaf, portico.checkpoint to portico_sealer;
grant insert on portico.leaf, portico.checkpoint to portico_sealer;
reset role;
