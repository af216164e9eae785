import { Temporal } from 'temporal-polyfill'
import { redact } from '../notice/redact.ts'
import { renderNotice } from '../notice/render.ts'
import { localOf, dayOf } from '../portal/local-time.ts'
import { own } from '../portal/own.ts'
import type { Portal, Rehearsal, RehearsalStep } from '../portal/portal.ts'
import { advance } from '../workflow/advance.ts'
import { deadlinesOf } from '../workflow/deadline.ts'
import type { ArmedDeadline, Effect } from '../workflow/effect.ts'
import type { Values } from '../workflow/answers.ts'
import { start } from '../workflow/start.ts'
import { recordOf, type Done, type Standing } from './done.ts'
import { differencesOf, type Difference } from './difference.ts'
import { factsBehind, inventedActor, inventedPatient, inventedRequest } from './invented.ts'
import { typedAt } from './typed-answers.ts'
import { sentenceOf } from './outcome-sentence.ts'

export type Outcome = {
  /** The moment of the fake clock in the practice's own time, as `2027-03-01T10:00`. */
  readonly at: string
  readonly sentence: string
  readonly differences: readonly Difference[]
}

export type RehearsalResult = {
  readonly id: string
  readonly passes: boolean
  /** The start, then each step. */
  readonly outcomes: readonly Outcome[]
}

/** Deadlines can chase each other for ever; no script waits to see more of them than this. */
const movesMax = 1000

/** A Monday at ten, when most practices are open and no holiday is near. */
const usualBegin = '2027-03-01T10:00'

const begin = (portal: Portal, { begins = usualBegin }: Rehearsal): string =>
  Temporal.PlainDateTime.from(begins).toZonedDateTime(portal.timezone).toInstant().toString()

/** Each message is rendered as it would be sent, so that one that cannot be fails here and not at night. */
const sent = (
  portal: Portal,
  workflow: string,
  state: string,
  effects: readonly Effect[],
): readonly string[] =>
  effects.map(({ notice: id }) => {
    const notice = own(portal.notices, id)
    if (!notice) throw new Error('The engine sends only notices that are declared.')
    const about = { workflow, state, reference: 'K7F-2QD', link: 'https://portal.example/requests' }
    renderNotice(notice, 'en', redact(portal, notice, about, 'en'))
    renderNotice(notice, 'es', redact(portal, notice, about, 'es'))
    return id
  })

const begun = (portal: Portal, rehearsal: Rehearsal, now: string): Done => {
  const table = own(portal.workflows, rehearsal.workflow)?.table ?? ''
  const result = start({
    portal,
    workflowId: rehearsal.workflow,
    actor: inventedActor(portal, rehearsal.start.by),
    typed: typedAt(portal, rehearsal.workflow, rehearsal.start),
    patient: inventedPatient(portal),
    prospective: factsBehind(portal, table),
    now,
    today: dayOf(portal, now),
  })
  if (!result.ok) return { standing: null, now, refusal: result.refusal, notices: [], taken: [] }
  const { values, owner, state, queue, effects, deadlines, due } = result.value
  const standing = {
    ...{ state, queue, assignee: null, version: 1, values, owner, deadlines, due },
    ...{ created: dayOf(portal, now), asked: now },
  }
  return {
    standing,
    now,
    refusal: null,
    notices: sent(portal, rehearsal.workflow, state, effects),
    taken: [],
  }
}

type Taking = Extract<RehearsalStep, { readonly takes: string }>

const blank = (fields: readonly string[]): Values => Object.fromEntries(fields.map((field) => [field, null]))

const taken = (portal: Portal, workflow: string, standing: Standing, now: string, step: Taking): Done => {
  const { state, queue, assignee, version, asked: created } = standing
  const result = advance({
    portal,
    process: portal,
    request: { id: inventedRequest, workflow, pinned: 1, state, queue, assignee, version, created },
    record: recordOf(portal, workflow, standing),
    actor: inventedActor(portal, step.by),
    now,
    today: dayOf(portal, now),
    freshAt: now,
    transitionId: step.takes,
    expectedVersion: version,
    typed: typedAt(portal, workflow, step),
  })
  if (!result.ok) return { standing, now, refusal: result.refusal, notices: [], taken: [] }
  const after = result.value
  const kept = after.keepsDeadlines ? standing : after
  return {
    standing: {
      ...standing,
      state: after.to,
      queue: after.queue,
      assignee: after.assignee,
      version: after.version,
      values: { ...standing.values, ...after.values, ...blank(after.clears) },
      deadlines: kept.deadlines,
      due: kept.due,
    },
    now,
    refusal: null,
    notices: sent(portal, workflow, after.to, after.effects),
    taken: [],
  }
}

const isLater = (one: string, other: string): boolean => Temporal.Instant.compare(one, other) > 0

/** The deadline that comes first, at the latest at an instant. */
const nextDeadline = ({ deadlines }: Standing, until: string): ArmedDeadline | undefined =>
  deadlines
    .filter(({ at }) => Temporal.Instant.compare(at, until) <= 0)
    .toSorted((one, other) => Temporal.Instant.compare(one.at, other.at))[0]

/** Time passes: what falls due is taken by the system when it falls due, and what that arms may fall due too. */
const waited = (portal: Portal, workflow: string, before: Standing, now: string, span: string): Done => {
  const until = deadlinesOf(portal, { within: span, then: '' }, now).dueAt
  let standing = before
  let at = now
  const notices: string[] = []
  const moves: { transition: string; at: string }[] = []
  for (
    let due = nextDeadline(standing, until);
    due && moves.length < movesMax;
    due = nextDeadline(standing, until)
  ) {
    const fired = due
    const rest = { ...standing, deadlines: standing.deadlines.filter((one) => one !== fired) }
    // What was due before the request came here falls due when it comes.
    at = isLater(fired.at, at) ? fired.at : at
    const done = taken(portal, workflow, rest, at, { by: 'system', takes: fired.transition })
    standing = done.standing ?? rest
    if (done.refusal) continue
    notices.push(...done.notices)
    moves.push({ transition: fired.transition, at })
  }
  return { standing, now: until, refusal: null, notices, taken: moves }
}

const stepped = (portal: Portal, workflow: string, before: Done, step: RehearsalStep): Done => {
  if (!before.standing) return { ...before, notices: [], taken: [] }
  return 'wait' in step
    ? waited(portal, workflow, before.standing, before.now, step.wait)
    : taken(portal, workflow, before.standing, before.now, step)
}

/** What the start and each step did, up to a start that was refused. */
export const walk = (portal: Portal, rehearsal: Rehearsal): readonly Done[] => {
  const all = [begun(portal, rehearsal, begin(portal, rehearsal))]
  for (const step of rehearsal.steps) {
    const last = all.at(-1)
    if (!last?.standing) break
    all.push(stepped(portal, rehearsal.workflow, last, step))
  }
  return all
}

/**
 * Walks a script on a portal with a fake clock and invented people, by the very functions that decide in earnest. Says
 * of each step what happened, and where that is not what the script expects.
 */
export const rehearse = (portal: Portal, id: string, rehearsal: Rehearsal): RehearsalResult => {
  const { workflow, start: first, steps } = rehearsal
  const outcomes = walk(portal, rehearsal).flatMap((done, index): readonly Outcome[] => {
    const step = index === 0 ? first : steps[index - 1]
    if (!step) return []
    return [
      {
        at: localOf(portal, done.now).toPlainDateTime().toString({ smallestUnit: 'minute' }),
        sentence: sentenceOf(portal, workflow, step, done),
        differences: differencesOf(portal, workflow, step.expect, done),
      },
    ]
  })
  return { id, passes: outcomes.every(({ differences }) => differences.length === 0), outcomes }
}

export const rehearseAll = (portal: Portal): readonly RehearsalResult[] =>
  Object.entries(portal.rehearsals ?? {}).map(([id, rehearsal]) => rehearse(portal, id, rehearsal))
