import { z } from 'zod'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

/** One asking for a second person's approval, and what became of it. */
const account = z.string().refine(isAccountId)
const person = z.string().refine(isRecordId)

const rowSchema = z.object({
  id: z.uuid(),
  hash: z.string(),
  live_hash: z.string(),
  reason: z.string(),
  asked_by: account,
  asked_person: person.nullable(),
  asked_at: z.string(),
  waits_until: z.string().nullable(),
  /** Whether the wait of somebody who is alone is over. */
  has_waited: z.boolean(),
  outcome: z.enum(['approved', 'declined', 'withdrawn', 'waited']).nullable(),
  decided_by: account.nullable(),
  decided_person: person.nullable(),
  decided_at: z.string().nullable(),
  answer: z.string().nullable(),
  version: z.number().int().nullable(),
  /** The version it was asked to replace. */
  base: z.number().int(),
})
export type ApprovalRow = z.infer<typeof rowSchema>

const selected = `select p.id, p.hash, p.live_hash, p.reason, p.asked_by, a.person as asked_person, p.asked_at, p.waits_until,
    coalesce(p.waits_until <= portico.portico_now(), false) as has_waited,
    p.outcome, p.decided_by, d.person as decided_person, p.decided_at, p.answer, p.version,
    (select v.number from portico.version v where v.hash = p.live_hash) as base
  from portico.approval p join portico.account a on a.id = p.asked_by left join portico.account d on d.id = p.decided_by`

const rowsOf = async (
  transaction: Transaction,
  rest: string,
  values: readonly unknown[] = [],
): Promise<readonly ApprovalRow[]> => {
  const { rows } = await transaction.query(`${selected} ${rest}`, [...values])
  return rows.map((row) => rowSchema.parse(row))
}

/** What waits for a decision, whether or not the draft is still what was asked for. */
export const openApproval = async (transaction: Transaction): Promise<ApprovalRow | null> =>
  (await rowsOf(transaction, 'where p.outcome is null'))[0] ?? null

/** The last one that was decided. */
export const lastApproval = async (transaction: Transaction): Promise<ApprovalRow | null> =>
  (await rowsOf(transaction, 'where p.outcome is not null order by p.decided_at desc limit 1'))[0] ?? null

const reviewsMax = 50

/** What was published alone and nobody has looked at yet. */
export const unreviewed = (transaction: Transaction): Promise<readonly ApprovalRow[]> =>
  rowsOf(
    transaction,
    `where p.outcome = 'waited' and p.reviewed_at is null order by p.decided_at limit ${reviewsMax}`,
  )

/** Everybody but whoever asks who could approve now. */
export const otherApprovers = async (
  transaction: Transaction,
  asking: string,
): Promise<readonly (string | null)[]> => {
  const { rows } = await transaction.query<{ person: string | null }>(
    `select distinct a.id, a.person, a.created from portico.account a
       join portico.account_role h on h.account = a.id and h.for_patient is null
       join portico.role r on r.id = h.role and r.audience = a.audience and 'approve' = any (r.powers)
     where a.disabled_at is null and a.audience = 'staff' and a.id <> $1
     order by a.created, a.id`,
    [asking],
  )
  return rows.map((row) => row.person)
}

export type Asked = {
  readonly id: string
  readonly hash: string
  readonly liveHash: string
  readonly reason: string
  /** Null where a second person decides. */
  readonly waitsHours: number | null
}

export const writeApproval = async (
  transaction: Transaction,
  { id, hash, liveHash, reason, waitsHours }: Asked,
): Promise<void> => {
  await transaction.query(
    `insert into portico.approval (id, hash, live_hash, reason, asked_by, asked_at, waits_until)
     values ($1, $2, $3, $4, portico.acting_account(), portico.portico_now(), portico.portico_now() + $5 * interval '1 hour')`,
    [id, hash, liveHash, reason, waitsHours],
  )
}

type Decision = { readonly outcome: 'approved' | 'declined' | 'withdrawn' | 'waited' } & {
  readonly answer?: string
  readonly version?: number
}

export const decideApproval = async (
  transaction: Transaction,
  id: string,
  { outcome, answer, version }: Decision,
): Promise<void> => {
  await transaction.query(
    `update portico.approval set outcome = $2, answer = $3, version = $4, decided_by = portico.acting_account(),
       decided_at = portico.portico_now() where id = $1 and outcome is null`,
    [id, outcome, answer ?? null, version ?? null],
  )
}

/** Locks what is to be settled, and says whether it still waits. */
export const isStillOpen = async (transaction: Transaction, id: string): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    'select 1 from portico.approval where id = $1 and outcome is null for update',
    [id],
  )
  return rowCount === 1
}

/** Says that somebody else has looked at it; false when somebody had already. */
export const markReviewed = async (transaction: Transaction, id: string): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `update portico.approval set reviewed_by = portico.acting_account(), reviewed_at = portico.portico_now()
     where id = $1 and outcome = 'waited' and reviewed_at is null`,
    [id],
  )
  return rowCount === 1
}

/** Whether the actor's sign-in is no older than this. */
export const isFresh = async (transaction: Transaction, minutes: number): Promise<boolean> => {
  const { rows } = await transaction.query<{ fresh: boolean }>(
    `select (portico.actor() ->> 'fresh_at')::timestamptz >= portico.portico_now() - $1 * interval '1 minute' as fresh`,
    [minutes],
  )
  return rows[0]?.fresh === true
}
