import { viewpointOf } from '../access/actor.ts'
import type { RecordId } from '../brand.ts'
import type { Refusal } from '../refusal.ts'
import { ok, refuse, type Result } from '../result.ts'
import { parseAnswers, type Typed, type Values } from '../workflow/answers.ts'
import { fieldsToAdd, fieldsToChange, type Writing } from './fields-to-write.ts'
import { goesBy } from './goes-by.ts'

export type WriteAsked = Writing & { readonly typed: Typed }

const notFound = refuse<Refusal>({ code: 'not-found' })

const parsed = (asked: WriteAsked, fields: readonly string[]): Result<Values> => {
  const { portal, table, actor, typed, today } = asked
  const name = goesBy(portal, table)
  const questions = fields.map((ask) => ({ ask, optional: ask !== name }))
  return parseAnswers(portal, { table, questions }, typed, {
    viewpoint: viewpointOf(actor, today),
    facts: {},
  })
}

/** A new record of a kept table, or why there is none. What it goes by is never left out. */
export const createRecord = (asked: WriteAsked): Result<Values> => {
  const fields = fieldsToAdd(asked)
  const isGranted = Object.keys(asked.typed).every((field) => fields.includes(field))
  return fields.length === 0 || !isGranted ? notFound : parsed(asked, fields)
}

/** The cells that are to change; what was typed away becomes blank. */
export const changeRecord = (asked: WriteAsked & { readonly record: RecordId }): Result<Values> => {
  const named = Object.keys(asked.typed)
  const fields = fieldsToChange(asked, asked.record).filter((field) => named.includes(field))
  if (named.length === 0 || fields.length < named.length) return notFound
  const values = parsed(asked, fields)
  return values.ok
    ? ok(Object.fromEntries(fields.map((field) => [field, values.value[field] ?? null])))
    : values
}
