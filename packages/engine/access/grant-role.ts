import { own } from '../portal/own.ts'
import type { Audience, Portal } from '../portal/portal.ts'
import type { Actor } from './actor.ts'

/** Why somebody may not give a role to an account, or take it back. */
export type GrantNo = 'no-power' | 'oneself' | 'unknown-role' | 'other-audience'

/** Granting is proven by a sign-in no older than this. */
export const grantFreshMinutes = 15

/**
 * Roles are given by whoever has the power for it, to others only: nobody widens her own reach, and the last one with
 * the power cannot lose it by a slip. A role is for one audience, and so is an account.
 */
export const whyNotGrant = (
  portal: Portal,
  actor: Pick<Actor, 'account' | 'powers'>,
  to: { readonly account: string; readonly audience: Audience },
  role: string,
): GrantNo | null => {
  if (!actor.powers.includes('grant-roles')) return 'no-power'
  if (to.account === actor.account) return 'oneself'
  const declared = own(portal.roles, role)
  if (!declared) return 'unknown-role'
  return declared.audience === to.audience ? null : 'other-audience'
}
