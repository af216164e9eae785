import type { AccountId, RecordId } from '@portico/engine/brand'
import type { ActorRow } from '../postgres/actor-row.ts'
import type { Call } from './call.ts'

export type Audience = 'patient' | 'staff'

/** What an account is to somebody who knows its password. */
export type SessionAccount = {
  readonly row: ActorRow
  readonly password: string
  readonly totp: Buffer | null
  readonly totpStep: number
  /** The name the account goes by, sealed. */
  readonly name: Buffer | null
}

/** Sessions as commands need them; what makes and checks tokens is behind it. */
export type Sessions = {
  readonly open: (
    call: Call,
    account: AccountId,
    audience: Audience,
    hasSecondFactor: boolean,
  ) => Promise<void>
  readonly end: (call: Call) => Promise<void>
  /** After a fresh sign-in the token changes; false when the session is over. */
  readonly renew: (call: Call, token: string, hasSecondFactor: boolean) => Promise<boolean>
  readonly extend: (token: string) => Promise<ActorRow | null>
  /** Raises what `refusalIn` understands when this account may not stand for that patient. */
  readonly account: (token: string, standsFor?: RecordId | null) => Promise<SessionAccount | null>
}
