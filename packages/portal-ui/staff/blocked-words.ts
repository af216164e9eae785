import type { RefusalCode } from '@portico/engine/refusal'
import type { Words } from '../words/en.ts'

/** Why a next step cannot be pressed. A sign-in that is too old does not block it: that is asked for on the way. */
export const blockedInWords = (refusal: { readonly code: RefusalCode } | null, words: Words): string | null => {
  switch (refusal?.code) {
    case undefined:
    case 'fresh-sign-in-needed':
      return null
    case 'only-when':
      return words.staff.refuses['only-when']
    case 'wrong-state':
      return words.staff.refuses['wrong-state']
    default:
      return words.staff.refuses.other
  }
}
