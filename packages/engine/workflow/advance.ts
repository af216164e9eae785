import { Temporal } from 'temporal-polyfill'
import { abilityFor, fieldsOf, may, type RecordFacts } from '../access/ability.ts'
import { viewpointOf, type Actor } from '../access/actor.ts'
import { matches } from '../access/condition.ts'
import type { RecordId } from '../brand.ts'
import { own } from '../portal/own.ts'
import type { Portal, Transition, Workflow } from '../portal/portal.ts'
import type { Refusal } from '../refusal.ts'
import { ok, refuse, type Result } from '../result.ts'
import { parseAsked, type Typed, type Values } from './answers.ts'
import { answeredBy } from './answered-by.ts'
import { armed } from './deadline.ts'
import { noticeEffects, type ArmedDeadline, type Effect } from './effect.ts'
import type { PortalRequest } from './request.ts'
import { isAmong } from './role.ts'

/** A request as one actor finds it now. */
export type RequestInView = {
  /** The live portal: who may do what, what fields hold, the practice's hours, and whom notices go to. */
  readonly portal: Portal
  /** The version the request is pinned to: its states, transitions, guards and deadlines. */
  readonly process: Portal
  readonly request: PortalRequest
  readonly record: RecordFacts
  readonly actor: Actor
  /** The instant, ISO. */
  readonly now: string
  /** The date in the practice's zone, ISO. */
  readonly today: string
  /** When the actor last signed in with everything asked of her, ISO; null if this session never did. */
  readonly freshAt: string | null
}

export type AdvanceAsked = RequestInView & {
  readonly transitionId: string
  /** The version the actor saw when she decided. */
  readonly expectedVersion: number
  readonly typed: Typed
  /** When what its answers lead to takes place, by field: the instant of a time that is offered. */
  readonly begins?: Readonly<Record<string, string>>
}

export type Advanced = {
  readonly from: string
  readonly to: string
  readonly version: number
  readonly queue: string | null
  readonly assignee: RecordId | null
  /** What was asked for and answered, to be written to the record. */
  readonly values: Values
  /** Fields that are blank from now on. */
  readonly clears: readonly string[]
  readonly effects: readonly Effect[]
  /** Deadlines to arm in place of those there are; none when `keepsDeadlines`. */
  readonly deadlines: readonly ArmedDeadline[]
  /** The state was not left: its deadlines and what is shown as due run on, and `due` here says nothing. */
  readonly keepsDeadlines: boolean
  readonly ended: boolean
  readonly due: string | null
}

/** A next step as a screen shows it: to be pressed, or greyed with the reason. */
export type TransitionOffer =
  | {
      readonly id: string
      readonly transition: Transition
      readonly may: true
      /** By when the state it leads to must be left, if it is taken now; null where nothing is due. */
      readonly leavesBy: string | null
    }
  | { readonly id: string; readonly transition: Transition; readonly may: false; readonly refusal: Refusal }

const notFound: Refusal = { code: 'not-found' }
const millisecondsPerMinute = 60_000

const workflowOf = ({ process, request }: RequestInView): Workflow | undefined =>
  own(process.workflows, request.workflow)

/** Taking part needs a place in `by`, sight of the record and, for what is asked or left blank, leave to change it. */
const takesPart = (view: RequestInView, table: string, transition: Transition): boolean => {
  const { portal, actor, record, today } = view
  if (!isAmong(transition.by, actor, portal)) return false
  if (actor.audience === 'system') return true
  const ability = abilityFor(portal, actor, today)
  if (!may(ability, 'read', table, record)) return false
  const changeable = fieldsOf(ability, 'update', table, record)
  return [...(transition.asks ?? []), ...(transition.clears ?? [])].every((field) => changeable.has(field))
}

/** A sign-in from the future is not fresh: no clock of ours says that. */
export const isFresh = (freshAt: string | null, now: string, minutes: number): boolean => {
  if (freshAt === null) return false
  const age = Temporal.Instant.from(now).epochMilliseconds - Temporal.Instant.from(freshAt).epochMilliseconds
  return age >= 0 && age <= minutes * millisecondsPerMinute
}

const staleSignIn = ({ actor, freshAt, now }: RequestInView, transition: Transition): Refusal | null => {
  const span = transition['fresh-sign-in']
  if (span === undefined || actor.audience === 'system') return null
  const withinMinutes = Number.parseInt(span, 10)
  return isFresh(freshAt, now, withinMinutes) ? null : { code: 'fresh-sign-in-needed', withinMinutes }
}

/** What stands between an actor who takes part and the transition, whatever she would answer. */
const obstacle = (
  view: RequestInView,
  workflow: Workflow,
  id: string,
  transition: Transition,
): Refusal | null => {
  const { request, record, actor, today } = view
  const hasEnded = workflow.states[request.state]?.ends === true
  if (hasEnded || !transition.from.includes(request.state))
    return { code: 'wrong-state', state: request.state }
  const stale = staleSignIn(view, transition)
  if (stale) return stale
  const isOpen = matches(transition['only-when'], record.facts, viewpointOf(actor, today))
  return isOpen ? null : { code: 'only-when', transition: id }
}

/**
 * Who has it afterwards. Unless the transition says, it stays with whom it is; but a request that moves on to
 * another queue waits there for somebody to take it.
 */
const assigneeAfter = (
  view: RequestInView,
  transition: Transition,
  queue: string | null,
): RecordId | null => {
  const { actor, request } = view
  if (transition.assign === 'me') return actor.person
  if (transition.assign === 'nobody') return null
  return queue === null || queue === request.queue ? request.assignee : null
}

/** What has begun already cannot be offered any more, nor what begins before anybody can be waited for to answer. */
const tooSoon = (
  { begins = {}, now }: AdvanceAsked,
  { states }: Workflow,
  { to }: Transition,
  values: Values,
): Refusal | null => {
  const isWaitedFor = own(states, to ?? '')?.due !== undefined
  const answers = Object.keys(values)
    .filter((field) => {
      const at = own(begins, field)
      return at !== undefined && (isWaitedFor ? answeredBy(at) : Date.parse(at)) <= Date.parse(now)
    })
    .map((field) => ({ field, reason: 'too-early' as const }))
  return answers.length > 0 ? { code: 'answers-invalid', answers } : null
}

const soonest = ({ begins = {} }: AdvanceAsked, values: Values): string | null =>
  Object.keys(values)
    .flatMap((field) => own(begins, field) ?? [])
    .toSorted()[0] ?? null

const outcome = (
  view: AdvanceAsked,
  workflow: Workflow,
  transition: Transition,
  values: Values,
): Advanced => {
  const { portal, request, now } = view
  const keepsDeadlines = transition.to === undefined
  const to = transition.to ?? request.state
  const state = workflow.states[to]
  const queue = keepsDeadlines ? request.queue : (state?.queue ?? null)
  return {
    from: request.state,
    to,
    version: request.version + 1,
    queue,
    assignee: assigneeAfter(view, transition, queue),
    values,
    clears: transition.clears ?? [],
    effects: noticeEffects(portal, transition.notice),
    keepsDeadlines,
    ended: state?.ends === true,
    ...armed(
      portal,
      keepsDeadlines ? undefined : state?.due,
      { entered: now, asked: request.created },
      soonest(view, values),
    ),
  }
}

/**
 * One step of a request, or why not. The order of refusals is a promise: a stranger learns nothing but
 * `not-found`, and who is out of date hears that before anything that might no longer be true.
 */
export const advance = (asked: AdvanceAsked): Result<Advanced> => {
  const workflow = workflowOf(asked)
  const { transitionId: id, request, expectedVersion } = asked
  const transition = own(workflow?.transitions, id)
  if (!workflow || !transition || !takesPart(asked, workflow.table, transition)) return refuse(notFound)
  if (expectedVersion !== request.version) return refuse({ code: 'stale-version', version: request.version })
  const refusal = obstacle(asked, workflow, id, transition)
  if (refusal) return refuse(refusal)
  const fields = asked.portal.tables[workflow.table]?.fields ?? {}
  const values = parseAsked(fields, transition.asks ?? [], asked.typed, {
    today: asked.today,
    zone: asked.portal.timezone,
  })
  if (!values.ok) return values
  const late = tooSoon(asked, workflow, transition, values.value)
  return late ? refuse(late) : ok(outcome(asked, workflow, transition, values.value))
}

/** The next steps this actor takes part in from where the request is, each with what hinders it, if anything. */
export const transitionsFor = (view: RequestInView): readonly TransitionOffer[] => {
  const workflow = workflowOf(view)
  if (!workflow) return []
  return Object.entries(workflow.transitions).flatMap(([id, transition]): readonly TransitionOffer[] => {
    if (!takesPart(view, workflow.table, transition)) return []
    const refusal = obstacle(view, workflow, id, transition)
    if (refusal?.code === 'wrong-state') return []
    if (refusal) return [{ id, transition, may: false, refusal }]
    const to = own(workflow.states, transition.to ?? '')
    const since = { entered: view.now, asked: view.request.created }
    return [{ id, transition, may: true, leavesBy: armed(view.portal, to?.due, since).due }]
  })
}
