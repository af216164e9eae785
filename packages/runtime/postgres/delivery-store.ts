import { z } from 'zod'
import { isRecordId } from '@portico/engine/brand'
import { languages } from '@portico/engine/portal/text'
import type { Transaction } from './transaction.ts'

const record = z.string().refine(isRecordId)
const moment = z.string()

const deliverySchema = z.object({
  effect: z.string(),
  created: moment,
  at: moment.nullable(),
  notice: z.string(),
  receiver: z.enum(['patient', 'queue', 'proxy']),
  request: record,
  workflow: z.string(),
  state: z.string(),
  patient: record.nullable(),
  status: z.enum(['pending', 'done', 'superseded', 'attention']),
  reason: z.enum(['no-address', 'refused', 'failed']).nullable(),
  tries: z.number(),
  next_try: moment.nullable(),
  language: z.enum(languages).nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  undelivered: z.enum(['no-address', 'refused', 'bounced']).nullable(),
  code: z.string().nullable(),
  undelivered_at: moment.nullable(),
  handled_at: moment.nullable(),
})
export type DeliveryRow = z.infer<typeof deliverySchema>

/** The last notices, newest first, as they left or did not. */
export const lastDeliveries = async (
  transaction: Transaction,
  size: number,
): Promise<readonly DeliveryRow[]> => {
  const { rows } = await transaction.query('select * from portico.last_deliveries($1)', [size])
  return rows.map((row) => deliverySchema.parse(row))
}

/** Whether it waited for somebody, and is tried again now. */
export const tryEffectAgain = async (transaction: Transaction, effect: string): Promise<boolean> => {
  const { rows } = await transaction.query<{ again: boolean }>(
    'select portico.try_effect_again($1) as again',
    [effect],
  )
  return rows[0]?.again ?? false
}

const undeliveredSchema = z.object({
  effect: z.string(),
  at: moment,
  reason: z.enum(['no-address', 'refused', 'bounced']),
  receiver: z.enum(['patient', 'proxy']),
  table_id: z.string(),
  request: record,
  patient: record,
})
export type UndeliveredRow = z.infer<typeof undeliveredSchema>

/** Whose concern it is: the table of the patients, and by workflow the roles that speak to them. */
export type Concerned = {
  readonly people: string
  readonly starters: Readonly<Record<string, readonly string[]>>
}

/** What did not reach patients the actor may see, as far as it concerns the actor. */
export const undeliveredSeen = async (
  transaction: Transaction,
  { people, starters }: Concerned,
): Promise<readonly UndeliveredRow[]> => {
  const { rows } = await transaction.query('select * from portico.undelivered_seen($1, $2)', [
    people,
    JSON.stringify(starters),
  ])
  return rows.map((row) => undeliveredSchema.parse(row))
}

export const undeliveredHandled = async (
  transaction: Transaction,
  effect: string,
  { people, starters }: Concerned,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ handled: boolean }>(
    'select portico.undelivered_handled($1, $2, $3) as handled',
    [effect, people, JSON.stringify(starters)],
  )
  return rows[0]?.handled ?? false
}
