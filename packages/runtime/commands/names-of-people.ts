import { sql } from 'kysely'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { nameField } from '@portico/engine/portal/name-field'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Version } from '../postgres/live-store.ts'
import { readRows, runnerOf } from '../postgres/record-store.ts'
import type { Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { audienceOf, readCall } from './read-records.ts'
import { recordAnswers } from './record-answer.ts'

const idsAtOnce = 100

/**
 * What people are called, as far as the one who asks may read it: through the same reading as everywhere, with its entry
 * for every hundred. Their names are read and nothing else. Who may not read a name simply does not get it.
 */
export const namesOfPeople = async (
  context: Context,
  caller: Caller,
  live: Version,
  kind: 'patient' | 'staff',
  people: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> => {
  const table = peopleTable(live.portal, kind)?.id
  const ids = [...new Set(people)].filter((id): id is RecordId => id !== null && isRecordId(id))
  const names = new Map<string, string>()
  if (table === undefined || ids.length === 0) return names
  const call = readCall(caller, live, table, 'list', null)
  const field = nameField(live.portal, table)
  if (!call.ok || field === undefined || !call.value.fields.includes(field)) return names
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const some = ids.slice(from, from + idsAtOnce)
    const rows = await readRows(
      runnerOf(context.adapters.database, caller.login),
      { ...call.value, only: [field] },
      (query) => query.where(sql<boolean>`id = any (${some})`),
    )
    const answers = await recordAnswers(
      rows,
      { table, portal: live.portal, audience: audienceOf(caller), fields: call.value.fields },
      context.adapters,
    )
    for (const { id, cells } of answers) {
      const name = cells[field]
      if (typeof name === 'string') names.set(id, name)
    }
  }
  return names
}

/** Colleagues' names. */
export const namesOfStaff = (
  context: Context,
  caller: Caller,
  live: Version,
  people: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> => namesOfPeople(context, caller, live, 'staff', people)
