import type { RefusalCode } from '@portico/engine/refusal'
import type { Words } from '../words/en.ts'

/** Why a next step cannot be pressed. A sign-in that is too old does not block it: that is asked for on the way. */
export const blockedInWords = (
  refusal: { readonly code: RefusalCode } | null,
  words: Words,
  /** What the step is held to, in words. */
  condition: () => string,
): string | null => {
  if (refusal === null || refusal.code === 'fresh-sign-in-needed') return null
  return refusal.code === 'only-when'
    ? words.staff.refuses['only-when'](condition())
    : words.staff.refuses.other
}
