import type { Edit } from '@portico/engine/portal/edit'
import { freeId } from '@portico/engine/portal/free-id'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Portal } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { doEdits } from '#lib/draft/do-edits.ts'
import { editsToOwn, ownerPart } from '#lib/tables/owner.ts'
import type { Answers, Hand } from './made-answers.ts'
import { madeEdits } from './made-edits.ts'

/** A field that is to be made, by the name the answers have for it. */
export type NewPart = { readonly id: string; readonly as: Extract<Edit, { kind: 'add-field' }>['as'] }

/** What the answers speak of and the draft does not have yet. */
export type Ground = {
  /** The table they are about; one that is to be made has a name that only the answers know. */
  readonly table: string
  readonly isNew: boolean
  /** Whether a table that leads to no patient is to. */
  readonly owns: boolean
  readonly parts: readonly NewPart[]
}

/** What a table is called that is still to be made. */
export const standIn = 'about-to-be-made'

const fieldsOf = (parts: readonly NewPart[]) => Object.fromEntries(parts.map(({ id, as }) => [id, as]))

/** The table with its way to the patient, or the fields that one still lacks. */
export const groundEdits = (
  portal: Portal,
  { table, isNew, owns, parts }: Ground,
  label: Text,
): readonly Edit[] => {
  if (isNew) {
    const patients = peopleTable(portal, 'patient')?.id
    const begun = patients === undefined ? { fields: {} } : ownerPart(patients)
    const named = label.en === '' ? {} : { label: { ...label } }
    const fields = { ...begun.fields, ...fieldsOf(parts) }
    return [{ kind: 'add-table', table, as: { ...named, ...begun, fields } }]
  }
  const declared = portal.tables[table]
  if (!declared) return []
  return [
    ...(owns && declared.patient === undefined ? editsToOwn(portal, table, declared, 'patient') : []),
    ...parts.map(({ id, as }): Edit => ({ kind: 'add-field', table, field: id, as })),
  ]
}

/** The draft as the questions that follow see it. What cannot be is refused when it is made, with the sentence why. */
export const onGround = (portal: Portal, ground: Ground, label: Text): Portal => {
  const done = doEdits(portal, groundEdits(portal, ground, label))
  return typeof done === 'string' ? portal : done.after
}

type Names = ReadonlyMap<string, string>

/** The ids that last, in place of those that only the answers know. */
const lastingNames = (portal: Portal, { parts, ...ground }: Ground, label: Text): Names => {
  const table = ground.isNew ? freeId('table', label.en, portal.tables) : ground.table
  const begun = onGround(portal, { ...ground, table, parts: [] }, label).tables[table]?.fields ?? {}
  const taken: Record<string, unknown> = { ...begun }
  const names = new Map([[ground.table, table]])
  for (const { id, as } of parts) {
    const lasting = freeId('field', as.label?.en ?? '', taken, '_')
    taken[lasting] = as
    names.set(id, lasting)
  }
  return names
}

const named = (answers: Answers, names: Names): Answers => {
  const name = (id: string): string => names.get(id) ?? id
  const hand = (one: Hand): Hand => ({ ...one, written: one.written.map(name) })
  return {
    ...answers,
    table: name(answers.table),
    asked: answers.asked.map(name),
    hands: answers.hands.map(hand),
    shared: answers.shared.map(name),
  }
}

type Made = { readonly workflow: string; readonly table: string; readonly edits: readonly Edit[] }

/** Everything that follows from what was answered, also what it is about, so that one step of undo takes all of it back. */
export const madeFrom = (portal: Portal, ground: Ground, answers: Answers, label: Text): Made => {
  const names = lastingNames(portal, ground, label)
  const name = (id: string): string => names.get(id) ?? id
  const parts = ground.parts.map(({ id, as }) => ({ id: name(id), as }))
  const lasting = { ...ground, table: name(ground.table), parts }
  const made = madeEdits(named(answers, names), onGround(portal, lasting, label), label)
  return {
    workflow: made.workflow,
    table: lasting.table,
    edits: [...groundEdits(portal, lasting, label), ...made.edits],
  }
}
