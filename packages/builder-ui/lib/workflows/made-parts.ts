import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { words } from '#lib/words.ts'
import { careful } from '#lib/wording/careful.ts'
import { distinct, isOwned, type Answers } from './made-answers.ts'
import type { AskedField, MadeIds } from './made-ids.ts'
import type { Stage } from './made-stages.ts'

const addedField = (table: string, field: AskedField | null): readonly Edit[] =>
  field?.isNew
    ? [
        {
          kind: 'add-field',
          table,
          field: field.id,
          as: { kind: 'long-text', class: 'clinical', label: field.label },
        },
      ]
    : []

/** A queue of its own for a group, or the one they chose, on which they work from now on. */
const madeQueues = (portal: Portal, stages: readonly Stage[]): readonly Edit[] =>
  distinct(stages.map(({ queue }) => queue)).flatMap((queue): readonly Edit[] => {
    const here = stages.filter((stage) => stage.queue === queue)
    const roles = here.flatMap(({ hand }) => hand.handlers)
    const declared = portal.queues[queue]
    const mailbox = here[0]?.hand.mailbox.trim() ?? ''
    if (declared)
      return [{ kind: 'change-queue', queue, set: { roles: distinct([...declared.roles, ...roles]) } }]
    const label = here[0]?.queueLabel
    return [
      {
        kind: 'add-queue',
        queue,
        as: { ...(label && { label }), roles: distinct(roles), ...(mailbox && { mailbox }) },
      },
    ]
  })

const madeNotices = (tells: boolean, reminds: boolean, ids: MadeIds, label: Text): readonly Edit[] => {
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

/** Everything a workflow needs beside itself: fields for what is said, its form, its queues and its messages. */
export const madeParts = (
  answers: Answers,
  portal: Portal,
  ids: MadeIds,
  stages: readonly Stage[],
  label: Text,
): readonly Edit[] => [
  ...[ids.why, ids.need, ids.answer].flatMap((field) => addedField(answers.table, field)),
  {
    kind: 'add-form',
    form: ids.form,
    as: { table: answers.table, label, questions: answers.asked.map((ask) => ({ ask })) },
  },
  ...madeQueues(portal, stages),
  ...madeNotices(
    answers.tells && isOwned(portal, answers.table),
    stages.some(({ reminds }) => reminds),
    ids,
    label,
  ),
]
