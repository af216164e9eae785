import type { Actor } from '../access/actor.ts'
import type { Change } from './change.ts'
import { compare } from './compare.ts'
import { own } from './own.ts'
import type { Portal } from './portal.ts'

/** Approving is proven by a sign-in no older than this. */
export const approvalFreshMinutes = 15
/** Where nobody else can approve, a publishing waits so long and is reviewed afterwards. */
export const aloneWaitsHours = 24

const approves = (portal: Portal, role: string): boolean =>
  own(portal.roles, role)?.powers?.includes('approve') === true

/** Who takes the second person away could do alone afterwards what she may not do alone now. */
const takesApprovalAway = (before: Portal, after: Portal, change: Change): boolean =>
  (change.kind === 'change-powers' || change.kind === 'remove-role' || change.kind === 'change-audience') &&
  approves(before, change.role) &&
  !approves(after, change.role)

/**
 * What of a publishing needs a second person: whatever lets somebody see or do more than before (a class lowered and a
 * power given among it), and whatever takes the power to approve away. Words accepted in messages are left out: whoever
 * accepted them held that power, and said why. Empty: it can be published by one person.
 */
export const needsApproval = (before: Portal, after: Portal): readonly Change[] =>
  compare(before, after).filter(
    (change) => (change.widens && change.kind !== 'accept-words') || takesApprovalAway(before, after, change),
  )

export type DecideNo = 'no-power' | 'oneself'

/** Why somebody may not approve or decline what was asked. Nobody approves for oneself. */
export const whyNotDecide = (actor: Pick<Actor, 'account' | 'powers'>, askedBy: string): DecideNo | null => {
  if (!actor.powers.includes('approve')) return 'no-power'
  return actor.account === askedBy ? 'oneself' : null
}

/** Why somebody may not say that what was published alone has been looked at: the privacy officer's, and not one's own. */
export const whyNotReview = (actor: Pick<Actor, 'account' | 'powers'>, askedBy: string): DecideNo | null => {
  if (!actor.powers.includes('approve') && !actor.powers.includes('read-trail')) return 'no-power'
  return actor.account === askedBy ? 'oneself' : null
}
