import type { Problem } from '../portal/problem.ts'

/** A rehearsal is walked to find out: words that somebody must accept and rehearsals that fail do not keep a draft out. */
export const keepsFromWalking = ({ words, code }: Problem): boolean =>
  words === undefined && code !== 'rehearsal-fails'
