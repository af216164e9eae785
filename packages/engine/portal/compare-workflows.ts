import { changeOf, type Change, type Consequence } from './change.ts'
import { stepWords, transitionChanges, who, type Place } from './compare-transitions.ts'
import {
  formName,
  listedBriefly,
  noticeName,
  queueName,
  stateName,
  transitionName,
  workflowName,
} from './name.ts'
import { own } from './own.ts'
import { gainedAndLost, isSame, pairsOf } from './pairs.ts'
import { capital } from './place.ts'
import { recordsName } from './plural.ts'
import type { Due, Portal, State, Workflow } from './portal.ts'
import { startState } from '../workflow/start-state.ts'

const dueWords = ({ after, workflow }: Place, due: Due): string => {
  const then = transitionName(after, workflow, due.then)
  const reminder =
    due['at 75%'] === undefined ? '' : `, with ${transitionName(after, workflow, due['at 75%'])} before`
  const since = due.from === 'start' ? ' after it was sent' : ''
  return `within ${due.within}${since}${reminder}, and then ${then}`
}

const stateChanges = (place: Place, state: string, old: State, now: State): readonly Change[] => {
  const { after, workflow } = place
  const name = stateName(after, workflow, state)
  const one = (sentence: string) =>
    changeOf({ kind: 'change-state', workflow, state }, ['workflows', workflow, 'states', state], sentence)
  return [
    ...(old.queue === now.queue
      ? []
      : [
          one(
            now.queue === undefined
              ? `In ${name} requests wait in no queue.`
              : `In ${name} requests now wait in ${queueName(after, now.queue)}.`,
          ),
        ]),
    ...(isSame(old.due, now.due)
      ? []
      : [
          one(
            now.due
              ? `${name} is now due ${dueWords(place, now.due)}.`
              : `${name} has no time limit any more.`,
          ),
        ]),
    ...(old.ends === now.ends
      ? []
      : [one(now.ends ? `Requests now end at ${name}.` : `Requests no longer end at ${name}.`)]),
  ]
}

const startChanges = (place: Place, old: Workflow, now: Workflow): readonly Change[] => {
  const { after, workflow } = place
  const name = workflowName(after, workflow)
  const { gained, lost } = gainedAndLost(old.start.by, now.start.by)
  const one = (sentence: string, consequences: Partial<Pick<Consequence, 'widens' | 'narrows'>> = {}) =>
    changeOf({ kind: 'change-start', workflow }, ['workflows', workflow, 'start'], sentence, consequences)
  return [
    ...(gained.length > 0
      ? [one(`${capital(who(after, gained))} can now start ${name}.`, { widens: true })]
      : []),
    ...(lost.length > 0
      ? [one(`${capital(who(after, lost))} can no longer start ${name}.`, { narrows: true })]
      : []),
    ...(old.start.form === now.start.form
      ? []
      : [one(`${name} now starts with ${formName(after, now.start.form)}.`)]),
    ...(startState(old) === startState(now)
      ? []
      : [one(`${name} now begins at ${stateName(after, workflow, startState(now))}.`)]),
    ...(old.start.notice === now.start.notice
      ? []
      : [
          one(
            now.start.notice === undefined
              ? `No message is sent when ${name} starts.`
              : `${noticeName(after, now.start.notice)} is now sent when ${name} starts.`,
          ),
        ]),
    ...(old.table === now.table ? [] : [one(`${name} is now about ${recordsName(after, now.table)}.`)]),
  ]
}

/** Whether those that are in both stand otherwise than before. */
const isReordered = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) =>
  !isSame(
    Object.keys(before).filter((id) => Object.hasOwn(after, id)),
    Object.keys(after).filter((id) => Object.hasOwn(before, id)),
  )

/** An order is a change even where everything stands as before: from then on it is a chosen one. */
const orderChanges = (after: Portal, workflow: string, old: Workflow, now: Workflow): readonly Change[] => {
  const name = workflowName(after, workflow)
  const one = (sentence: string) =>
    changeOf({ kind: 'change-order', workflow }, ['workflows', workflow], sentence)
  const states = isReordered(old.states, now.states)
  const transitions = isReordered(old.transitions, now.transitions)
  const ordered = (map: Readonly<Record<string, unknown>>, nameOf: typeof stateName) =>
    listedBriefly(Object.keys(map).map((id) => nameOf(after, workflow, id)))
  if (!states && !transitions)
    return isSame(old.order, now.order)
      ? []
      : [one(`The order of stages and next steps of ${name} is noted anew.`)]
  return [
    ...(states
      ? [one(`The stages of ${name} stand in another order: ${ordered(now.states, stateName)}.`)]
      : []),
    ...(transitions
      ? [
          one(
            `The next steps of ${name} stand in another order: ${ordered(now.transitions, transitionName)}.`,
          ),
        ]
      : []),
  ]
}

/** A new workflow as somebody must judge it: who starts it, and who leads it from where to where. */
const addedWords = (after: Portal, workflow: string): string => {
  const declared = own(after.workflows, workflow)
  if (!declared) return ''
  const steps = Object.keys(declared.transitions).map((id) => stepWords({ after, workflow, declared }, id))
  const begins = `: it is sent by ${who(after, declared.start.by)} and begins at ${stateName(after, workflow, startState(declared))}`
  const led = steps.length === 0 ? begins : `${begins}. Its next steps: ${steps.join('; ')}`
  const due = Object.entries(declared.states).flatMap(([id, state]) =>
    state.due
      ? [`${stateName(after, workflow, id)} ${dueWords({ after, workflow, declared }, state.due)}`]
      : [],
  )
  return due.length === 0 ? led : `${led}. Its time limits: ${due.join('; ')}`
}

const workflowChanges = (
  before: Portal,
  after: Portal,
  workflow: string,
  old: Workflow,
  now: Workflow,
): readonly Change[] => {
  const place = { after, workflow, declared: now }
  const states = pairsOf(old.states, now.states)
  const transitions = pairsOf(old.transitions, now.transitions)
  const name = workflowName(after, workflow)
  const inStates = (state: string) => ['workflows', workflow, 'states', state]
  const inTransitions = (transition: string) => ['workflows', workflow, 'transitions', transition]
  return [
    ...startChanges(place, old, now),
    ...orderChanges(after, workflow, old, now),
    ...states.added.map(([state]) =>
      changeOf(
        { kind: 'add-state', workflow, state },
        inStates(state),
        `${name} gets the stage ${stateName(after, workflow, state)}.`,
      ),
    ),
    ...states.removed.map(([state]) =>
      changeOf(
        { kind: 'remove-state', workflow, state },
        inStates(state),
        `${name} loses the stage ${stateName(before, workflow, state)}.`,
      ),
    ),
    ...states.kept.flatMap(({ id, before: oldState, after: newState }) =>
      stateChanges(place, id, oldState, newState),
    ),
    ...transitions.added.map(([transition]) =>
      changeOf(
        { kind: 'add-transition', workflow, transition },
        inTransitions(transition),
        `${name} gets the next step ${stepWords(place, transition)}.`,
        { widens: true },
      ),
    ),
    ...transitions.removed.map(([transition]) =>
      changeOf(
        { kind: 'remove-transition', workflow, transition },
        inTransitions(transition),
        `${name} loses the next step ${transitionName(before, workflow, transition)}.`,
        { narrows: true },
      ),
    ),
    ...transitions.kept.flatMap(({ id, before: oldTransition, after: newTransition }) =>
      transitionChanges(place, id, oldTransition, newTransition),
    ),
  ]
}

/** Changes of a process reach new requests only; those under way go on in the one they began with. */
export const compareWorkflows = (before: Portal, after: Portal): readonly Change[] => {
  const workflows = pairsOf(before.workflows, after.workflows)
  return [
    ...workflows.added.map(([workflow]) =>
      changeOf(
        { kind: 'add-workflow', workflow },
        ['workflows', workflow],
        `The workflow ${workflowName(after, workflow)} is added${addedWords(after, workflow)}.`,
        { widens: true },
      ),
    ),
    ...workflows.removed.map(([workflow]) =>
      changeOf(
        { kind: 'remove-workflow', workflow },
        ['workflows', workflow],
        `The workflow ${workflowName(before, workflow)} can no longer be started.`,
        { narrows: true },
      ),
    ),
    ...workflows.kept.flatMap(({ id, before: old, after: now }) =>
      workflowChanges(before, after, id, old, now),
    ),
  ]
}
