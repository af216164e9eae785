import { abilityFor, fieldsOf, may } from '../access/ability.ts'
import { viewpointOf } from '../access/actor.ts'
import { clauseMatches, clauseOf, pathsOf, type Condition } from '../access/condition.ts'
import { own } from '../portal/own.ts'
import type { Transition } from '../portal/portal.ts'
import type { RequestInView } from './advance.ts'
import { isAmong } from './role.ts'

/** A request as whoever asks about it knows it: no private value, and no sign-in of the one asked about. */
export type RequestAskedAbout = Omit<RequestInView, 'now' | 'freshAt'>

/** One thing that stands against a step, or comes with it. */
export type StepReason =
  | { readonly kind: 'role-not-named'; readonly by: readonly string[] }
  | { readonly kind: 'record-not-read' }
  | { readonly kind: 'field-not-changed'; readonly field: string }
  | { readonly kind: 'wrong-state'; readonly state: string; readonly from: readonly string[] }
  | { readonly kind: 'only-when'; readonly where: Condition }
  /** It asks for a value that nobody who only asks why may know: it is named, and not judged. */
  | { readonly kind: 'depends'; readonly where: Condition }
  | { readonly kind: 'fresh-sign-in'; readonly minutes: number }

const hindering: ReadonlySet<StepReason['kind']> = new Set<StepReason['kind']>([
  'role-not-named',
  'record-not-read',
  'field-not-changed',
  'wrong-state',
  'only-when',
])

/** Whether nothing that is known here stands against it. */
export const mayTake = (reasons: readonly StepReason[]): boolean =>
  reasons.every(({ kind }) => !hindering.has(kind))

const partReasons = (
  { portal, actor, record, today }: RequestAskedAbout,
  table: string,
  transition: Transition,
): readonly StepReason[] => {
  if (!isAmong(transition.by, actor, portal)) return [{ kind: 'role-not-named', by: transition.by }]
  const ability = abilityFor(portal, actor, today)
  if (!may(ability, 'read', table, record)) return [{ kind: 'record-not-read' }]
  const changeable = fieldsOf(ability, 'update', table, record)
  return [...new Set([...(transition.asks ?? []), ...(transition.clears ?? [])])]
    .filter((field) => !changeable.has(field))
    .map((field): StepReason => ({ kind: 'field-not-changed', field }))
}

const guardReasons = (
  { actor, record, today }: RequestAskedAbout,
  where: Condition | undefined,
): readonly StepReason[] => {
  if (where === undefined) return []
  const clause = clauseOf(where)
  if (!pathsOf(clause).every((path) => Object.hasOwn(record.facts, path))) return [{ kind: 'depends', where }]
  return clauseMatches(clause, record.facts, viewpointOf(actor, today)) ? [] : [{ kind: 'only-when', where }]
}

/**
 * Why somebody can, or cannot, take a step of a request: everything that stands against it, not only what a screen
 * would say first. Null for a step its process does not have.
 */
export const whyStep = (asked: RequestAskedAbout, id: string): readonly StepReason[] | null => {
  const { process, request } = asked
  const workflow = own(process.workflows, request.workflow)
  const transition = own(workflow?.transitions, id)
  if (!workflow || !transition) return null
  const isFrom = transition.from.includes(request.state) && workflow.states[request.state]?.ends !== true
  const wrong: StepReason = { kind: 'wrong-state', state: request.state, from: transition.from }
  const span = transition['fresh-sign-in']
  return [
    ...partReasons(asked, workflow.table, transition),
    ...(isFrom ? [] : [wrong]),
    ...guardReasons(asked, transition['only-when']),
    ...(span === undefined ? [] : [{ kind: 'fresh-sign-in', minutes: Number.parseInt(span, 10) } as const]),
  ]
}
