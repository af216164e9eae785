import type { Pool } from 'pg'
import { z } from 'zod'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { languages, type Language } from '@portico/engine/portal/text'
import type { Transaction } from './transaction.ts'

/** Whose account it is to be: one record of the patients or of the staff. */
export type PersonOfAccount = { readonly audience: 'patient' | 'staff'; readonly person: RecordId }

/** An account as it is written: what is private in it is sealed, and of the code there is only a digest. */
export type OpeningAccount = PersonOfAccount & {
  readonly account: AccountId
  readonly role: string | null
  readonly signIn: Buffer
  readonly password: string
  readonly name: Buffer
  readonly address: Buffer
  readonly language: Language
} & InvitationCode
type InvitationCode = {
  readonly code: Buffer
  /** The code for the worker who sends it; null where it goes on paper. */
  readonly sealed: Buffer | null
}

const openedSchema = z.enum(['done', 'stale', 'person', 'address'])
const changedSchema = z.enum(['done', 'stale'])
const accountId = z.string().refine(isAccountId)

const accountSchema = z.object({
  account: accountId,
  address: z.instanceof(Buffer).nullable(),
  invited_until: z.string().nullable(),
})
export type AccountOfPerson = z.infer<typeof accountSchema>

const outcome = async <T>(
  transaction: Transaction,
  schema: z.ZodType<T>,
  call: string,
  values: readonly unknown[],
): Promise<T> => {
  const { rows } = await transaction.query<{ outcome: unknown }>(`select portico.${call} as outcome`, [
    ...values,
  ])
  return schema.parse(rows[0]?.outcome)
}

export const writeAccount = (
  transaction: Transaction,
  opening: OpeningAccount,
  days: number,
  freshMinutes: number,
): Promise<z.infer<typeof openedSchema>> =>
  outcome(transaction, openedSchema, 'open_account($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)', [
    opening.account,
    opening.audience,
    opening.person,
    opening.role,
    opening.signIn,
    opening.password,
    opening.name,
    opening.address,
    opening.language,
    opening.code,
    opening.sealed,
    days,
    freshMinutes,
  ])

export const renewInvitationOf = (
  transaction: Transaction,
  account: AccountId,
  { code, sealed }: InvitationCode,
  days: number,
  freshMinutes: number,
): Promise<z.infer<typeof changedSchema>> =>
  outcome(transaction, changedSchema, 'renew_invitation($1, $2, $3, $4, $5)', [
    account,
    code,
    sealed,
    days,
    freshMinutes,
  ])

export const endAccount = (
  transaction: Transaction,
  account: AccountId,
  freshMinutes: number,
): Promise<z.infer<typeof changedSchema>> =>
  outcome(transaction, changedSchema, 'close_account($1, $2)', [account, freshMinutes])

/** The open account of somebody; null where there is none. */
export const accountOfPerson = async (
  transaction: Transaction,
  { audience, person }: PersonOfAccount,
): Promise<AccountOfPerson | null> => {
  const { rows } = await transaction.query('select * from portico.account_of($1, $2)', [audience, person])
  return rows[0] === undefined ? null : accountSchema.parse(rows[0])
}

const acceptedSchema = z.object({ account: accountId, audience: z.enum(['patient', 'staff']) })

/** Whose invitation it was; null when the code is not right for that name, was used, or is too old. */
export const takeInvitation = async (
  pool: Pool,
  { name, code, password }: { readonly name: Buffer; readonly code: Buffer; readonly password: string },
  from: { readonly address: string; readonly browser: string },
): Promise<z.infer<typeof acceptedSchema> | null> => {
  const { rows } = await pool.query('select * from portico.accept_invitation($1, $2, $3, $4, $5)', [
    name,
    code,
    password,
    from.address,
    from.browser,
  ])
  return rows[0] === undefined ? null : acceptedSchema.parse(rows[0])
}

const waitingSchema = z.object({
  account: accountId,
  person: z.string().refine(isRecordId),
  address: z.instanceof(Buffer),
  language: z.enum(languages),
  audience: z.enum(['patient', 'staff']),
  sealed: z.instanceof(Buffer),
  until: z.string(),
})
export type WaitingInvitation = z.infer<typeof waitingSchema>

export const invitationsToSend = async (pool: Pool, size: number): Promise<readonly WaitingInvitation[]> => {
  const { rows } = await pool.query('select * from portico.invitations_to_send($1)', [size])
  return rows.map((row) => waitingSchema.parse(row))
}

export const invitationSent = async (
  pool: Pool,
  { account, sealed }: Pick<WaitingInvitation, 'account' | 'sealed'>,
): Promise<void> => {
  await pool.query('select portico.invitation_sent($1, $2)', [account, sealed])
}
