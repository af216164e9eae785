/** Somebody invented whom a newcomer may sign in as. `totpSecret` is base32. */
export type DemoAccount = {
  readonly name: string
  readonly role: string
  readonly email: string
  readonly password: string
  readonly totpSecret: string | null
}
