import { sql } from 'kysely'
import type { Field } from '@portico/engine/portal/portal'
import { ok, type Result } from '@portico/engine/result'
import { tokensToFind } from '../keys/search-tokens.ts'
import { readRows, runnerOf, type Query } from '../postgres/record-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { audienceOf, readCall } from './read-records.ts'
import { recordAnswers, type RecordAnswer } from './record-answer.ts'

const foundMax = 20
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** A day as people write it becomes the day as it is kept. */
const asKept = (field: Field, asked: string): string =>
  field.kind === 'date'
    ? asked
        .trim()
        .replace(
          american,
          (_, month: string, day: string, year: string) =>
            `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
        )
    : asked

/**
 * Finds records by the beginnings of words, or by a whole value. The tokens are masked like the cell they belong to:
 * who may not read a name finds nobody by it.
 */
export const findRecords = (
  context: Context,
  { table, words }: { readonly table: string; readonly words: string },
): Promise<Result<{ readonly records: readonly RecordAnswer[] }>> =>
  attempt(context, { verb: 'search', table }, async (caller, live) => {
    const call = readCall(caller, live, table, 'search', null)
    if (!call.ok) return call
    const searched = call.value.fields.flatMap((id) => {
      const field = live.portal.tables[table]?.fields[id]
      const tokens = field?.search
        ? tokensToFind(table, id, field, asKept(field, words), context.adapters.macs)
        : []
      return tokens.length > 0 ? [{ id, tokens }] : []
    })
    const narrowed = (query: Query): Query =>
      query
        .where((the) =>
          // Nothing to find by finds nobody; it is asked all the same, by somebody signed in and with its entry.
          the.or(
            searched.map(
              ({ id, tokens }) => sql<boolean>`${sql.id(`_find.${id}`)} @> ${[...tokens]}::bytea[]`,
            ),
          ),
        )
        .orderBy('_created')
        .limit(foundMax)
    const rows = await readRows(runnerOf(context.adapters.database, caller.login), call.value, narrowed)
    const records = await recordAnswers(
      rows,
      { table, portal: live.portal, audience: audienceOf(caller), fields: call.value.fields },
      context.adapters,
    )
    return ok({ records })
  })
