import type { Pool } from 'pg'
import { z } from 'zod'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { languages, type Language } from '@portico/engine/portal/text'
import type { Transaction } from './transaction.ts'

export type PlanRow = {
  ended: boolean
  wait_ms: number | null
  deadline: string | null
  effects: string[]
  effects_wait_ms: number | null
}

/** What the request's workflow lives by; reading it acknowledges it, so a retried read is harmless. */
export const readPlan = async (pool: Pool, request: string): Promise<PlanRow | null> => {
  const { rows } = await pool.query<PlanRow>('select * from portico.load_plan($1)', [request])
  return rows[0] ?? null
}

/** Begins as the system for one deadline or effect; false when it is not due, not there, or done. */
export const beginWork = async (transaction: Transaction, work: string, hash: string): Promise<boolean> => {
  const { rows } = await transaction.query<{ request: string | null }>(
    'select portico.begin_work($1, $2) as request',
    [work, hash],
  )
  return typeof rows[0]?.request === 'string'
}

export type TakenDeadline = {
  readonly table: string
  readonly request: RecordId
  readonly transition: string
}

export const takeDeadline = async (transaction: Transaction, work: string): Promise<TakenDeadline | null> => {
  const { rows } = await transaction.query<{ table_id: string; request: string; transition: string }>(
    'select * from portico.take_deadline($1)',
    [work],
  )
  const [row] = rows
  return row && isRecordId(row.request)
    ? { table: row.table_id, request: row.request, transition: row.transition }
    : null
}

export const dropDeadline = async (transaction: Transaction, work: string): Promise<void> => {
  await transaction.query('select portico.drop_deadline($1)', [work])
}

const effectSchema = z.object({
  notice: z.string(),
  receiver: z.enum(['patient', 'proxy', 'queue']),
  request: z.string().refine(isRecordId),
  workflow: z.string(),
  state: z.string(),
  queue: z.string().nullable(),
  person: z.string().nullable(),
  address: z.instanceof(Buffer).nullable(),
  language: z.enum(languages),
  version: z.number(),
  status: z.enum(['pending', 'done', 'superseded', 'attention']),
})
export type TakenEffect = z.infer<typeof effectSchema>

export const takeEffect = async (transaction: Transaction, work: string): Promise<TakenEffect | null> => {
  const { rows } = await transaction.query('select * from portico.take_effect($1)', [work])
  return rows[0] === undefined ? null : effectSchema.parse(rows[0])
}

export const effectDone = async (
  transaction: Transaction,
  work: string,
  as: { readonly language: Language; readonly subject: string; readonly body: string },
): Promise<void> => {
  await transaction.query('select portico.effect_done($1, $2, $3, $4)', [
    work,
    as.language,
    as.subject,
    as.body,
  ])
}

/** What cannot reach its receiver whatever is tried: a person must look. */
export const effectUndeliverable = async (
  transaction: Transaction,
  work: string,
  reason: 'no-address' | 'refused',
  code: string | null,
): Promise<void> => {
  await transaction.query('select portico.effect_undeliverable($1, $2, $3)', [work, reason, code])
}

/** Whether that mail had left, and had not come back before. */
export const effectBounced = async (pool: Pool, work: string, code: string | null): Promise<boolean> => {
  const { rows } = await pool.query<{ bounced: boolean }>(
    'select portico.effect_bounced($1, $2) as bounced',
    [work, code],
  )
  return rows[0]?.bounced ?? false
}

export const effectFailed = async (pool: Pool, work: string): Promise<void> => {
  await pool.query('select portico.effect_failed($1)', [work])
}

export const requestsToNudge = async (pool: Pool, size: number): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ id: string }>('select id from portico.requests_to_nudge($1)', [size])
  return rows.map((row) => row.id)
}

export const nudgeSent = async (pool: Pool, request: string): Promise<void> => {
  await pool.query('select portico.nudge_sent($1)', [request])
}

export const nudgeLost = async (pool: Pool, request: string): Promise<void> => {
  await pool.query('select portico.nudge_lost($1)', [request])
}

/** Hands out again what is late though its plan was taken: its run was lost. Tells how many that were. */
export const wakeLate = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ woken: string }>('select portico.wake_late() as woken')
  return Number(rows[0]?.woken ?? 0)
}

/** Another namespace than last time has none of our runs: every open request is handed out anew. */
export const namespaceSeen = async (pool: Pool, namespaceId: string): Promise<boolean> => {
  const { rows } = await pool.query<{ changed: boolean }>('select portico.namespace_changed($1) as changed', [
    namespaceId,
  ])
  return rows[0]?.changed ?? false
}

/** Seconds since a worker last reached Temporal, by the machine's clock; null when none ever did. */
export const temporalSilence = async (pool: Pool): Promise<number | null> => {
  const { rows } = await pool.query<{ seconds: number | null }>(
    'select portico.temporal_silence() as seconds',
  )
  return rows[0]?.seconds ?? null
}
