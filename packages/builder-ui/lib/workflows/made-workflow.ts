import type { Edit } from '@portico/engine/portal/edit'
import { freeId } from '@portico/engine/portal/free-id'
import type { Portal, State, Transition } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { words } from '#lib/words.ts'
import { isOwned, readersOf, type Answers } from './made-answers.ts'
import type { AskedField, MadeIds } from './made-ids.ts'
import { rolesText, type Stage } from './made-stages.ts'

type Made = {
  readonly answers: Answers
  readonly portal: Portal
  readonly ids: MadeIds
  readonly stages: readonly Stage[]
}
/** A step, by the word its id is made of. */
type Step = { readonly called: string; readonly as: Transition }

const end = ({ label, sees }: { readonly label: Text; readonly sees: Text }): State => ({
  label,
  'patient-sees': sees,
  ends: true,
})

/** What a step asks for and sends, each only where there is such a thing. */
const asking = (fields: readonly string[], notice: string | null) => ({
  ...(fields.length > 0 ? { asks: [...fields] } : {}),
  ...(notice === null ? {} : { notice }),
})

const idOf = (field: AskedField | null): readonly string[] => (field ? [field.id] : [])

const handedOn = (portal: Portal, next: Stage): Text => {
  const { handOn } = words.workflows.made
  const { en, es } = rolesText(portal, next.hand.handlers)
  return { en: handOn.en(en), ...(es === undefined ? {} : { es: handOn.es(es) }) }
}

/** Only where there is a patient can she be told. */
const newsOf = ({ answers, portal, ids }: Made): string | null =>
  answers.tells && isOwned(portal, answers.table) ? ids.news : null

/** On to the next, or done; or not at all, also while the patient is asked for more and says nothing. */
const stepsOf = (made: Made, stage: Stage, next: Stage | undefined): readonly Step[] => {
  const { finish, decline, askMore, answerMore } = words.workflows.made
  const { portal, ids, answers } = made
  const { hand, id, more } = stage
  const news = newsOf(made)
  const by = [...hand.handlers]
  const on: Step = next
    ? {
        called: 'hand on',
        as: { label: handedOn(portal, next), from: [id], to: next.id, by, ...asking(hand.written, null) },
      }
    : { called: 'finish', as: { label: finish, from: [id], to: 'done', by, ...asking(hand.written, news) } }
  const from = more ? [id, more.id] : [id]
  const no: Step = {
    called: 'decline',
    as: { label: decline, from, to: 'declined', by, ...asking(idOf(ids.why), news) },
  }
  if (!more) return [on, no]
  const patients = [...readersOf(portal, answers.senders)]
  return [
    on,
    no,
    {
      called: 'ask for more',
      as: { label: askMore, from: [id], to: more.id, by, ...asking(idOf(ids.need), news) },
    },
    {
      called: 'answer',
      as: { label: answerMore, from: [more.id], to: id, by: patients, ...asking(idOf(ids.answer), null) },
    },
  ]
}

/** When it waits too long: a reminder where there is a mailbox, else a line in its history. */
const late = ({ stages, ids }: Made): readonly Step[] => {
  const { remind, overdue } = words.workflows.made
  const from = (reminds: boolean) =>
    stages
      .filter((stage) => stage.reminds === reminds)
      .flatMap(({ id, more }) => (more ? [id, more.id] : [id]))
  const step = (called: string, label: Text, states: string[], notice: string | null): readonly Step[] =>
    states.length === 0
      ? []
      : [{ called, as: { label, from: states, by: ['system'], ...asking([], notice) } }]
  return [...step('remind', remind, from(true), ids.waiting), ...step('overdue', overdue, from(false), null)]
}

const transitionsOf = (made: Made): Record<string, Transition> =>
  [...made.stages.flatMap((stage, at) => stepsOf(made, stage, made.stages[at + 1])), ...late(made)].reduce<
    Record<string, Transition>
  >((all, { called, as }) => ({ ...all, [freeId('step', called, all)]: as }), {})

const statesOf = ({ stages }: Made): Record<string, State> => {
  const { done, declined, more } = words.workflows.made
  const dueOf = ({ reminds }: Stage, time: Stage['time']) => ({
    ...time,
    then: reminds ? 'remind' : 'overdue',
  })
  const having = (stage: Stage): [string, State] => {
    const { id, label, sees, queue, time } = stage
    return [id, { label, 'patient-sees': sees, queue, due: dueOf(stage, time) }]
  }
  // It waits where it was, so that whoever asked has it again with the answer; and is not forgotten while none comes.
  const waiting = (stage: Stage): [string, State][] => {
    if (!stage.more) return []
    const { id, label, time } = stage.more
    return [[id, { label, 'patient-sees': more.sees, queue: stage.queue, due: dueOf(stage, time) }]]
  }
  return Object.fromEntries<State>([
    ...stages.flatMap((stage) => [having(stage), ...waiting(stage)]),
    ['done', end(done)],
    ['declined', end(declined)],
  ])
}

/** Sent, then through the hands of each group to its end, or declined by one of them. */
export const madeWorkflow = (made: Made, label: Text): Edit => {
  const { answers, ids, stages } = made
  const states = statesOf(made)
  const transitions = transitionsOf(made)
  // One group's few stages read well in any order.
  const order = { states: Object.keys(states), transitions: Object.keys(transitions) }
  return {
    kind: 'add-workflow',
    workflow: ids.workflow,
    as: {
      label,
      table: answers.table,
      start: { by: [...answers.senders], form: ids.form },
      states,
      transitions,
      ...(stages.length > 1 ? { order } : {}),
    },
  }
}
