import { isRecordId, type RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import { upcomingBy } from '@portico/engine/workflow/upcoming-by'
import type { Version } from '../postgres/live-store.ts'
import { readRowsWithin } from '../postgres/record-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import type { Caller } from './attempt.ts'
import { readCall } from './read-records.ts'

type Led = { readonly field: string; readonly to: string; readonly id: RecordId }

const ledBy = (live: Version, table: string, answers: Readonly<Record<string, string>>): readonly Led[] =>
  Object.entries(own(live.portal.tables, table)?.fields ?? {}).flatMap(([field, { to, once }]) => {
    const id = own(answers, field)?.trim()
    return to !== undefined && once && id !== undefined && isRecordId(id) ? [{ field, to, id }] : []
  })

/**
 * When what these answers lead to takes place, by field, as far as whoever answers may read it. It is read to decide by,
 * in the transaction whose entry names the answer that led there.
 */
export const beginsOf = async (
  transaction: Transaction,
  caller: Caller,
  live: Version,
  table: string,
  answers: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> => {
  const begins: Record<string, string> = {}
  for (const { field, to, id } of ledBy(live, table, answers)) {
    const call = readCall(caller, live, to, 'open', id)
    const moment = call.ok ? upcomingBy(live.portal, to, call.value.fields) : undefined
    if (!call.ok || moment === undefined) continue
    const [row] = await readRowsWithin(transaction, { ...call.value, only: [moment] }, (query) =>
      query.where('id', '=', id),
    )
    const at = row?.[moment]
    if (typeof at === 'string') begins[field] = at
  }
  return begins
}
