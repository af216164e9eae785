import { abilityFor, fieldsOf, may, type RecordFacts } from '../access/ability.ts'
import type { RecordId } from '../brand.ts'
import { dayOf } from '../portal/local-time.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import type { Refusal } from '../refusal.ts'
import type { Values } from '../workflow/answers.ts'
import type { ArmedDeadline } from '../workflow/effect.ts'
import { factsBehind, inventedActor } from './invented.ts'

/** Where the one request of a rehearsal is. */
export type Standing = {
  readonly state: string
  readonly queue: string | null
  readonly assignee: RecordId | null
  readonly version: number
  readonly values: Values
  readonly owner: RecordId | null
  readonly deadlines: readonly ArmedDeadline[]
  readonly due: string | null
  readonly created: string
  /** The instant of that, ISO: what a deadline counts from that is counted from the beginning. */
  readonly asked: string
}

/** What one step did, before it is compared with what was expected. */
export type Done = {
  readonly standing: Standing | null
  readonly now: string
  readonly refusal: Refusal | null
  /** The notices that went out, in their order. */
  readonly notices: readonly string[]
  /** What the system took by itself while time passed. */
  readonly taken: readonly { readonly transition: string; readonly at: string }[]
}

export const recordOf = (portal: Portal, workflow: string, standing: Standing): RecordFacts => {
  const table = own(portal.workflows, workflow)?.table ?? ''
  const { state, queue, assignee, due, created, values, owner } = standing
  const system = { state, queue, assignee, due, created }
  return { owner, facts: { ...factsBehind(portal, table), ...values, ...system } }
}

/** The fields of the request somebody with a role may read. */
export const seenBy = (portal: Portal, workflow: string, done: Done, role: string): ReadonlySet<string> => {
  const table = own(portal.workflows, workflow)?.table ?? ''
  if (!done.standing) return new Set()
  const ability = abilityFor(portal, inventedActor(portal, role), dayOf(portal, done.now))
  const record = recordOf(portal, workflow, done.standing)
  return may(ability, 'read', table, record) ? fieldsOf(ability, 'read', table, record) : new Set()
}
