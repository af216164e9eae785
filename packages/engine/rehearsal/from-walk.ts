import { Temporal } from 'temporal-polyfill'
import type { FieldValue } from '../access/condition.ts'
import { own } from '../portal/own.ts'
import { peopleTable } from '../portal/people-table.ts'
import type { Field, Portal, Rehearsal, RehearsalStep } from '../portal/portal.ts'
import { localOf } from '../portal/local-time.ts'
import { walk } from './rehearse.ts'
import { exactWaits, roundWaits, type Passing } from './wait-words.ts'

/** One step of a request as it happened in a rehearsal environment; `takes` is null for its beginning. */
export type WalkedStep = {
  readonly takes: string | null
  /** The roles of whoever took it; null when the system did, because time had passed. */
  readonly roles: readonly string[] | null
  /** The instant of the environment's clock, ISO. */
  readonly at: string
  readonly to: string
  readonly notices: readonly string[]
  /** What was answered at this step and reads otherwise by now. */
  readonly answers?: Readonly<Record<string, FieldValue>>
}

/** What one request went through, with what was answered on the way: all of it by invented people. */
export type Walked = {
  readonly workflow: string
  readonly steps: readonly WalkedStep[]
  /** As they read by now. */
  readonly answers: Readonly<Record<string, FieldValue>>
  /** The role of each colleague that an answer leads to, by the id of the person. */
  readonly colleagues: Readonly<Record<string, string>>
}

const minuteMs = 60_000

/** Ids mean nothing in a rehearsal: a colleague is named by a role, and everything else is the invented one anyway. */
const typedAs = (portal: Portal, field: Field, value: FieldValue, { colleagues }: Walked): string | null => {
  if (value === null || value === '' || field.kind === 'computed') return null
  if (field.kind === 'reference')
    return field.to === peopleTable(portal, 'staff')?.id ? (colleagues[String(value)] ?? 'any') : 'any'
  if (field.kind === 'attachment') return 'any'
  if (field.kind === 'yes-no') return value === true ? 'yes' : 'no'
  return String(value)
}

/** What was answered at a step, as it would be typed: each step has its own answer to what several ask. */
const answersTo = (portal: Portal, walked: Walked, step: WalkedStep) => {
  const fields = own(portal.tables, own(portal.workflows, walked.workflow)?.table ?? '')?.fields
  const answers = { ...walked.answers, ...step.answers }
  return Object.fromEntries(
    askedAt(portal, walked, step).flatMap((id): [string, string][] => {
      const field = own(fields, id)
      const typed = field ? typedAs(portal, field, own(answers, id) ?? null, walked) : null
      return typed === null ? [] : [[id, typed]]
    }),
  )
}

const askedAt = (portal: Portal, { workflow }: Walked, { takes }: WalkedStep): readonly string[] => {
  const declared = own(portal.workflows, workflow)
  if (takes !== null) return own(declared?.transitions, takes)?.asks ?? []
  return (own(portal.forms, declared?.start.form ?? '')?.questions ?? []).map(({ ask }) => ask)
}

/** Of several roles the one that may take the step: the rehearsal's people hold one each. */
const roleAt = (portal: Portal, { workflow }: Walked, { takes, roles }: WalkedStep): string => {
  const declared = own(portal.workflows, workflow)
  const by = (takes === null ? declared?.start.by : own(declared?.transitions, takes)?.by) ?? []
  return roles?.find((role) => by.includes(role)) ?? roles?.[0] ?? 'system'
}

type Taking = Extract<RehearsalStep, { readonly takes: string }>
type Item = Taking | Passing

/** What the system took stands in no script: it comes by waiting. */
class Script {
  readonly items: Item[] = []
  /** Minutes since the epoch. */
  #clock: number
  #state: string
  #taken: WalkedStep[] = []

  constructor(begins: number, state: string) {
    this.#clock = begins
    this.#state = state
  }

  passes(step: WalkedStep): void {
    this.#taken.push(step)
  }

  takes(step: Taking, to: string): void {
    this.items.push(step)
    this.#state = to
  }

  /** Until somebody acted at this minute, or only until what came by itself had come. */
  waits(until: number | null): void {
    const taken = this.#taken.map(({ takes, to, notices }) => ({ takes: takes ?? '', to, notices }))
    const came = this.#taken.map(({ at }) => Math.ceil(Date.parse(at) / minuteMs))
    const end = Math.max(until ?? 0, ...came)
    if (end <= this.#clock) return
    this.items.push({ minutes: end - this.#clock, from: this.#state, taken })
    this.#clock = end
    this.#state = taken.at(-1)?.to ?? this.#state
    this.#taken = []
  }
}

const stepsOf = (item: Item, waits: readonly string[]): readonly RehearsalStep[] => {
  if (!('minutes' in item)) return [item]
  const state = item.taken.at(-1)?.to
  const notices = item.taken.flatMap((one) => one.notices)
  return waits.map((wait, index) => {
    if (state === undefined || index < waits.length - 1) return { wait }
    return { wait, expect: waits.length === 1 ? { state, notices } : { state } }
  })
}

/** What comes of a script, but for when: what the system takes, and where each step leads. */
const courseOf = (portal: Portal, script: Rehearsal): string => {
  const [, ...done] = walk(portal, script)
  return JSON.stringify(
    done.flatMap(({ taken, standing, refusal }, index) => {
      const step = script.steps[index]
      return step && 'takes' in step
        ? [refusal?.code ?? standing?.state]
        : taken.map(({ transition }) => transition)
    }),
  )
}

/** The steps with waits as a person would say them, each only if the same comes of it as of the time to the minute. */
const withRoundWaits = (
  portal: Portal,
  script: Omit<Rehearsal, 'steps'>,
  items: readonly Item[],
): Rehearsal => {
  const exact = (item: Item): readonly RehearsalStep[] =>
    stepsOf(item, 'minutes' in item ? exactWaits(item.minutes) : [])
  const course = courseOf(portal, { ...script, steps: items.flatMap(exact) })
  let before: readonly RehearsalStep[] = []
  for (const [at, item] of items.entries()) {
    const rest = items.slice(at + 1).flatMap(exact)
    const better = ('minutes' in item ? roundWaits(portal, script.workflow, item) : [])
      .map((wait) => stepsOf(item, [wait]))
      .find((steps) => courseOf(portal, { ...script, steps: [...before, ...steps, ...rest] }) === course)
    before = [...before, ...(better ?? exact(item))]
  }
  return { ...script, steps: before }
}

/** Steps that a portal does not declare (handing over, letting go, putting back) are no part of a script. */
const isDeclared = ({ takes }: WalkedStep): boolean => takes === null || !takes.startsWith('_')

/**
 * What one request went through, as a script: who took which step with which answers, the time between them, and as what
 * must come the stages and messages that came. Whether it passes, `rehearse` says; that it names nobody is why answers
 * which lead to a record or a file are left to the invented ones.
 */
export const fromWalk = (portal: Portal, walked: Walked): Rehearsal | null => {
  const [first, ...rest] = walked.steps.filter(isDeclared)
  if (!first || first.roles === null) return null
  const begins = Math.floor(Date.parse(first.at) / minuteMs)
  const script = new Script(begins, first.to)
  const taken = (step: WalkedStep) => {
    const answered = answersTo(portal, walked, step)
    return {
      by: roleAt(portal, walked, step),
      ...(Object.keys(answered).length > 0 && { with: answered }),
      expect: { state: step.to, notices: [...step.notices] },
    }
  }
  for (const step of rest) {
    if (step.roles === null) script.passes(step)
    else {
      script.waits(Math.floor(Date.parse(step.at) / minuteMs))
      script.takes({ ...taken(step), takes: step.takes ?? '' }, step.to)
    }
  }
  script.waits(null)
  const instant = Temporal.Instant.fromEpochMilliseconds(begins * minuteMs).toString()
  const head = {
    workflow: walked.workflow,
    begins: localOf(portal, instant).toPlainDateTime().toString({ smallestUnit: 'minute' }),
    start: taken(first),
  }
  return withRoundWaits(portal, head, script.items)
}
