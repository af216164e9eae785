import type { RecordId } from '@portico/engine/brand'
import type { Adapters } from './adapters.ts'

/** Two doors into the same runtime: where patients and staff work, and where the portal is made. */
export type App = 'portal' | 'office'

/** One call as the outside made it: who says they are calling, and from where. */
export type Call = {
  readonly app: App
  /** The session's token as the cookie held it; null for a stranger. */
  readonly token: string | null
  /** The patient this call is made for by somebody who acts for her; null for oneself. The database asks whether she may. */
  readonly standsFor: RecordId | null
  /** No when the page asks by itself: that shows nothing of a person, and a session must not last for it. */
  readonly isByPerson: boolean
  readonly address: string
  /** Family of the browser, such as "Firefox"; what an entry says about the device. */
  readonly browser: string
  /** Gives the browser its new token, or takes it away. */
  readonly setToken: (token: string | null) => void
}

/** What every command gets besides its input. */
export type Context = { readonly adapters: Adapters; readonly call: Call }
