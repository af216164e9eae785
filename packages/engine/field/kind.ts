import type { FieldValue } from '../access/condition.ts'
import type { AnswerProblem } from '../refusal.ts'
import type { Field } from '../portal/portal.ts'

export type Parsed =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly reason: AnswerProblem['reason'] }

export const parsed = (value: FieldValue): Parsed => ({ ok: true, value })
export const unparsed = (reason: AnswerProblem['reason']): Parsed => ({ ok: false, reason })

/** The questions every kind answers. `parse` sees what a person typed, already trimmed and never empty. */
export type Kind = {
  readonly parse: (typed: string, field: Field) => Parsed
  /** The Postgres type of a field that is not private; private ones are ciphertext whatever their kind. */
  readonly column: 'text' | 'date' | 'numeric' | 'boolean' | 'uuid'
}
