import type { RecordId } from '@portico/engine/brand'
import type { Result } from '@portico/engine/result'
import { withdrawShreddingOf } from '../postgres/shred-store.ts'
import type { Context } from './call.ts'
import { shredStep } from './shred-step.ts'

/** What was asked for is no longer wanted; anybody who could confirm it can say so. */
export const withdrawShredding = (
  context: Context,
  { patient }: { readonly patient: RecordId },
): Promise<Result<Record<string, never>>> => shredStep(context, patient, 'withdraw', withdrawShreddingOf)
