import type { Adapters } from '../open.ts'

/** One call as the outside made it: who says they are calling, and from where. */
export type Call = {
  /** The session's token as the cookie held it; null for a stranger. */
  readonly token: string | null
  readonly address: string
  /** Family of the browser, such as "Firefox"; what an entry says about the device. */
  readonly browser: string
}

/** What every command gets besides its input. */
export type Context = { readonly adapters: Adapters; readonly call: Call }
