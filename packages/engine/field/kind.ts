import type { FieldValue } from '../access/condition.ts'
import type { ItemKindName } from './list.ts'
import type { Text } from '../portal/text.ts'

/** Why one answer cannot be taken: a key the screens turn into a sentence, never the value. */
export type AnswerReason =
  | 'missing'
  | 'not-a-date'
  | 'not-a-date-time'
  | 'not-a-number'
  | 'not-an-amount'
  | 'not-a-time'
  | 'not-an-address'
  | 'not-signed'
  | 'too-many'
  | 'not-a-choice'
  | 'too-long'
  | 'unknown'
  /** It does not go with another answer; the form has the words for that. */
  | 'unfit'
  /** Somebody was faster: it can be taken once. */
  | 'taken'
  | 'not-found'
  | 'not-valid'
  | 'file-refused'
  /** Outside what the field takes. */
  | 'too-small'
  | 'too-large'
  | 'too-precise'
  | 'too-early'
  | 'too-late'

export type Parsed =
  { readonly ok: true; readonly value: FieldValue } | { readonly ok: false; readonly reason: AnswerReason }

export const parsed = (value: FieldValue): Parsed => ({ ok: true, value })
export const unparsed = (reason: AnswerReason): Parsed => ({ ok: false, reason })

/** What of a field its kind may look at. */
type Choosable = {
  readonly options?: Readonly<Record<string, unknown>> | undefined
  readonly retired?: readonly string[] | undefined
  readonly statement?: Text | undefined
  readonly of?: ItemKindName | undefined
}

/** The questions every kind answers. `parse` sees what a person typed, already trimmed and never empty. */
export type Kind = {
  readonly parse: (typed: string, field: Choosable) => Parsed
  /** The Postgres type of a field that is not private; private ones are ciphertext whatever their kind. */
  readonly column: 'text' | 'date' | 'timestamptz' | 'numeric' | 'boolean' | 'uuid'
  /** How many characters it takes, where that is what limits it. */
  readonly lengthMax?: number
}
