import type { RecordId } from '@portico/engine/brand'
import type { Result } from '@portico/engine/result'
import { holdPatientOf } from '../postgres/shred-store.ts'
import type { Context } from './call.ts'
import { shredStep } from './shred-step.ts'

/** A legal hold forbids destroying a patient's data, and ends what was asked for; lifting it asks for nothing again. */
export const holdPatient = (
  context: Context,
  { patient, holds }: { readonly patient: RecordId; readonly holds: boolean },
): Promise<Result<Record<string, never>>> =>
  shredStep(context, patient, holds ? 'hold' : 'release', (transaction, of, freshMinutes) =>
    holdPatientOf(transaction, of, holds, freshMinutes),
  )
