import { abilityFor, fieldsOf, type RecordFacts } from '../access/ability.ts'
import type { Actor } from '../access/actor.ts'
import type { FieldValue } from '../access/condition.ts'
import { kinds } from '../field/kinds.ts'
import { own } from '../portal/own.ts'
import type { Field, Portal } from '../portal/portal.ts'
import { ownerField } from '../portal/resolve.ts'
import type { Refusal } from '../refusal.ts'
import { ok, refuse, type Result } from '../result.ts'
import { isFresh } from './advance.ts'
import type { PortalRequest } from './request.ts'

/** A cell of a request is to hold again what it held before. */
export type PutBackAsked = {
  /** The live portal: who may change the cell, and what it can hold now. */
  readonly portal: Portal
  /** The version the request is pinned to: which steps ask for a fresh sign-in. */
  readonly process: Portal
  readonly table: string
  readonly field: string
  readonly request: PortalRequest
  readonly record: RecordFacts
  readonly actor: Actor
  readonly now: string
  readonly today: string
  /** When the actor last signed in with everything asked of her, ISO; null if this session never did. */
  readonly freshAt: string | null
  /** The version the actor saw when she decided. */
  readonly expectedVersion: number
  /** What it held before; null for blank. */
  readonly earlier: FieldValue
}

const notFound = refuse<Refusal>({ code: 'not-found' })

/** An option that is no longer offered, a number that is none any more: what nobody could enter now is not put back. */
const isStillValid = (field: Field, value: FieldValue): boolean =>
  value === null || typeof value === 'boolean' || kinds[field.kind].parse(String(value), field).ok

/** The fields of this record whose earlier values the actor may put back: those she reads and may change as it is now. */
export const fieldsToPutBack = ({
  portal,
  table,
  record,
  actor,
  today,
}: Pick<PutBackAsked, 'portal' | 'table' | 'record' | 'actor' | 'today'>): ReadonlySet<string> => {
  const ability = abilityFor(portal, actor, today)
  const readable = fieldsOf(ability, 'read', table, record)
  // Whose a record is never changes: its keys are that person's.
  const owner = ownerField(own(portal.tables, table))
  return new Set(
    [...fieldsOf(ability, 'update', table, record)].filter((field) => readable.has(field) && field !== owner),
  )
}

/** What is written only by steps that ask for a fresh sign-in is not put back without one: the strictest of them. */
const staleSignIn = ({ process, request, field, freshAt, now }: PutBackAsked): Refusal | null => {
  const spans = Object.values(own(process.workflows, request.workflow)?.transitions ?? {}).flatMap(
    ({ asks, 'fresh-sign-in': span }) =>
      span !== undefined && asks?.includes(field) ? [Number.parseInt(span, 10)] : [],
  )
  if (spans.length === 0) return null
  const withinMinutes = Math.min(...spans)
  return isFresh(freshAt, now, withinMinutes) ? null : { code: 'fresh-sign-in-needed', withinMinutes }
}

/** Putting back grants nothing: it is a change like any other, by whoever may make it, fenced like any other. */
export const putBack = (asked: PutBackAsked): Result<FieldValue> => {
  const { portal, table, field: id, request, expectedVersion, earlier } = asked
  const field = own(own(portal.tables, table)?.fields, id)
  if (!field || !fieldsToPutBack(asked).has(id)) return notFound
  if (expectedVersion !== request.version) return refuse({ code: 'stale-version', version: request.version })
  const stale = staleSignIn(asked)
  if (stale) return refuse(stale)
  return isStillValid(field, earlier)
    ? ok(earlier)
    : refuse({ code: 'answers-invalid', answers: [{ field: id, reason: 'not-valid' }] })
}
