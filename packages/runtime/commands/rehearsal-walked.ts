import type { RecordId } from '@portico/engine/brand'
import { peopleTable } from '@portico/engine/portal/people-table'
import { demoRecordSchema } from '../postgres/demo-store.ts'
import {
  rehearsalPeople,
  rehearsalRecord,
  rehearsalRequests,
  type RehearsalPerson,
} from '../postgres/rehearsal-store.ts'
import type { WalkedAnswer } from '../rehearsal-answers.ts'
import type { Adapters } from './adapters.ts'
import { openRecords } from './demo-world.ts'

const colleaguesIn = (people: readonly RehearsalPerson[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    people.flatMap(({ person, audience, roles: [role] }): [string, string][] =>
      audience === 'staff' && person !== null && role !== undefined ? [[person, role]] : [],
    ),
  )

/** What one request went through, with what was answered: the people of a rehearsal are invented, so nobody's is told. */
export const rehearsalWalked = async (adapters: Adapters, request: RecordId): Promise<WalkedAnswer> => {
  const pool = adapters.database.pool('portico_publisher')
  const { portal } = await adapters.live.current()
  const [walked] = await rehearsalRequests(pool, request)
  if (!walked) return { walked: null }
  const people = await rehearsalPeople(pool)
  const row = demoRecordSchema.safeParse(await rehearsalRecord(pool, walked.table, request))
  const [answers = {}] = row.success ? await openRecords(portal, walked.table, [row.data], adapters) : []
  const rolesOf = new Map(people.map(({ account, roles }) => [account, roles]))
  return {
    walked: {
      workflow: walked.workflow,
      answers,
      colleagues: peopleTable(portal, 'staff') ? colleaguesIn(people) : {},
      steps: walked.steps.map(({ transition, to, account, at, notices }) => ({
        takes: transition,
        roles: account && [...(rolesOf.get(account) ?? [])],
        at: new Date(at).toISOString(),
        to,
        notices,
      })),
    },
  }
}
