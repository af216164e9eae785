import type { Pool } from 'pg'
import { z } from 'zod'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

const proxySchema = z.object({
  account: z.string().refine(isAccountId),
  patient: z.string().refine(isRecordId),
  roles: z.array(z.string()),
  /** What the account that acts goes by, sealed. */
  name: z.instanceof(Buffer).nullable(),
  is_mine: z.boolean(),
  /** The last day on which it holds. */
  until: z.string().nullable(),
})
/** Somebody who may act for a patient: the actor herself (`is_mine`), or somebody for the actor. */
export type ProxyRow = z.infer<typeof proxySchema>

const standingSchema = z.object({
  account: z.string().refine(isAccountId),
  name: z.instanceof(Buffer).nullable(),
  patient: z.string().refine(isRecordId),
  role: z.string(),
  until: z.string().nullable(),
})
/** A role that an account holds for a patient at this moment. */
export type StandingProxyRow = z.infer<typeof standingSchema>

const foundSchema = z.object({
  account: z.string().refine(isAccountId),
  name: z.instanceof(Buffer).nullable(),
  person: z.string().refine(isRecordId).nullable(),
})
/** An account that could act for somebody; the patient it is, if it is one. */
export type AccountToAct = z.infer<typeof foundSchema>

/** Whether it was given: no when the sign-in of whoever gives it is older than that. */
export const grantProxyRole = async (
  transaction: Transaction,
  account: AccountId,
  patient: RecordId,
  role: string,
  until: string | null,
  freshMinutes: number,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ given: boolean }>(
    'select portico.grant_proxy($1, $2, $3, $4, $5) as given',
    [account, patient, role, until, freshMinutes],
  )
  return rows[0]?.given ?? false
}

export const endProxyRole = async (
  transaction: Transaction,
  account: AccountId,
  patient: RecordId,
): Promise<void> => {
  await transaction.query('select portico.end_proxy($1, $2)', [account, patient])
}

/** How many roles that were given until a moment were over and are ended. */
export const endGrantsThatAreOver = async (pool: Pool, size: number): Promise<number> => {
  const { rows } = await pool.query<{ ended: number }>('select portico.end_grants($1) as ended', [size])
  return rows[0]?.ended ?? 0
}

export const proxyRows = async (transaction: Transaction): Promise<readonly ProxyRow[]> => {
  const { rows } = await transaction.query('select * from portico.proxies()')
  return rows.map((row) => proxySchema.parse(row))
}

/** Everybody who may act for somebody now. */
export const standingProxies = async (transaction: Transaction): Promise<readonly StandingProxyRow[]> => {
  const { rows } = await transaction.query('select * from portico.standing_proxies()')
  return rows.map((row) => standingSchema.parse(row))
}

export const accountToAct = async (
  transaction: Transaction,
  signInMac: Buffer,
): Promise<AccountToAct | null> => {
  const { rows } = await transaction.query('select * from portico.account_to_act($1)', [signInMac])
  return rows[0] === undefined ? null : foundSchema.parse(rows[0])
}
