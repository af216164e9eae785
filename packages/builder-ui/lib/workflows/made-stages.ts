import { checkName } from '@portico/engine/notice/check-name'
import { freeId } from '@portico/engine/portal/free-id'
import type { Due, Portal } from '@portico/engine/portal/portal'
import { labelOf, type Text } from '@portico/engine/portal/text'
import { words } from '#lib/words.ts'
import { isOwned, type Answers, type Hand } from './made-answers.ts'

type Time = Pick<Due, 'within' | 'from'>

/** Where a request waits until its patient said what was still needed. */
export type More = { readonly id: string; readonly label: Text; readonly time: Time }

/** The stage in which one group has the request. */
export type Stage = {
  readonly hand: Hand
  readonly id: string
  readonly label: Text
  readonly sees: Text
  readonly queue: string
  readonly queueLabel: Text
  readonly time: Time
  /** Whether the queue has a mailbox that reads reminders. */
  readonly reminds: boolean
  readonly more: More | null
}

const nameMax = 60

/** The roles by name; in Spanish only where each of them has such a name. */
export const rolesText = (portal: Portal, roles: readonly string[]): Text => {
  const es = roles.map((role) => portal.roles[role]?.label?.es)
  return {
    en: words.list(roles.map((role) => labelOf(role, portal.roles[role], 'en'))),
    ...(es.some((one) => one === undefined) ? {} : { es: es.join(', ') }),
  }
}

const filled = (
  with_: { en: (of: string) => string; es: (of: string) => string },
  { en, es }: Text,
): Text => ({
  en: with_.en(en),
  ...(es === undefined ? {} : { es: with_.es(es) }),
})

/** Messages can show the stage, so it is called by the group only where that says nothing of health, and once. */
const stageLabel = (portal: Portal, at: number, { handlers }: Hand, taken: readonly Stage[]): Text => {
  const { submitted, having, nth } = words.workflows.made
  if (at === 0) return submitted.label
  const label = filled(having, rolesText(portal, handlers))
  const isTaken = taken.some((stage) => stage.label.en.toLowerCase() === label.en.toLowerCase())
  const isFit = label.en.length <= nameMax && checkName(label).length === 0
  return isFit && !isTaken ? label : (nth[at - 1] ?? submitted.label)
}

/** The queue of the first is called like the workflow; each further one says whose it is. */
const queueText = (portal: Portal, label: Text, at: number, hand: Hand, taken: readonly Stage[]): Text => {
  if (at === 0) return label
  const { nth } = words.workflows.made
  const roles = rolesText(portal, hand.handlers)
  const es = label.es !== undefined && roles.es !== undefined ? { es: `${label.es}: ${roles.es}` } : {}
  const text: Text = { en: `${label.en}: ${roles.en}`, ...es }
  const all = [
    ...Object.entries(portal.queues).map(([id, queue]) => labelOf(id, queue, 'en')),
    ...taken.map(({ queueLabel }) => queueLabel.en),
  ]
  const isTaken = all.some((one) => one.toLowerCase() === text.en.toLowerCase())
  const other = nth[at - 1]
  return isTaken && other
    ? { en: `${label.en}: ${other.en}`, ...(label.es ? { es: `${label.es}: ${other.es}` } : {}) }
    : text
}

const moreLabel = (answers: Answers, label: Text): Text => {
  const { more } = words.workflows.made
  const isOnly = answers.hands.filter(({ asksMore }) => asksMore).length === 1
  return isOnly ? more.label : filled(more.of, label)
}

const idsOf = (stages: readonly Stage[]): Record<string, true> =>
  Object.fromEntries(
    stages.flatMap(({ id, more }) => (more ? [id, more.id] : [id])).map((id): [string, true] => [id, true]),
  )

const queueOf = (portal: Portal, { queue }: Hand, label: Text, taken: readonly Stage[]): string =>
  queue === ''
    ? freeId('queue', label.en, {
        ...portal.queues,
        ...Object.fromEntries(taken.map((stage) => [stage.queue, true])),
      })
    : queue

const ofWhole = ({ whole }: Answers): Time => ({ within: whole, from: 'start' })

/**
 * One group has the whole time. Several share it, counted from when it was sent, so that what the patient was told on that
 * day stays true; all but the last may have a shorter one of their own. It goes on while the patient is asked for more, and
 * does not begin again with the answer.
 */
const timeOf = (answers: Answers, { within }: Hand, at: number, asks: boolean): Time => {
  const { hands, whole } = answers
  if (hands.length === 1) return asks ? ofWhole(answers) : { within: whole }
  const isLast = at === hands.length - 1
  return within === null || isLast ? ofWhole(answers) : { within }
}

/** A stage for each group, in the order in which they have it. */
export const madeStages = (answers: Answers, portal: Portal, label: Text): readonly Stage[] =>
  answers.hands.reduce<readonly Stage[]>((before, hand, at) => {
    const text = stageLabel(portal, at, hand, before)
    const queueLabel = queueText(portal, label, at, hand, before)
    const taken = { ...idsOf(before), done: true, declined: true }
    const id = at === 0 ? 'submitted' : freeId('stage', text.en, taken)
    const asks = hand.asksMore && isOwned(portal, answers.table)
    const declared = portal.queues[hand.queue]
    const stage: Stage = {
      hand,
      id,
      label: text,
      sees: at === 0 ? words.workflows.made.submitted.sees : words.workflows.made.having.sees,
      queue: queueOf(portal, hand, queueLabel, before),
      queueLabel,
      time: timeOf(answers, hand, at, asks),
      reminds: declared ? declared.mailbox !== undefined : hand.mailbox.trim() !== '',
      more: asks
        ? {
            id: freeId('stage', words.workflows.made.more.label.en, { ...taken, [id]: true }),
            label: moreLabel(answers, text),
            time: ofWhole(answers),
          }
        : null,
    }
    return [...before, stage]
  }, [])
