import { Temporal } from 'temporal-polyfill'
import type { FieldValue } from '../access/condition.ts'
import { own } from '../portal/own.ts'
import { peopleTable } from '../portal/people-table.ts'
import type { Field, Portal, Rehearsal, RehearsalStep } from '../portal/portal.ts'
import { localOf } from '../portal/local-time.ts'

/** One step of a request as it happened in a rehearsal environment; `takes` is null for its beginning. */
export type WalkedStep = {
  readonly takes: string | null
  /** The roles of whoever took it; null when the system did, because time had passed. */
  readonly roles: readonly string[] | null
  /** The instant of the environment's clock, ISO. */
  readonly at: string
  readonly to: string
  readonly notices: readonly string[]
}

/** What one request went through, with what was answered on the way: all of it by invented people. */
export type Walked = {
  readonly workflow: string
  readonly steps: readonly WalkedStep[]
  readonly answers: Readonly<Record<string, FieldValue>>
  /** The role of each colleague that an answer leads to, by the id of the person. */
  readonly colleagues: Readonly<Record<string, string>>
}

const minuteMs = 60_000
const units = [
  { minutes: 1440, word: 'day' },
  { minutes: 60, word: 'hour' },
  { minutes: 1, word: 'minute' },
] as const
const countMax = 9999

/** A stretch of minutes as a rehearsal says it: in the largest unit it is whole in, or in two where there are too many. */
const spansOf = (minutes: number): readonly string[] => {
  const unit = units.find((one) => minutes % one.minutes === 0) ?? units[2]
  const count = minutes / unit.minutes
  if (count > countMax) {
    const days = Math.floor(minutes / 1440)
    return [`${days} days`, ...spansOf(minutes - days * 1440)]
  }
  return [`${count} ${unit.word}${count === 1 ? '' : 's'}`]
}

/** Ids mean nothing in a rehearsal: a colleague is named by a role, and everything else is the invented one anyway. */
const typedAs = (portal: Portal, field: Field, value: FieldValue, { colleagues }: Walked): string | null => {
  if (value === null || value === '' || field.kind === 'computed') return null
  if (field.kind === 'reference')
    return field.to === peopleTable(portal, 'staff')?.id ? (colleagues[String(value)] ?? 'any') : 'any'
  if (field.kind === 'attachment') return 'any'
  if (field.kind === 'yes-no') return value === true ? 'yes' : 'no'
  return String(value)
}

/** What was answered at a step, as it would be typed. What a later step asked again is known only as it was answered last. */
const answersTo = (portal: Portal, walked: Walked, asked: readonly string[], later: ReadonlySet<string>) => {
  const fields = own(portal.tables, own(portal.workflows, walked.workflow)?.table ?? '')?.fields
  return Object.fromEntries(
    asked.flatMap((id): [string, string][] => {
      const field = own(fields, id)
      const typed =
        field && !later.has(id) ? typedAs(portal, field, own(walked.answers, id) ?? null, walked) : null
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

/** What the system took stands in no script: it comes by waiting. */
class Script {
  readonly steps: RehearsalStep[] = []
  /** Minutes since the epoch. */
  #clock: number
  #passed: { readonly until: number; readonly to: string; readonly notices: readonly string[] } | null = null

  constructor(begins: number) {
    this.#clock = begins
  }

  passes(step: WalkedStep): void {
    const until = Math.ceil(Date.parse(step.at) / minuteMs)
    this.#passed = { until, to: step.to, notices: [...(this.#passed?.notices ?? []), ...step.notices] }
  }

  /** Until somebody acted at this minute, or only until what came by itself had come. */
  waits(until: number | null): void {
    const passed = this.#passed
    const end = Math.max(until ?? 0, passed?.until ?? 0)
    if (end <= this.#clock) return
    const spans = spansOf(end - this.#clock)
    const notices = spans.length === 1 && passed ? { notices: [...passed.notices] } : {}
    this.steps.push(
      ...spans.map((wait, index) =>
        passed && index === spans.length - 1 ? { wait, expect: { state: passed.to, ...notices } } : { wait },
      ),
    )
    this.#clock = end
    this.#passed = null
  }
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
  const script = new Script(begins)
  const taken = (step: WalkedStep, later: readonly WalkedStep[]) => {
    const answered = answersTo(
      portal,
      walked,
      askedAt(portal, walked, step),
      new Set(later.flatMap((one) => askedAt(portal, walked, one))),
    )
    return {
      by: roleAt(portal, walked, step),
      ...(Object.keys(answered).length > 0 && { with: answered }),
      expect: { state: step.to, notices: [...step.notices] },
    }
  }
  rest.forEach((step, index) => {
    if (step.roles === null) return script.passes(step)
    script.waits(Math.floor(Date.parse(step.at) / minuteMs))
    script.steps.push({ ...taken(step, rest.slice(index + 1)), takes: step.takes ?? '' })
  })
  script.waits(null)
  const instant = Temporal.Instant.fromEpochMilliseconds(begins * minuteMs).toString()
  return {
    workflow: walked.workflow,
    begins: localOf(portal, instant).toPlainDateTime().toString({ smallestUnit: 'minute' }),
    start: taken(first, rest),
    steps: script.steps,
  }
}
