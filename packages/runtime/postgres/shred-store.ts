import { z } from 'zod'
import { isAccountId, isRecordId, type RecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

const record = z.string().refine(isRecordId)

const rowSchema = z.object({
  patient: record,
  asked_by: z.string().refine(isAccountId).nullable(),
  asked_person: record.nullable(),
  asked_at: z.string().nullable(),
  held_at: z.string().nullable(),
  confirmed_at: z.string().nullable(),
})
export type ShreddingRow = z.infer<typeof rowSchema>

/** What is asked for, held and done, for those with the power; with an entry. */
export const shreddingRows = async (transaction: Transaction): Promise<readonly ShreddingRow[]> =>
  (await transaction.query('select * from portico.shreddings()')).rows.map((row) => rowSchema.parse(row))

/** How it stands about one patient, for the step that is about to be taken: the step has an entry of its own. */
export const shreddingRow = async (
  transaction: Transaction,
  patient: RecordId,
): Promise<ShreddingRow | null> => {
  const { rows } = await transaction.query('select * from portico.shreddings_of(array[$1::uuid])', [patient])
  return rows[0] === undefined ? null : rowSchema.parse(rows[0])
}

/** What came of a step: done, or why not. The database decides again what the engine decided. */
const outcomeSchema = z.enum(['done', 'stale', 'held', 'not-held', 'asked', 'not-asked', 'same-person'])
export type ShredOutcome = z.infer<typeof outcomeSchema>

const outcome = async (
  transaction: Transaction,
  call: string,
  values: readonly unknown[],
): Promise<ShredOutcome> => {
  const { rows } = await transaction.query<{ outcome: unknown }>(`select portico.${call} as outcome`, [
    ...values,
  ])
  return outcomeSchema.parse(rows[0]?.outcome)
}

export const askShreddingOf = (transaction: Transaction, patient: RecordId, freshMinutes: number) =>
  outcome(transaction, 'ask_shredding($1, $2)', [patient, freshMinutes])

export const confirmShreddingOf = (transaction: Transaction, patient: RecordId, freshMinutes: number) =>
  outcome(transaction, 'confirm_shredding($1, $2)', [patient, freshMinutes])

export const withdrawShreddingOf = (transaction: Transaction, patient: RecordId) =>
  outcome(transaction, 'withdraw_shredding($1)', [patient])

export const holdPatientOf = (
  transaction: Transaction,
  patient: RecordId,
  holds: boolean,
  freshMinutes: number,
) => outcome(transaction, 'hold_patient($1, $2, $3)', [patient, holds, freshMinutes])
