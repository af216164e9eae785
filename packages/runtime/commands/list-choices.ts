import { sql, type RawBuilder } from 'kysely'
import { audienceAbility, fieldsOf } from '@portico/engine/access/ability'
import { own } from '@portico/engine/portal/own'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { promisedBy } from '@portico/engine/workflow/promised-by'
import { upcomingBy } from '@portico/engine/workflow/upcoming-by'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { clockNow, isFree, readRows, runnerOf, type Query } from '../postgres/record-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { audienceOf, cursorAt, cursorParts, readCall } from './read-records.ts'
import { recordAnswers, type ReaderAudience, type RecordAnswer } from './record-answer.ts'

export type ChoicesQuestion = { readonly table: string; readonly field: string }
/** `next` goes on where this page ends; null where nothing comes after it. */
export type Choices = { readonly records: readonly RecordAnswer[]; readonly next: string | null }

const pageSize = 100
const notFound: Refusal = { code: 'not-found' }

/** Somebody of this audience could ever answer with it; who could not is not told what there is. */
const isAnswered = (portal: Portal, audience: ReaderAudience, { table, field }: ChoicesQuestion): boolean => {
  const ability = audienceAbility(portal, audience)
  return (['create', 'update'] as const).some((verb) => fieldsOf(ability, verb, table).has(field))
}

const beyond = (column: string, [at, id]: readonly [string, string]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)}, id) > (${at}::timestamptz, ${id}::uuid)`

/**
 * What can be taken once is offered while nobody has it, and if it has a time, while that is still to come: for patients
 * after they have been promised an answer.
 */
const offered =
  (
    asked: ChoicesQuestion,
    { once }: Field,
    moment: string | undefined,
    promised: string | null,
    from: readonly [string, string] | null,
  ) =>
  (query: Query): Query => {
    const free = once ? query.where(isFree(asked.table, asked.field)) : query
    const inTime =
      moment === undefined
        ? free
        : free.where(
            sql<boolean>`${sql.id(moment)} > (select greatest(portico.portico_now(), ${promised}::timestamptz))`,
          )
    const column = moment ?? '_created'
    return (from === null ? inTime : inTime.where(beyond(column, from)))
      .orderBy(column)
      .orderBy('id')
      .limit(pageSize + 1)
  }

/**
 * The records a reference can be answered with, of those the caller may read, page by page: soonest first where they have
 * a time.
 */
export const listChoices = (
  context: Context,
  { after, ...asked }: ChoicesQuestion & { readonly after?: string | undefined },
): Promise<Result<Choices>> =>
  attempt(context, { verb: 'list', table: asked.table }, async (caller, live) => {
    const field = own(own(live.portal.tables, asked.table)?.fields, asked.field)
    const audience = audienceOf(caller)
    if (field?.to === undefined || !isAnswered(live.portal, audience, asked)) return refuse(notFound)
    const call = readCall(caller, live, field.to, 'list', null)
    if (!call.ok) return call
    const from = after === undefined ? null : cursorParts(after)
    if (after !== undefined && from === null) return refuse(notFound)
    const runner = runnerOf(context.adapters.database, caller.login)
    const promised =
      audience === 'patient' ? promisedBy(live.portal, audience, asked, await clockNow(runner)) : null
    const moment = upcomingBy(live.portal, field.to, call.value.fields)
    const rows = await readRows(runner, call.value, offered(asked, field, moment, promised, from))
    const shown = rows.slice(0, pageSize)
    const last = shown.at(-1)
    const records = await recordAnswers(
      shown,
      { table: field.to, portal: live.portal, audience, fields: call.value.fields },
      context.adapters,
    )
    const hasMore = rows.length > pageSize && last !== undefined
    return ok({ records, next: hasMore ? cursorAt(last[moment ?? '_created_text'], last['id']) : null })
  })
