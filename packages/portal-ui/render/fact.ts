import type { ShownFile } from './file-door.ts'

/** A field with its value, as it is read. */
export type Fact = {
  readonly id: string
  readonly label: string
  readonly value: string
  /** The file this cell holds, where it is known. */
  readonly file?: ShownFile | undefined
  readonly isBlank?: boolean
  /** Said instead of a value, and shown so. */
  readonly isWithheld?: boolean
}
