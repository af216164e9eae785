import { z } from 'zod'
import type { Pool, PoolClient } from 'pg'
import type { WrappedDataKey, WrappedPracticeKey } from './key-store.ts'
import type { Transaction } from './transaction.ts'

/** What a rotation and a shredding take alone (027), so that no key is made beside one that is being destroyed. */
const keysLock = 7_041_790
/** One rotation at a time; held by a connection for all of it. */
const rotationLock = 7_041_791

export const beginRotation = async (client: Pick<PoolClient, 'query'>): Promise<boolean> => {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [
    rotationLock,
  ])
  return z.boolean().parse(rows[0]?.free)
}

export const practiceKeysKept = async (transaction: Transaction): Promise<readonly WrappedPracticeKey[]> =>
  (
    await transaction.query<WrappedPracticeKey>(
      'select number, kek, wrapped from keys.practice_key order by number for update',
    )
  ).rows

export const writePracticeKeys = async (
  transaction: Transaction,
  keys: readonly WrappedPracticeKey[],
): Promise<void> => {
  for (const { number, kek, wrapped } of keys)
    await transaction.query(
      `insert into keys.practice_key (number, kek, wrapped) values ($1, $2, $3)
       on conflict (number) do update set kek = excluded.kek, wrapped = excluded.wrapped`,
      [number, kek, wrapped],
    )
}

/** Running processes feel it within two seconds. */
export const moveEpoch = async (transaction: Transaction): Promise<void> => {
  await transaction.query('update keys.epoch set number = number + 1')
}

/** Rotating is a fact of the trail: of somebody at the machine, about nobody's record. */
export const writeRotationEntry = async (
  transaction: Transaction,
  detail: 'begun' | 'finished',
): Promise<void> => {
  await transaction.query(
    `select portico.append_entry('{"audience": "system", "address": "command line"}', 'rotate-keys', 'done', null, null, null, null, null, $1)`,
    [detail],
  )
}

export type OldDataKey = WrappedDataKey & { readonly is_current: boolean }

/** Some that an older practice key wraps, locked until they are wrapped anew. */
export const oldDataKeys = async (
  transaction: Transaction,
  newest: number,
  size: number,
): Promise<readonly OldDataKey[]> => {
  await transaction.query('select pg_advisory_xact_lock($1)', [keysLock])
  const { rows } = await transaction.query<OldDataKey>(
    `select id, subject, wrapped, practice, retired_at is null as is_current from keys.data_key
     where practice is distinct from $1 and destroyed_at is null order by id limit $2 for update`,
    [newest, size],
  )
  return rows
}

/** Each under the new practice key, and no longer the one that seals. */
export const retireDataKeys = async (
  transaction: Transaction,
  keys: readonly WrappedDataKey[],
): Promise<void> => {
  await transaction.query(
    `update keys.data_key d set wrapped = k.wrapped, practice = k.practice, retired_at = coalesce(d.retired_at, clock_timestamp())
     from unnest($1::uuid[], $2::bytea[], $3::int[]) k (id, wrapped, practice) where d.id = k.id`,
    [keys.map(({ id }) => id), keys.map(({ wrapped }) => wrapped), keys.map(({ practice }) => practice)],
  )
}

export const addDataKeys = async (
  transaction: Transaction,
  keys: readonly WrappedDataKey[],
): Promise<void> => {
  await transaction.query(
    `insert into keys.data_key (id, subject, wrapped, practice)
     select * from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::int[])`,
    [
      keys.map(({ id }) => id),
      keys.map(({ subject }) => subject),
      keys.map(({ wrapped }) => wrapped),
      keys.map(({ practice }) => practice),
    ],
  )
}

/** What wraps nothing any more goes. */
export const dropOldPracticeKeys = async (transaction: Transaction, newest: number): Promise<void> => {
  await transaction.query(
    `delete from keys.practice_key p where p.number < $1
       and not exists (select 1 from keys.data_key d where d.practice = p.number and d.destroyed_at is null)`,
    [newest],
  )
}

/** The bytes of keys that were destroyed or wrapped anew lie there until Postgres clears away what was overwritten. */
export const clearOverwrittenKeys = async (pool: Pool): Promise<void> => {
  await pool.query('vacuum keys.data_key, keys.practice_key')
}
