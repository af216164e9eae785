import { randomUUID } from 'node:crypto'
import type { Portal } from '@portico/engine/portal/portal'
import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import { isWorkflowTable } from '@portico/engine/portal/workflow-table'
import { missingPeople } from '@portico/engine/rehearsal/walk-people'
import type { KeySource } from '../keys/key-source.ts'
import { openProcesses } from '../postgres/draft-store.ts'
import { loadMorePeople } from '../postgres/people-store.ts'
import { publish } from '../postgres/publish.ts'
import { firstRecords, rehearsalClock, rolesHeld } from '../postgres/rehearsal-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import type { Carried } from '../rehearsal-answers.ts'
import type { Adapters } from './adapters.ts'
import { draftProblems } from './draft-problems.ts'
import { fillerOf } from './fill-values.ts'
import { hashOf, inventedRows } from './open-practice.ts'

/** A rehearsal is walked to find out: words that somebody must accept and rehearsals that fail do not keep a draft out. */
export const keepsFromWalking = ({ words, code }: Problem): boolean =>
  words === undefined && code !== 'rehearsal-fails'

/** Somebody for each role that nobody holds yet. */
const fillRoles = async (adapters: Adapters, keys: KeySource, portal: Portal): Promise<void> => {
  const pool = adapters.database.pool('portico_publisher')
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

/**
 * Publishes a draft into a rehearsal that is under way, as publishing does: what open requests need is checked, and what
 * was walked stays.
 */
export const carryDraft = async (adapters: Adapters, keys: KeySource, portal: Portal): Promise<Carried> => {
  const pool = adapters.database.pool('portico_publisher')
  const live = await adapters.live.current()
  const hash = hashOf(portal)
  if (hash === live.hash) return { hash, problems: [] }
  const problems = await inTransaction(pool, async (transaction) =>
    draftProblems(transaction, portal, live, await openProcesses(transaction), adapters.live),
  )
  const serious = problems.filter(keepsFromWalking)
  if (blocksPublishing(serious))
    return {
      hash: live.hash,
      problems: serious
        .filter(({ severity }) => severity === 'error')
        .map(({ sentence, path }) => ({ sentence, path: [...path] })),
    }
  await publish(
    pool,
    {
      ...{ id: randomUUID(), portal, body: JSON.stringify(portal), hash, reason: 'Carried into a rehearsal' },
      filler: fillerOf(adapters),
    },
    null,
  )
  await adapters.live.reload()
  await fillRoles(adapters, keys, portal)
  return { hash, problems: [] }
}
