import type { RefusalCode } from '../refusal.ts'

const words: Readonly<Partial<Record<RefusalCode, string>>> = {
  'not-found': 'is refused: this role may not do it',
  'answers-invalid': 'is refused: an answer is missing or cannot be taken',
  'wrong-state': 'is refused: not possible at this stage',
  'only-when': 'is refused: its condition is not met',
}

/** A refusal in a rehearsal's words, to stand after "the step". */
export const refusalWords = (code: RefusalCode): string => words[code] ?? `is refused: ${code}`
