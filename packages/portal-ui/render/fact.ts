/** A field with its value, as it is read. */
export type Fact = {
  readonly id: string
  readonly label: string
  readonly value: string
  /** Said instead of a value, and shown so. */
  readonly isWithheld?: boolean
}
