import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import type { Actor } from './actor.ts'
import type { GrantNo } from './grant-role.ts'

/** Why somebody may not let an account act for a patient. */
export type GrantProxyNo = Exclude<GrantNo, 'other-audience'> | 'not-for-acting'

/**
 * Whoever gives roles lets an account act for a patient, and never her own: by a role made for acting. That nobody needs
 * leave to be herself, and that the grant does not end before it begins, is checked where the account and clock are known.
 */
export const whyNotGrantProxy = (
  portal: Portal,
  actor: Pick<Actor, 'account' | 'powers'>,
  account: string,
  role: string,
): GrantProxyNo | null => {
  if (!actor.powers.includes('grant-roles')) return 'no-power'
  if (account === actor.account) return 'oneself'
  const declared = own(portal.roles, role)
  if (!declared) return 'unknown-role'
  return declared.audience === 'patient' && declared.proxy === true ? null : 'not-for-acting'
}
