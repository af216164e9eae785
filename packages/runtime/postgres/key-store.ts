import type { Pool } from 'pg'

export type WrappedKey = { readonly id: string; readonly subject: string; readonly wrapped: Buffer }

export type KeyStore = {
  readonly byIds: (ids: readonly string[]) => Promise<readonly WrappedKey[]>
  /** Keeps this key, unless the subject has one already: then that one is the answer. */
  readonly ensure: (key: WrappedKey) => Promise<WrappedKey>
}

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
      await pool.query<WrappedKey>(
        'select id, subject, wrapped from keys.data_key where id = any ($1) and destroyed_at is null',
        [ids],
      )
    ).rows,
  ensure: async ({ id, subject, wrapped }) => {
    await pool.query(
      'insert into keys.data_key (id, subject, wrapped) values ($1, $2, $3) on conflict (subject) where destroyed_at is null do nothing',
      [id, subject, wrapped],
    )
    const { rows } = await pool.query<WrappedKey>(
      'select id, subject, wrapped from keys.data_key where subject = $1 and destroyed_at is null',
      [subject],
    )
    const [row] = rows
    if (!row) throw new Error('a key that was just kept is gone')
    return row
  },
})
