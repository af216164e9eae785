import type { AccountId, RecordId } from '../brand.ts'
import type { Audience, Power } from '../portal/portal.ts'
import type { Facts, Viewpoint } from './condition.ts'

/** Who acts now: an account, its roles, and the patient it stands for. */
export type Actor = {
  readonly account: AccountId
  readonly audience: Audience
  readonly roles: readonly string[]
  readonly powers: readonly Power[]
  /** The patient or staff record this account is. */
  readonly person: RecordId | null
  /** The patient stood for: herself, or the one a proxy acts for. Null for staff and system. */
  readonly patient: RecordId | null
  readonly facts: Facts
}

/** An account that is asked about, as one of those it can act as: its powers do not matter to cells. */
export type AccountAsked = Omit<Actor, 'audience' | 'powers'> & { readonly audience: 'patient' | 'staff' }

export const actorOfAccount = ({
  account,
  audience,
  person,
  patient,
  roles,
  facts,
}: AccountAsked): Actor => ({ account, audience, person, patient, roles, powers: [], facts })

/** Whether somebody acts for a patient, and not for herself. */
export const isProxy = ({
  audience,
  patient,
  person,
}: Pick<Actor, 'audience' | 'patient' | 'person'>): boolean =>
  audience === 'patient' && patient !== null && patient !== person

export const viewpointOf = (actor: Actor, today: string): Viewpoint => ({
  me: actor.audience === 'patient' ? actor.patient : actor.person,
  meFacts: actor.facts,
  today,
})
