import type { RecordId } from '@portico/engine/brand'
import type { Result } from '@portico/engine/result'
import { clearOverwrittenKeys } from '../postgres/key-rotation-store.ts'
import { confirmShreddingOf } from '../postgres/shred-store.ts'
import type { Context } from './call.ts'
import { shredStep } from './shred-step.ts'

/**
 * The second of two people confirms: the patient's keys are destroyed, and every value, earlier value and file of hers is
 * gone. This process lets go of them at once, every other one within two seconds.
 */
export const confirmShredding = async (
  context: Context,
  { patient }: { readonly patient: RecordId },
): Promise<Result<Record<string, never>>> => {
  const result = await shredStep(context, patient, 'confirm', confirmShreddingOf)
  if (result.ok) {
    const { keyRing, database, log } = context.adapters
    await keyRing.lookAgain()
    // Done is done: clearing away what was overwritten is Postgres' own habit too, only later.
    await clearOverwrittenKeys(database.pool('portico_publisher')).catch((fault: unknown) =>
      log.fault('What was overwritten could not be cleared away yet.', fault),
    )
  }
  return result
}
