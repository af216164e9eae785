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
})
/** Somebody who may act for a patient: the actor herself (`is_mine`), or somebody for the actor. */
export type ProxyRow = z.infer<typeof proxySchema>

/** Whether it was given: no when the sign-in of whoever gives it is older than that. */
export const grantProxyRole = async (
  transaction: Transaction,
  account: AccountId,
  patient: RecordId,
  role: string,
  freshMinutes: number,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ given: boolean }>(
    'select portico.grant_proxy($1, $2, $3, $4) as given',
    [account, patient, role, freshMinutes],
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

export const proxyRows = async (transaction: Transaction): Promise<readonly ProxyRow[]> => {
  const { rows } = await transaction.query('select * from portico.proxies()')
  return rows.map((row) => proxySchema.parse(row))
}
