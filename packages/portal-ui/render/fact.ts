import type { Language } from '@portico/engine/portal/text'
import type { Signature } from '@portico/engine/field/signature'
import type { ShownFile } from './file-door.ts'

/** A field with its value, as it is read. */
export type Fact = {
  readonly id: string
  readonly label: string
  readonly value: string
  /** The file this cell holds, where it is known. */
  readonly file?: ShownFile | undefined
  /** What was signed, and what was drawn under it. */
  readonly signed?: (Signature & { readonly language: Language }) | undefined
  readonly isBlank?: boolean
  /** Said instead of a value, and shown so. */
  readonly isWithheld?: boolean
}
