import {
  shredFreshMinutes,
  whyNotShred,
  type Shredding,
  type ShredStep,
} from '@portico/engine/access/shredding'
import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { actorOf } from '../postgres/actor-row.ts'
import { shreddingRow, type ShreddingRow, type ShredOutcome } from '../postgres/shred-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

const standing = (row: ShreddingRow | null): Shredding => ({
  askedBy: row?.asked_by ?? null,
  askedPerson: row?.asked_person ?? null,
  isHeld: row !== null && row.held_at !== null,
  isDone: row !== null && row.confirmed_at !== null,
})

const answerOf = (outcome: ShredOutcome): Result<Record<string, never>> => {
  if (outcome === 'done') return ok({})
  return outcome === 'stale'
    ? refuse<Refusal>({ code: 'fresh-sign-in-needed', withinMinutes: shredFreshMinutes })
    : refuse<Refusal>({ code: 'not-shreddable', reason: outcome })
}

/** One step on the way to destroying a patient's data, or off it: decided by the engine, and again by the database. */
export const shredStep = (
  context: Context,
  patient: RecordId,
  step: ShredStep,
  take: (transaction: Transaction, patient: RecordId, freshMinutes: number) => Promise<ShredOutcome>,
): Promise<Result<Record<string, never>>> =>
  attempt(context, { verb: 'shred', records: [patient], detail: step }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'shred', login: 'portico_staff' },
      async (transaction, actor) => {
        const refusal = whyNotShred(actorOf(actor), step, standing(await shreddingRow(transaction, patient)))
        return refusal === null
          ? answerOf(await take(transaction, patient, shredFreshMinutes))
          : refuse(refusal)
      },
    ),
  )
