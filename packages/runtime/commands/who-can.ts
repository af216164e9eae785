import { whoCan as whoCanNow, type WhoCanAnswer } from '@portico/engine/access/who-can'
import type { RecordId } from '@portico/engine/brand'
import { isDeclared } from '@portico/engine/portal/resolve'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { askAccess, type AccessFacts, type AccessPerson } from '../postgres/access-store.ts'
import { ownerColumn } from '../postgres/column.ts'
import type { Version } from '../postgres/live-store.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople, namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

export type WhoCanQuestion = {
  readonly table: string
  readonly field: string
  readonly record?: RecordId | undefined
  /** All of this patient's records of the table, the newest hundred. */
  readonly patient?: RecordId | undefined
}

/** Everybody's name as the one who asks may read it; a patient's only where the question is about her. */
export const namesIn = async (
  context: Context,
  caller: Caller,
  live: Version,
  { people, records }: Pick<AccessFacts, 'people' | 'records'>,
): Promise<(person: AccessPerson) => string> => {
  const isAboutPatients = records.some(({ owner }) => owner !== null)
  const staff = await namesOfStaff(
    context,
    caller,
    live,
    people.map(({ audience, person }) => (audience === 'staff' ? person : null)),
  )
  const patients = isAboutPatients
    ? await namesOfPeople(
        context,
        caller,
        live,
        'patient',
        people.map(({ audience, person }) => (audience === 'patient' ? person : null)),
      )
    : new Map<string, string>()
  const nameless = { staff: 'A staff member', patient: 'A patient' }
  return ({ audience, account, person, name }) =>
    (person === null ? undefined : (staff.get(person) ?? patients.get(person))) ??
    (name === null
      ? nameless[audience]
      : context.adapters.macs.openText('account-name', account, Buffer.from(name.replace(/^\\x/, ''), 'hex')))
}

const columnName = (column: string | null): string | null => (column === null ? null : column.slice(1, -1))

/** Who can see or change a field: of any record, of one, or of all of one patient's. The question is an entry. */
export const whoCan = (context: Context, question: WhoCanQuestion): Promise<Result<WhoCanAnswer>> =>
  attempt(
    context,
    { verb: 'read-trail', table: question.table, fields: [question.field], detail: 'who-can' },
    async (caller, live) => {
      const { table, field, record, patient } = question
      if (!isDeclared(live.portal, table, field)) return refuse<Refusal>({ code: 'not-found' })
      const column = columnName(ownerColumn(live.portal, table))
      const asked = await withPower(
        context,
        { caller, live, power: 'read-trail', login: 'portico_trail' },
        async (transaction) =>
          ok(
            await askAccess(transaction, {
              asked: 'who-can',
              table,
              field,
              record,
              patient,
              ownerColumn: column,
            }),
          ),
      )
      if (!asked.ok) return asked
      const isOnRecords = record !== undefined || (patient !== undefined && column !== null)
      if (record !== undefined && asked.value.records.length === 0)
        return refuse<Refusal>({ code: 'not-found' })
      const nameOf = await namesIn(context, caller, live, asked.value)
      return ok(whoCanNow(live, { table, field, isOnRecords }, asked.value, nameOf))
    },
  )
