import { abilityFor, may, type RecordFacts } from '../access/ability.ts'
import type { Actor } from '../access/actor.ts'
import type { RecordId } from '../brand.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import type { Refusal } from '../refusal.ts'
import { ok, refuse, type Result } from '../result.ts'
import type { PortalRequest } from './request.ts'

/** Handing a request that waits in a queue to somebody who works on that queue. */
export type ReassignAsked = {
  /** The live portal: which roles hold the queue, and who may see the record. */
  readonly portal: Portal
  readonly table: string
  readonly request: PortalRequest
  readonly record: RecordFacts
  readonly actor: Actor
  /** Who is to have it; null when nobody here is that. */
  readonly colleague: Actor | null
  readonly today: string
  /** The version the actor saw when she decided. */
  readonly expectedVersion: number
}

export type Reassigned = { readonly from: RecordId | null; readonly to: RecordId }

const holdsQueue = (portal: Portal, queue: string, { audience, roles }: Actor): boolean =>
  audience === 'staff' && (own(portal.queues, queue)?.roles.some((role) => roles.includes(role)) ?? false)

const sees = ({ portal, table, today }: ReassignAsked, actor: Actor, record: RecordFacts): boolean =>
  may(abilityFor(portal, actor, today), 'read', table, record)

/**
 * Who works on a queue may hand its requests to others who do. It grants nothing: a colleague who could not see the
 * record, were it hers, does not get it. To somebody who does not work on the queue the request is not there.
 */
export const reassign = (asked: ReassignAsked): Result<Reassigned> => {
  const { portal, request, record, actor, colleague, expectedVersion } = asked
  const isHers = request.queue !== null && holdsQueue(portal, request.queue, actor)
  if (!sees(asked, actor, record)) return notFound
  if (expectedVersion !== request.version) return refuse({ code: 'stale-version', version: request.version })
  if (request.queue === null) return refuse({ code: 'wrong-state', state: request.state })
  if (!isHers) return notFound
  if (colleague?.person == null || !holdsQueue(portal, request.queue, colleague)) return cannot('no-role')
  if (colleague.person === request.assignee) return cannot('has-it')
  const given = { ...record, facts: { ...record.facts, assignee: colleague.person } }
  return sees(asked, colleague, given)
    ? ok({ from: request.assignee, to: colleague.person })
    : cannot('no-sight')
}

const notFound = refuse<Refusal>({ code: 'not-found' })
const cannot = (reason: 'no-role' | 'has-it' | 'no-sight') =>
  refuse<Refusal>({ code: 'not-assignable', reason })
