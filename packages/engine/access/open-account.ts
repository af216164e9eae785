import type { Portal } from '../portal/portal.ts'
import type { Actor } from './actor.ts'

/** Opening and closing accounts is proven by a sign-in no older than this. */
export const accountFreshMinutes = 15
/** How long the code holds that somebody is invited with. */
export const invitationDays = 7
/** What somebody chooses for herself is at least this long (NIST SP 800-63B, with a second factor or none). */
export const passwordLengthMin = 12

/** Why somebody may not close an account. */
export type CloseNo = 'no-power' | 'oneself' | 'closed'

/** Accounts are closed by whoever has the power for it, and never one's own: somebody with the power stays. */
export const whyNotClose = (
  actor: Pick<Actor, 'account' | 'powers'>,
  of: { readonly account: string; readonly disabled: boolean },
): CloseNo | null => {
  if (!actor.powers.includes('open-accounts')) return 'no-power'
  if (of.account === actor.account) return 'oneself'
  return of.disabled ? 'closed' : null
}

/**
 * What a new account may begin with: a patient's with what every patient is, the staff's with nothing, because giving
 * roles is another power. Never what is held for somebody else.
 */
export const rolesToBegin = (portal: Portal, audience: 'patient' | 'staff'): readonly string[] =>
  audience === 'staff'
    ? []
    : Object.entries(portal.roles).flatMap(([id, role]) =>
        role.audience === 'patient' && !role.proxy && (role.powers ?? []).length === 0 ? [id] : [],
      )
