import { peopleTable } from '@portico/engine/portal/people-table'
import type { Portal } from '@portico/engine/portal/portal'
import type { AccountId, RecordId } from '@portico/engine/brand'
import {
  accessMoment,
  askAccess,
  type AccessFacts,
  type AccessMoment,
  type AccessQuestion,
} from '../postgres/access-store.ts'
import { plainNames } from '../postgres/plain-names.ts'
import type { Adapters } from './adapters.ts'

/** Whoever runs the machine asks without a session; the entry says that it was asked at the command line. */
export const askAtTheMachine = (
  { database }: Pick<Adapters, 'database'>,
  question: AccessQuestion,
): Promise<AccessFacts> => askAccess(database.pool('portico_publisher'), question)

/** What held at a moment, ISO, or holds now; goes with a question. */
export const momentAtTheMachine = (
  { database }: Pick<Adapters, 'database'>,
  account: AccountId,
  record: RecordId,
  at: string | null,
): Promise<AccessMoment> => accessMoment(database.pool('portico_publisher'), account, record, at)

/** Colleagues' names, where they are kept plainly. */
export const namesAtTheMachine = (
  { database }: Pick<Adapters, 'database'>,
  portal: Portal,
): Promise<ReadonlyMap<string, string>> =>
  plainNames(database.pool('portico_publisher'), portal, peopleTable(portal, 'staff')?.id ?? null)
