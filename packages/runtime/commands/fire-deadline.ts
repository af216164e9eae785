import type { Actor } from '@portico/engine/access/actor'
import { isAccountId } from '@portico/engine/brand'
import { advance } from '@portico/engine/workflow/advance'
import { refusalIn } from '../postgres/fault.ts'
import type { Version } from '../postgres/live-store.ts'
import { lockRequest, ownerIn, requestOf } from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import { beginWork, dropDeadline, takeDeadline } from '../postgres/work-store.ts'
import { writeAdvance } from './advance-request.ts'
import { guardFacts } from './cells.ts'
import type { WorkAdapters } from './work-adapters.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

const systemActor = (): Actor => {
  if (!isAccountId(nobody)) throw new Error('this is an id')
  return {
    account: nobody,
    audience: 'system',
    roles: [],
    powers: [],
    person: null,
    patient: null,
    facts: {},
  }
}

type DeadlineAdapters = Pick<WorkAdapters, 'database' | 'live' | 'keyRing' | 'macs'>

const take = async (
  adapters: DeadlineAdapters,
  transaction: Transaction,
  live: Version,
  work: string,
): Promise<void> => {
  // Nothing to do when a person was faster, or it was done before.
  if (!(await beginWork(transaction, work, live.hash))) return
  const deadline = await takeDeadline(transaction, work)
  if (!deadline) return
  const locked = await lockRequest(transaction, deadline.table, deadline.request, null)
  if (!locked) return
  const pinned = await adapters.live.numbered(locked.pinned)
  const advanced = advance({
    portal: live.portal,
    process: pinned.portal,
    request: requestOf(deadline.request, locked),
    record: {
      owner: ownerIn(locked.facts),
      facts: await guardFacts(
        locked.facts,
        { portal: live.portal, table: deadline.table, record: deadline.request },
        adapters.keyRing,
      ),
    },
    actor: systemActor(),
    now: locked.at,
    today: locked.today,
    freshAt: null,
    transitionId: deadline.transition,
    expectedVersion: locked.version,
    typed: {},
  })
  if (!advanced.ok) return dropDeadline(transaction, work)
  await writeAdvance(
    adapters,
    transaction,
    live,
    locked,
    {
      table: deadline.table,
      id: deadline.request,
      transition: deadline.transition,
      key: null,
      inputHash: null,
      form: null,
    },
    advanced.value,
  )
}

/**
 * A deadline has come: the system takes the declared transition, by the same decision and the same writing as a person
 * would. One that cannot be taken any more is put aside, so that the request's workflow does not wake for it for ever.
 */
export const fireDeadline = async (adapters: DeadlineAdapters, work: string): Promise<void> => {
  const pool = adapters.database.pool('portico_worker')
  try {
    await inTransaction(pool, async (transaction) =>
      take(adapters, transaction, await adapters.live.current(), work),
    )
  } catch (fault) {
    if (refusalIn(fault)?.code === 'portal-changed') await adapters.live.reload()
    throw fault
  }
}
