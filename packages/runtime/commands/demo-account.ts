/** Somebody invented whom a newcomer may sign in as. `totpSecret` is base32. */
export type DemoAccount = {
  readonly name: string
  readonly role: string
  readonly email: string
  readonly password: string
  readonly totpSecret: string | null
  /** Whether a role of theirs has a power, so that the office is of use to them. */
  readonly inOffice: boolean
}
