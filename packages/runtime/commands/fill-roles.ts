import { isWorkflowTable } from '@portico/engine/portal/workflow-table'
import { missingPeople } from '@portico/engine/rehearsal/walk-people'
import type { KeySource } from '../keys/key-source.ts'
import { loadMorePeople } from '../postgres/people-store.ts'
import { firstRecords, rehearsalClock, rolesHeld } from '../postgres/rehearsal-store.ts'
import type { Adapters } from './adapters.ts'
import { inventedRows } from './open-practice.ts'

/** Somebody for each role of a rehearsal that nobody holds yet; where all are held, nothing happens. */
export const fillRoles = async (adapters: Adapters, keys: KeySource): Promise<void> => {
  const pool = adapters.database.pool('portico_publisher')
  const { portal } = await adapters.live.current()
  const tables = Object.keys(portal.tables).filter((table) => !isWorkflowTable(portal, table))
  const [roles, first, clock] = await Promise.all([
    rolesHeld(pool),
    firstRecords(pool, tables),
    rehearsalClock(pool),
  ])
  const held = { roles, recordOf: (table: string) => first.get(table) ?? null }
  const people = missingPeople(portal, held, new Date(clock.now).toISOString())
  if (people.accounts.length === 0) return
  const { records, accounts } = await inventedRows({ adapters, keys }, { portal, people })
  await loadMorePeople(pool, records, accounts)
}
