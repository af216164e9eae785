-- A publishing that makes access wider waits for a second person. What was asked for is fixed by two hashes: that of the
-- portal to be published and that of the one it was asked to replace. When either moves on, the asking stands no more.

set role portico_owner;

create table portico.approval (
  id uuid primary key,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  live_hash text not null check (live_hash ~ '^[0-9a-f]{64}$'),
  reason text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  -- Set where nobody else could approve: from then on it may be published alone, and is looked at afterwards.
  waits_until timestamptz,
  outcome text check (outcome in ('approved', 'declined', 'withdrawn', 'waited')),
  decided_by uuid,
  decided_at timestamptz,
  -- Why it was declined.
  answer text,
  version int references portico.version,
  reviewed_by uuid,
  reviewed_at timestamptz,
  check ((outcome is null) = (decided_at is null) and (decided_by is null) = (decided_at is null)),
  -- Nobody approves or declines for oneself, and nobody looks oneself at what one published alone.
  check (outcome not in ('approved', 'declined') or decided_by <> asked_by),
  check (reviewed_by <> asked_by),
  check (outcome <> 'waited' or waits_until <= decided_at)
);
-- One draft, so one asking at a time.
create unique index approval_open on portico.approval ((true)) where outcome is null;

-- Who published a version is who asked for it; who let it through stands beside it.
alter table portico.version add column approved_by uuid;

reset role;
