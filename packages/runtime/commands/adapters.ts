import type { DemoAccount } from './demo-account.ts'
import type { Sessions } from './sessions.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import type { Macs } from '../keys/macs.ts'
import type { AttachmentFiles } from '../files/attachment-files.ts'
import type { CheckpointFile } from '../files/checkpoint-file.ts'
import type { FileInspector } from '../files/file-inspector.ts'
import type { PortalPlaces } from '../files/portal-places.ts'
import type { RehearsalPlace } from '../files/rehearsal-place.ts'
import type { TrailKey } from '../keys/trail-key.ts'
import type { Log } from '../log.ts'
import type { AccountStore } from '../postgres/account-store.ts'
import type { Database } from '../postgres/database.ts'
import type { LiveStore } from '../postgres/live-store.ts'
import type { RehearsalTickets } from './rehearsal-tickets.ts'
import type { TrySpacing } from './try-spacing.ts'

/** Everything a command may reach, built once by the process that serves. */
export type Adapters = {
  readonly database: Database
  readonly live: LiveStore
  readonly keyRing: KeyRing
  readonly macs: Macs
  readonly accounts: AccountStore
  readonly sessions: Sessions
  readonly tries: TrySpacing
  readonly trailKey: TrailKey
  readonly checkpointFile: CheckpointFile
  /** Where attachments lie, sealed. */
  readonly files: AttachmentFiles
  readonly inspector: FileInspector
  readonly portals: PortalPlaces
  /** Where a rehearsal environment of this portal is asked for, and how it is reached. */
  readonly rehearsal: RehearsalPlace
  /** Which template's invented people live here, as far as anybody does. */
  readonly template: string
  /** Null but in the one process that serves a rehearsal environment. */
  readonly rehearsalTickets: RehearsalTickets | null
  /** Where links in messages and letters lead: to a page that asks to sign in. */
  readonly portalUrl: string
  /** Where the portal is made and looked after. */
  readonly officeUrl: string
  readonly log: Log
  /** Invented people one may sign in as; empty but in a database marked `demo`. */
  readonly demoAccounts: readonly DemoAccount[]
}
