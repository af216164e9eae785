import type { Pool } from 'pg'
import { z } from 'zod'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

const record = z.string().refine(isRecordId)
const account = z.string().refine(isAccountId)
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const answerSchema = z.object({
  today: z.string(),
  /** The account asked about; null when none was, or when nobody is called so. */
  account: account.nullable(),
  records: z.array(z.object({ id: record, owner: record.nullable(), facts })),
  people: z.array(
    z.object({
      account,
      audience: z.enum(['patient', 'staff']),
      person: record.nullable(),
      patient: record.nullable(),
      roles: z.array(z.string()),
      facts,
      /** The name an account goes by where it is no record's, sealed; in hexadecimal. */
      name: z.string().nullable(),
    }),
  ),
  /** How many patients have an account. */
  patients: z.number(),
})
export type AccessFacts = z.infer<typeof answerSchema>
export type AccessPerson = AccessFacts['people'][number]

export type AccessQuestion = {
  /** What kind of question it is: the entry says so. */
  readonly asked: 'who-can' | 'why' | 'why-then' | 'why-step' | 'what-may' | 'colleagues'
  readonly table?: string | undefined
  readonly field?: string | undefined
  readonly record?: RecordId | undefined
  readonly patient?: RecordId | undefined
  /** The column that says whose a record is, for a question about all of a patient's. */
  readonly ownerColumn?: string | null | undefined
  readonly account?: AccountId | undefined
  readonly signIn?: Buffer | undefined
}

/** What the engine needs to say who may. The question is an entry, written in the same transaction. */
export const askAccess = async (
  connection: Transaction | Pool,
  { asked, table, field, record: of, patient, ownerColumn, account: whom, signIn }: AccessQuestion,
): Promise<AccessFacts> => {
  const { rows } = await connection.query<{ answer: unknown }>(
    'select portico.access_question($1, $2, $3, $4, $5, $6, $7, $8) as answer',
    [
      asked,
      table ?? null,
      field ?? null,
      of ?? null,
      patient ?? null,
      ownerColumn ?? null,
      whom ?? null,
      signIn ?? null,
    ],
  )
  return answerSchema.parse(rows[0]?.answer)
}

const momentSchema = z.object({
  /** The version that was live then; null before the first. */
  version: z.number().nullable(),
  /** The roles the account last acted with until then; null when it had done nothing yet. */
  roles: z.array(z.string()).nullable(),
  /** How far the request has come today; null for a record that is none. */
  request: z
    .object({ workflow: z.string(), pinned: z.number(), state: z.string(), version: z.number() })
    .nullable(),
})
export type AccessMoment = z.infer<typeof momentSchema>

/** What held at a moment, ISO; without one, now. Goes with `askAccess`, which writes the entry. */
export const accessMoment = async (
  connection: Transaction | Pool,
  account: AccountId,
  record: RecordId | null,
  at: string | null,
): Promise<AccessMoment> => {
  const { rows } = await connection.query<{ moment: unknown }>(
    'select portico.access_moment($1, $2, coalesce($3::timestamptz, portico.portico_now())) as moment',
    [account, record, at],
  )
  return momentSchema.parse(rows[0]?.moment)
}

const nameSchema = z.object({ account: z.string(), name: z.instanceof(Buffer) })

/** What accounts go by that are nobody's record, sealed. */
export const accountNames = async (
  transaction: Transaction,
  accounts: readonly string[],
): Promise<readonly z.infer<typeof nameSchema>[]> => {
  const { rows } = await transaction.query('select * from portico.account_names($1)', [accounts])
  return rows.map((row) => nameSchema.parse(row))
}
