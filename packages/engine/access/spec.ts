import type { Portal, Verb } from '../portal/portal.ts'
import { viewpointOf, type Actor } from './actor.ts'
import { matches, type Facts } from './condition.ts'

/**
 * The oracle: what an actor may do to one record, written to be obviously right and never to be fast.
 * CASL and Postgres are held equal to it by generated tests. A cell is granted when *one* permission of *one*
 * of the actor's roles grants both its field and its record; rows of one and columns of another never combine.
 */
export type Granted = { readonly record: boolean; readonly fields: ReadonlySet<string> }

const nothing: Granted = { record: false, fields: new Set() }

/** The ceiling no permission exceeds: a patient's account never reaches past the patient it stands for. */
const underCeiling = (actor: Actor, owner: string | null, isOwned: boolean): boolean =>
  actor.audience !== 'patient' || !isOwned || (actor.patient !== null && owner === actor.patient)

export const spec = (
  portal: Portal,
  actor: Actor,
  verb: Verb,
  table: string,
  record: { readonly owner: string | null; readonly facts: Facts },
  today: string,
): Granted => {
  const declared = portal.tables[table]
  if (!declared) return nothing
  const isOwned = declared.patient !== undefined || declared.people === 'patient'
  if (!underCeiling(actor, record.owner, isOwned)) return nothing
  const fields = new Set<string>()
  let granted = false
  for (const permission of portal.permissions) {
    if (permission.table !== table) continue
    if (!permission.may.includes(verb)) continue
    if (!actor.roles.includes(permission.role)) continue
    if (portal.roles[permission.role]?.audience !== actor.audience) continue
    if (!matches(permission.where, record.facts, viewpointOf(actor, today))) continue
    granted = true
    for (const field of permission.fields) fields.add(field)
  }
  return { record: granted, fields }
}
