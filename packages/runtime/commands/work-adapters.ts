import type { Scanner } from '../files/clamd.ts'
import type { Adapters } from './adapters.ts'

/** One mail as it leaves; its id makes a second sending of it recognisable. */
export type Mail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Refused for good by the receiver's side; `code` is the enhanced status of RFC 3463 where it said one. */
export type MailOutcome =
  { readonly kind: 'sent' } | { readonly kind: 'refused'; readonly code: string | null }

/** What the worker's commands reach: nothing of sessions and sign-in. */
export type WorkAdapters = Pick<
  Adapters,
  'database' | 'live' | 'keyRing' | 'macs' | 'files' | 'log' | 'portalUrl'
> & {
  readonly sendMail: (mail: Mail) => Promise<MailOutcome>
  /** Null in development only: then nothing but what files are looked into for is checked. */
  readonly scanner: Scanner | null
}
