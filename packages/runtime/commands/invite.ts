import { accountFreshMinutes } from '@portico/engine/access/open-account'
import type { AccountId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { refuse, type Result } from '@portico/engine/result'
import { invitationCodeInGroups, newInvitationCode } from '../keys/invitation-code.ts'
import type { Adapters } from './adapters.ts'

/** How the code reaches whom it is for: written down by whoever opens the account, or by mail. */
export type InvitedBy = 'paper' | 'message'

/** A new code: what is kept of it, and what is told. Told on paper it is shown once; in a message to nobody else. */
export type Invitation = {
  readonly code: Buffer
  readonly sealed: Buffer | null
  readonly told: string | null
}

export const newInvitation = (
  { macs }: Pick<Adapters, 'macs'>,
  account: AccountId,
  by: InvitedBy,
): Invitation => {
  const code = newInvitationCode()
  const isPaper = by === 'paper'
  return {
    code: macs.invitation(code),
    sealed: isPaper ? null : macs.sealText('invitation', account, code),
    told: isPaper ? invitationCodeInGroups(code) : null,
  }
}

export const notFresh = <T>(): Result<T> =>
  refuse<Refusal>({ code: 'fresh-sign-in-needed', withinMinutes: accountFreshMinutes })
