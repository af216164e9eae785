import type { RecordId } from '@portico/engine/brand'
import type { Version } from '../postgres/live-store.ts'
import { readRows, runnerOf } from '../postgres/record-store.ts'
import type { Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { readCall } from './read-records.ts'
import { recordAnswers } from './record-answer.ts'

const idsMax = 100

/** Colleagues' names, as the one who asks may read them: through the same reading as everywhere, with its entry. */
export const namesOfStaff = async (
  context: Context,
  caller: Caller,
  live: Version,
  people: readonly RecordId[],
): Promise<ReadonlyMap<string, string>> => {
  const table = Object.entries(live.portal.tables).find(([, declared]) => declared.people === 'staff')?.[0]
  const ids = [...new Set(people)].slice(0, idsMax)
  const call = table === undefined || ids.length === 0 ? null : readCall(caller, live, table, 'list', null)
  if (table === undefined || !call?.ok) return new Map()
  const rows = await readRows(runnerOf(context.adapters.database, caller.login), call.value, (query) =>
    query.where('id', 'in', ids),
  )
  const answers = await recordAnswers(
    rows,
    { table, portal: live.portal, audience: 'staff', fields: call.value.fields },
    context.adapters.keyRing,
  )
  return new Map(
    answers.map(({ id, cells }) => [
      id,
      String(cells['name'] ?? Object.values(cells).find((value) => typeof value === 'string') ?? id),
    ]),
  )
}
