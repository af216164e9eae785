import type { Pool } from 'pg'
import { z } from 'zod'
import type { Transaction } from './transaction.ts'

/** A version that went live, and what that took. */
export type Published = {
  readonly version: number
  /** Since when it is live. */
  readonly at: string
  readonly tables: number
  readonly tookMs: number
  /** How long everybody else waited. */
  readonly heldMs: number
}

/** Whoever publishes is heard of at every step; of one who was killed nothing is heard any more. */
const silentAfter = `interval '2 minutes'`

export const beginPublishing = async (
  pool: Pool,
  { id, hash, reason }: { readonly id: string; readonly hash: string; readonly reason: string },
): Promise<void> => {
  await pool.query(
    `insert into portico.publishing as p (id, hash, reason, state) values ($1, $2, $3, 'preparing')
     on conflict (id) do update set state = 'preparing', hash = excluded.hash, reason = excluded.reason,
       begun_at = clock_timestamp(), touched_at = clock_timestamp(), stop_asked = false where p.state <> 'live'`,
    [id, hash, reason],
  )
}

export type Far = { readonly steps: number; readonly done: number; readonly table: string }

/** Says how far it is, and hears whether to go on. */
export const goesOn = async (pool: Pool, id: string, { steps, done, table }: Far): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update portico.publishing set steps = $2, steps_done = $3, at_table = $4, touched_at = clock_timestamp()
     where id = $1 and not stop_asked`,
    [id, steps, done, table],
  )
  return rowCount === 1
}

/** The last moment at which a publishing can be stopped: from here on it switches over. */
export const isStopped = async (pool: Pool, id: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update portico.publishing set state = 'switching', steps_done = steps, at_table = null, touched_at = clock_timestamp()
     where id = $1 and not stop_asked`,
    [id],
  )
  return rowCount === 0
}

type Since = {
  readonly version: number
  readonly tables: number
  /** Who asked for it, where that is not who lets it through. */
  readonly askedBy: string | null
  readonly isApproved: boolean
}

/** In the transaction that makes it live; answers since when it is. */
export const liveSince = async (
  transaction: Transaction,
  id: string,
  { version, tables, askedBy, isApproved }: Since,
): Promise<string> => {
  const { rows } = await transaction.query<{ live_at: string }>(
    `update portico.publishing set state = 'live', live_at = portico.portico_now(), version = $2, tables_changed = $3,
       replaced = (select l.version from portico.live l),
       published_by = coalesce($4, portico.acting_account()), approved_by = case when $5 then portico.acting_account() end
     where id = $1 returning live_at`,
    [id, version, tables, askedBy, isApproved],
  )
  const [row] = rows
  if (!row) throw new Error('a publishing that was begun is gone')
  return row.live_at
}

export const endPublishing = async (
  pool: Pool,
  id: string,
  result: Published | 'stopped' | 'failed',
): Promise<void> => {
  if (typeof result === 'string')
    await pool.query(`update portico.publishing set state = $2 where id = $1 and state <> 'live'`, [
      id,
      result,
    ])
  else
    await pool.query('update portico.publishing set took_ms = $2, held_ms = $3 where id = $1', [
      id,
      Math.round(result.tookMs),
      Math.round(result.heldMs),
    ])
}

/** Asks the publishing that is on its way to stop; false where none is, or where it switches over already. */
export const askToStop = async (transaction: Transaction): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `update portico.publishing set stop_asked = true
     where state = 'preparing' and not stop_asked and touched_at > clock_timestamp() - ${silentAfter}`,
  )
  return rowCount !== 0
}

const underWaySchema = z.object({
  state: z.enum(['preparing', 'switching']),
  steps: z.number().int(),
  steps_done: z.number().int(),
  at_table: z.string().nullable(),
  stop_asked: z.boolean(),
})
export type UnderWay = z.infer<typeof underWaySchema>

/** The publishing that is on its way, whoever began it. */
export const underWay = async (transaction: Transaction): Promise<UnderWay | null> => {
  const { rows } = await transaction.query(
    `select state, steps, steps_done, at_table, stop_asked from portico.publishing
     where state in ('preparing', 'switching') and touched_at > clock_timestamp() - ${silentAfter}
     order by begun_at desc limit 1`,
  )
  return rows[0] ? underWaySchema.parse(rows[0]) : null
}

const wentLiveSchema = z.object({
  id: z.uuid(),
  version: z.number().int(),
  replaced: z.number().int().nullable(),
  live_at: z.string(),
  reason: z.string(),
  published_by: z.string().nullable(),
  published_person: z.string().nullable(),
  approved_by: z.string().nullable(),
  approved_person: z.string().nullable(),
  tables_changed: z.number().int().nullable(),
  took_ms: z.number().int().nullable(),
  held_ms: z.number().int().nullable(),
})
export type WentLive = z.infer<typeof wentLiveSchema>

const wentLiveMax = 100

/** What went live, newest first. */
export const wentLive = async (transaction: Transaction): Promise<readonly WentLive[]> => {
  const { rows } = await transaction.query(
    `select p.id, p.version, p.replaced, p.live_at, p.reason, p.published_by, a.person as published_person,
       p.approved_by, b.person as approved_person, p.tables_changed, p.took_ms, p.held_ms
     from portico.publishing p left join portico.account a on a.id = p.published_by
       left join portico.account b on b.id = p.approved_by
     where p.state = 'live' order by p.live_at desc, p.version desc limit $1`,
    [wentLiveMax],
  )
  return rows.map((row) => wentLiveSchema.parse(row))
}
