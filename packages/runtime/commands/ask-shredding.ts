import type { RecordId } from '@portico/engine/brand'
import type { Result } from '@portico/engine/result'
import { askShreddingOf } from '../postgres/shred-store.ts'
import type { Context } from './call.ts'
import { shredStep } from './shred-step.ts'

/** The first of two people asks that a patient's data be destroyed. Nothing happens yet. */
export const askShredding = (
  context: Context,
  { patient }: { readonly patient: RecordId },
): Promise<Result<Record<string, never>>> => shredStep(context, patient, 'ask', askShreddingOf)
