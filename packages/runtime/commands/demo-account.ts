import type { Text } from '@portico/engine/portal/text'

/** Somebody invented whom a newcomer may sign in as. `totpSecret` is base32. */
export type DemoAccount = {
  readonly name: string
  /** Everything they are, by its label. */
  readonly role: Text
  readonly email: string
  readonly password: string
  readonly totpSecret: string | null
  /** Whether a role of theirs has a power, so that the office is of use to them. */
  readonly inOffice: boolean
}
