import { words } from '#lib/words.ts'

/** Whom a notice can go to, as an office says it. */
export const receivers = (['patient', 'queue'] as const).map((value) => ({
  value,
  label: words.wording.toWhomIs[value],
}))
