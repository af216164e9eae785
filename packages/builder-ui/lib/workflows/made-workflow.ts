import type { Edit } from '@portico/engine/portal/edit'
import type { State, Transition } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { words } from '#lib/words.ts'

/** What of the six answers the workflow itself is made of. */
type Answers = {
  readonly table: string
  readonly senders: readonly string[]
  readonly handlers: readonly string[]
  readonly written: readonly string[]
  readonly within: string
  readonly tells: boolean
}
type Ids = {
  /** What declining asks for; null when it asks nothing. */
  readonly why: string | null
  readonly workflow: string
  readonly form: string
  readonly queue: string
  readonly waiting: string
  readonly news: string
}

const end = ({ label, sees }: { readonly label: Text; readonly sees: Text }): State => ({
  label,
  'patient-sees': sees,
  ends: true,
})

const transitionsOf = (answers: Answers, reminds: boolean, ids: Ids): Record<string, Transition> => {
  const { finish, decline, remind, overdue } = words.workflows.made
  const step = (label: Text, to: string, asks: readonly string[]): Transition => ({
    label,
    from: ['submitted'],
    to,
    by: [...answers.handlers],
    ...(asks.length > 0 ? { asks: [...asks] } : {}),
    ...(answers.tells ? { notice: ids.news } : {}),
  })
  return {
    finish: step(finish, 'done', answers.written),
    decline: step(decline, 'declined', ids.why === null ? [] : [ids.why]),
    ...(reminds
      ? { remind: { label: remind, from: ['submitted'], by: ['system'], notice: ids.waiting } }
      : { overdue: { label: overdue, from: ['submitted'], by: ['system'] } }),
  }
}

/** Sent, then finished or declined; when it waits too long, a reminder where there is a mailbox, else a line in its history. */
export const madeWorkflow = (answers: Answers, reminds: boolean, ids: Ids, label: Text): Edit => {
  const { submitted, done, declined } = words.workflows.made
  const states: Record<string, State> = {
    submitted: {
      label: submitted.label,
      'patient-sees': submitted.sees,
      queue: ids.queue,
      due: { within: answers.within, then: reminds ? 'remind' : 'overdue' },
    },
    done: end(done),
    declined: end(declined),
  }
  const start = { by: [...answers.senders], form: ids.form }
  const transitions = transitionsOf(answers, reminds, ids)
  return {
    kind: 'add-workflow',
    workflow: ids.workflow,
    as: { label, table: answers.table, start, states, transitions },
  }
}
