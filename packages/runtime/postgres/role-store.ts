import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { z } from 'zod'
import type { Transaction } from './transaction.ts'

/** An account of the staff, for whoever may give it roles or close it. */
export type StaffAccount = {
  readonly account: AccountId
  readonly person: RecordId
  readonly address: Buffer | null
  readonly roles: readonly string[]
  readonly disabled: boolean
  /** Until when the code holds of somebody who has not come yet; null for everybody else. */
  readonly invitedUntil: string | null
}

const rowSchema = z.object({
  account: z.string().refine(isAccountId),
  person: z.string().refine(isRecordId),
  address: z.instanceof(Buffer).nullable(),
  roles: z.array(z.string()),
  disabled: z.boolean(),
  invited_until: z.string().nullable(),
})
const outcomeSchema = z.enum(['done', 'same', 'stale'])

export const staffAccounts = async (transaction: Transaction): Promise<readonly StaffAccount[]> => {
  const { rows } = await transaction.query('select * from portico.staff_accounts()')
  return rows.map((row) => {
    const { invited_until: invitedUntil, ...account } = rowSchema.parse(row)
    return { ...account, invitedUntil }
  })
}

/** The database checks everything again: a stolen login of the staff gives nobody a role. */
export const changeRoleOf = async (
  transaction: Transaction,
  { account, role }: { readonly account: AccountId; readonly role: string },
  holds: boolean,
  freshMinutes: number,
): Promise<z.infer<typeof outcomeSchema>> => {
  const { rows } = await transaction.query<{ outcome: unknown }>(
    'select portico.change_role_of($1, $2, $3, $4) as outcome',
    [account, role, holds, freshMinutes],
  )
  return outcomeSchema.parse(rows[0]?.outcome)
}
