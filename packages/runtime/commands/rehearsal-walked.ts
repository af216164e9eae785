import type { RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Portal } from '@portico/engine/portal/portal'
import { demoRecordSchema } from '../postgres/demo-store.ts'
import {
  rehearsalEarlier,
  rehearsalPeople,
  rehearsalRecord,
  rehearsalRequests,
  type RehearsalPerson,
} from '../postgres/rehearsal-store.ts'
import type { WalkedAnswer } from '../rehearsal-answers.ts'
import type { Adapters } from './adapters.ts'
import type { Cells } from './cells.ts'
import { openRecords } from './demo-world.ts'
import { earlierValue } from './earlier-value.ts'

const colleaguesIn = (people: readonly RehearsalPerson[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    people.flatMap(({ person, audience, roles: [role] }): [string, string][] =>
      audience === 'staff' && person !== null && role !== undefined ? [[person, role]] : [],
    ),
  )

/** What each step left in the cells that a later one changed, by the version of the request it made. */
const answersAt = async (
  adapters: Adapters,
  portal: Portal,
  table: string,
  record: RecordId,
): Promise<(version: number) => Cells> => {
  const rows = await rehearsalEarlier(adapters.database.pool('portico_publisher'), table, record)
  const fields = own(portal.tables, table)?.fields
  const replaced = await Promise.all(
    rows.map(async (row) => {
      const field = own(fields, row.field)
      const value = field && (await earlierValue(row, { table, record, field }, adapters.keyRing))
      return { field: row.field, step: row.step, value: value ?? null }
    }),
  )
  // The next that changed it says what it was until then.
  return (version) =>
    Object.fromEntries(
      replaced
        .filter(({ step }) => step > version)
        .toReversed()
        .map(({ field, value }) => [field, value]),
    )
}

/** What one request went through, with what was answered: the people of a rehearsal are invented, so nobody's is told. */
export const rehearsalWalked = async (adapters: Adapters, request: RecordId): Promise<WalkedAnswer> => {
  const pool = adapters.database.pool('portico_publisher')
  const { portal } = await adapters.live.current()
  const [walked] = await rehearsalRequests(pool, request)
  if (!walked) return { walked: null }
  const people = await rehearsalPeople(pool)
  const row = demoRecordSchema.safeParse(await rehearsalRecord(pool, walked.table, request))
  const [answers = {}] = row.success ? await openRecords(portal, walked.table, [row.data], adapters) : []
  const left = await answersAt(adapters, portal, walked.table, request)
  const rolesOf = new Map(people.map(({ account, roles }) => [account, roles]))
  return {
    walked: {
      workflow: walked.workflow,
      answers,
      colleagues: peopleTable(portal, 'staff') ? colleaguesIn(people) : {},
      steps: walked.steps.map(({ version, transition, to, account, at, notices }) => ({
        takes: transition,
        roles: account && [...(rolesOf.get(account) ?? [])],
        at: new Date(at).toISOString(),
        to,
        notices,
        answers: left(version),
      })),
    },
  }
}
