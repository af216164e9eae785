import type { Pool } from 'pg'

/** A patient's key, wrapped by the practice key of this number, or by the one derived from the source (null). */
export type WrappedDataKey = {
  readonly id: string
  readonly subject: string
  readonly wrapped: Buffer
  readonly practice: number | null
}
export type WrappedPracticeKey = { readonly number: number; readonly kek: number; readonly wrapped: Buffer }

export type KeyStore = {
  readonly byIds: (ids: readonly string[]) => Promise<readonly WrappedDataKey[]>
  /** The key that seals what belongs to this subject now; null when there is none yet. */
  readonly current: (subject: string) => Promise<WrappedDataKey | null>
  /** Keeps this key, unless the subject has one already; refused for a subject whose keys were destroyed. */
  readonly keep: (key: WrappedDataKey) => Promise<void>
  readonly practiceKeys: () => Promise<readonly WrappedPracticeKey[]>
  /** Moves when keys were rotated or destroyed. */
  readonly epoch: () => Promise<string>
}

const columns = 'id, subject, wrapped, practice'
const isCurrent = 'destroyed_at is null and retired_at is null'

/** The key that was made last and is not destroyed; null where there is none yet. */
export const newestKey = async (pool: Pool): Promise<string | null> => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from keys.data_key where destroyed_at is null order by created desc limit 1',
  )
  return rows[0]?.id ?? null
}

export const openKeyStore = (pool: Pool): KeyStore => ({
  byIds: async (ids) =>
    (
      await pool.query<WrappedDataKey>(
        `select ${columns} from keys.data_key where id = any ($1) and destroyed_at is null`,
        [ids],
      )
    ).rows,
  current: async (subject) =>
    (
      await pool.query<WrappedDataKey>(
        `select ${columns} from keys.data_key where subject = $1 and ${isCurrent}`,
        [subject],
      )
    ).rows[0] ?? null,
  keep: async ({ id, subject, wrapped, practice }) => {
    await pool.query(
      `insert into keys.data_key (${columns}) values ($1, $2, $3, $4) on conflict (subject) where ${isCurrent} do nothing`,
      [id, subject, wrapped, practice],
    )
  },
  practiceKeys: async () =>
    (
      await pool.query<WrappedPracticeKey>(
        'select number, kek, wrapped from keys.practice_key order by number',
      )
    ).rows,
  epoch: async () =>
    (await pool.query<{ number: string }>('select number from keys.epoch')).rows[0]?.number ?? '',
})
