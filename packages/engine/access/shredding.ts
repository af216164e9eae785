import type { AccountId } from '../brand.ts'
import type { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'

/** Destroying a patient's data, as it stands: who asked for it, if anybody, and whether the law keeps it. */
export type Shredding = {
  readonly askedBy: AccountId | null
  /** The staff record of the one who asked: two accounts of one person are one person. */
  readonly askedPerson: string | null
  readonly isHeld: boolean
  readonly isDone: boolean
}
export type ShredStep = 'ask' | 'confirm' | 'withdraw' | 'hold' | 'release'
export type WhyNotShred = Extract<Refusal, { readonly code: 'not-shreddable' }>['reason']

/** Asking, confirming and lifting a hold show anew who sits there. */
export const shredFreshMinutes = 15

const whyNotConfirm = (actor: Actor, { askedBy, askedPerson, isHeld }: Shredding): WhyNotShred | null => {
  if (askedBy === null) return 'not-asked'
  if (askedBy === actor.account || (askedPerson !== null && askedPerson === actor.person))
    return 'same-person'
  return isHeld ? 'held' : null
}

const whyNotStep = (actor: Actor, step: ShredStep, shredding: Shredding): WhyNotShred | null => {
  const { askedBy, isHeld } = shredding
  switch (step) {
    case 'ask':
      return isHeld ? 'held' : askedBy === null ? null : 'asked'
    case 'confirm':
      return whyNotConfirm(actor, shredding)
    case 'withdraw':
      return askedBy === null ? 'not-asked' : null
    case 'hold':
      return isHeld ? 'held' : null
    case 'release':
      return isHeld ? null : 'not-held'
  }
}

/**
 * Why a step cannot be taken, or null. Nobody destroys alone: who asked is never who confirms, and a hold forbids both. Of whom
 * all is destroyed there is nothing left to do.
 */
export const whyNotShred = (actor: Actor, step: ShredStep, shredding: Shredding): Refusal | null => {
  if (!actor.powers.includes('shred') || shredding.isDone) return { code: 'not-found' }
  const reason = whyNotStep(actor, step, shredding)
  return reason === null ? null : { code: 'not-shreddable', reason }
}
