import { freeId } from '@portico/engine/portal/free-id'
import type { Portal } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { words } from '#lib/words.ts'
import { fieldNamed, isOwned, type Answers } from './made-answers.ts'

/** A field that a step asks for beside what was answered: one there is, or one to be made. */
export type AskedField = { readonly id: string; readonly label: Text; readonly isNew: boolean }

/** What the parts of a new workflow are called by each other. */
export type MadeIds = {
  readonly workflow: string
  readonly form: string
  readonly waiting: string
  readonly news: string
  /** Why it was declined; null where declining asks nothing. */
  readonly why: AskedField | null
  /** What is still needed of the patient, and what she answers; null where nobody asks her. */
  readonly need: AskedField | null
  readonly answer: AskedField | null
}

const askedField = (portal: Portal, table: string, label: Text): AskedField => {
  const known = fieldNamed(portal, table, label)
  const fields = portal.tables[table]?.fields ?? {}
  return known === null
    ? { id: freeId('field', label.en, fields, '_'), label, isNew: true }
    : { id: known, label, isNew: false }
}

export const madeIds = (answers: Answers, portal: Portal, label: Text): MadeIds => {
  const { why, need, answer } = words.workflows.made
  // Only where there is a patient to read and to answer it.
  const hasPatient = isOwned(portal, answers.table)
  const asks = hasPatient && answers.hands.some(({ asksMore }) => asksMore)
  const field = (of: Text): AskedField => askedField(portal, answers.table, of)
  return {
    workflow: freeId('workflow', label.en, portal.workflows),
    form: freeId('form', label.en, portal.forms),
    waiting: freeId('notice', `${label.en} waiting`, portal.notices),
    news: freeId('notice', `${label.en} news`, portal.notices),
    why: hasPatient && answers.says ? field(why) : null,
    need: asks ? field(need) : null,
    answer: asks ? field(answer) : null,
  }
}
