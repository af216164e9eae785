import { abilityFor, fieldsOf, may } from '../access/ability.ts'
import { viewpointOf, type Actor } from '../access/actor.ts'
import { nameField } from '../portal/name-field.ts'
import type { Portal, Verb } from '../portal/portal.ts'
import type { Refusal } from '../refusal.ts'
import { ok, refuse, type Result } from '../result.ts'
import { parseAnswers, type Typed, type Values } from '../workflow/answers.ts'
import { isKept, typedFields } from './kept-table.ts'

export type WriteAsked = {
  readonly portal: Portal
  readonly table: string
  readonly actor: Actor
  readonly typed: Typed
  /** The date in the practice's zone, ISO. */
  readonly today: string
}

const notFound = refuse<Refusal>({ code: 'not-found' })

/**
 * The fields of a kept table this actor may ever fill in or change; none of a table she may not. Only the staff keep
 * records: whom a permission's condition lets through beyond that, the database decides about the record itself.
 */
export const fieldsToWrite = (
  { portal, table, actor, today }: Omit<WriteAsked, 'typed'>,
  verb: Extract<Verb, 'create' | 'update'>,
): readonly string[] => {
  if (actor.audience !== 'staff' || !isKept(portal, table)) return []
  const ability = abilityFor(portal, actor, today)
  if (!may(ability, verb, table)) return []
  const granted = fieldsOf(ability, verb, table)
  return typedFields(portal, table).filter((field) => granted.has(field))
}

const parsed = (asked: WriteAsked, fields: readonly string[]): Result<Values> => {
  const { portal, table, actor, typed, today } = asked
  const name = nameField(portal, table)
  const questions = fields.map((ask) => ({ ask, optional: ask !== name }))
  return parseAnswers(portal, { table, questions }, typed, {
    viewpoint: viewpointOf(actor, today),
    facts: {},
  })
}

/** A new record of a kept table, or why there is none. What it goes by is never left out. */
export const createRecord = (asked: WriteAsked): Result<Values> => {
  const fields = fieldsToWrite(asked, 'create')
  const isGranted = Object.keys(asked.typed).every((field) => fields.includes(field))
  return fields.length === 0 || !isGranted ? notFound : parsed(asked, fields)
}

/** The cells that are to change; what was typed away becomes blank. */
export const changeRecord = (asked: WriteAsked): Result<Values> => {
  const named = Object.keys(asked.typed)
  const fields = fieldsToWrite(asked, 'update').filter((field) => named.includes(field))
  if (named.length === 0 || fields.length < named.length) return notFound
  const values = parsed(asked, fields)
  return values.ok
    ? ok(Object.fromEntries(fields.map((field) => [field, values.value[field] ?? null])))
    : values
}
