import type { Refusal, RefusalCode } from '@portico/engine/refusal'
import { words } from '#lib/words.ts'

const sentences = words.refusals satisfies Record<RefusalCode, string>

/** What a person reads when a call was refused, or failed (null). */
export const sentenceOf = (refusal: Refusal | null): string => {
  if (refusal === null) return words.failed
  if (refusal.code === 'too-many-tries') return words.tryAgainIn(refusal.retryAfterSeconds)
  return sentences[refusal.code]
}
