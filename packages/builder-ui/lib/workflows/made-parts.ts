import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'
import { careful } from '#lib/wording/careful.ts'

type Text = { en: string; es?: string }
/** What of the six answers the parts around the workflow are made of. */
type Answers = {
  readonly table: string
  readonly asked: readonly string[]
  readonly handlers: readonly string[]
  readonly mailbox: string
  readonly tells: boolean
}
type Ids = {
  /** The field that says why it was declined; null where nothing does. */
  readonly why: string | null
  readonly form: string
  readonly queue: string
  readonly waiting: string
  readonly news: string
}

const whyField = (table: string, field: string | null): readonly Edit[] => {
  if (field === null) return []
  const label = words.workflows.made.why
  return [{ kind: 'add-field', table, field, as: { kind: 'long-text', class: 'clinical', label } }]
}

const madeQueue = (answers: Answers, portal: Portal, queue: string, label: Text): Edit => {
  const mailbox = answers.mailbox.trim()
  const declared = portal.queues[queue]
  if (!declared)
    return {
      kind: 'add-queue',
      queue,
      as: { label, roles: [...answers.handlers], ...(mailbox ? { mailbox } : {}) },
    }
  const more = answers.handlers.filter((role) => !declared.roles.includes(role))
  return { kind: 'change-queue', queue, set: { roles: [...declared.roles, ...more] } }
}

const madeNotices = (tells: boolean, reminds: boolean, ids: Ids, label: Text): readonly Edit[] => {
  const named = (name: { en: (label: string) => string; es: (label: string) => string }): Text => ({
    en: name.en(label.en),
    es: name.es(label.es ?? label.en),
  })
  const add = (notice: string, to: 'queue' | 'patient', name: Text): Edit => ({
    kind: 'add-notice',
    notice,
    as: { label: name, to, wording: careful[to] },
  })
  return [
    ...(reminds ? [add(ids.waiting, 'queue', named(words.workflows.made.waiting))] : []),
    ...(tells ? [add(ids.news, 'patient', named(words.workflows.made.news))] : []),
  ]
}

/** Everything a workflow needs beside itself: a field for the reason, its form, its queue and its messages. */
export const madeParts = (
  answers: Answers,
  portal: Portal,
  reminds: boolean,
  ids: Ids,
  label: Text,
): readonly Edit[] => [
  ...whyField(answers.table, ids.why),
  {
    kind: 'add-form',
    form: ids.form,
    as: { table: answers.table, label, questions: answers.asked.map((ask) => ({ ask })) },
  },
  madeQueue(answers, portal, ids.queue, label),
  ...madeNotices(answers.tells, reminds, ids, label),
]
