import { own } from '../portal/own.ts'
import type { Permission, Portal, Verb } from '../portal/portal.ts'
import { isOwned } from './access.ts'
import type { RecordFacts } from './ability.ts'
import { viewpointOf, type Actor } from './actor.ts'
import { matches } from './condition.ts'

/** What one permission says to one question, or that no permission is even about the table. */
export type Reason =
  | { readonly kind: 'no-permission'; readonly table: string }
  | {
      readonly kind:
        | 'granted'
        | 'role-not-held'
        | 'audience-differs'
        | 'verb-not-granted'
        | 'field-not-named'
        | 'not-own-patient'
        | 'condition-not-met'
      /** Its place in the portal's list, which is how to find and change it. */
      readonly permission: number
      readonly verb: Verb
      /** Null when asked about the record as such. */
      readonly field: string | null
    }

type Kind = Exclude<Reason['kind'], 'no-permission'>

const isReachable = (portal: Portal, actor: Actor, table: string, owner: string | null): boolean => {
  const declared = own(portal.tables, table)
  const hasOwner = declared !== undefined && isOwned(declared)
  return actor.audience !== 'patient' || !hasOwner || (actor.patient !== null && owner === actor.patient)
}

/**
 * Why an actor can, or cannot, do this to one field of one record: what each permission on the table says, in
 * the portal's order. She can exactly if one of them says `granted`.
 */
export const why = (
  portal: Portal,
  actor: Actor,
  verb: Verb,
  table: string,
  field: string | null,
  record: RecordFacts,
  today: string,
): readonly Reason[] => {
  const reachable = isReachable(portal, actor, table, record.owner)
  const kindOf = (permission: Permission): Kind => {
    if (!actor.roles.includes(permission.role)) return 'role-not-held'
    if (portal.roles[permission.role]?.audience !== actor.audience) return 'audience-differs'
    if (!permission.may.includes(verb)) return 'verb-not-granted'
    if (field !== null && !permission.fields.includes(field)) return 'field-not-named'
    if (!reachable) return 'not-own-patient'
    return matches(permission.where, record.facts, viewpointOf(actor, today))
      ? 'granted'
      : 'condition-not-met'
  }
  const reasons = portal.permissions.flatMap((permission, place): readonly Reason[] =>
    permission.table === table ? [{ kind: kindOf(permission), permission: place, verb, field }] : [],
  )
  return reasons.length > 0 ? reasons : [{ kind: 'no-permission', table }]
}
