import { check } from '@portico/engine/portal/check'
import { addedFields, checkAgainst, checkReturning } from '@portico/engine/portal/check-against'
import { reachProblems } from '@portico/engine/portal/out-of-reach'
import { processProblems } from '@portico/engine/portal/process-problems'
import type { Portal } from '@portico/engine/portal/portal'
import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import { waitedIn, withoutWaitedIn } from '@portico/engine/portal/waited-in'
import { rehearsalProblems } from '@portico/engine/rehearsal/rehearsal-problems'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import { lastDeclared, type OpenProcess } from '../postgres/draft-store.ts'
import { knownColumns } from '../postgres/joined-record.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { processesOf } from './pinned-processes.ts'

/** What comes back after it was gone finds its values as they were stored then, and must fit them. */
const returning = async (
  transaction: Transaction,
  draft: Portal,
  live: Portal,
  versions: LiveStore,
): Promise<readonly Problem[]> => {
  const known = await knownColumns(transaction)
  const added = addedFields(live, draft).filter(({ table, field }) => known.has(`${table} ${field}`))
  const found: Problem[] = []
  for (const { table, field } of added) {
    const last = await lastDeclared(transaction, table, field)
    if (last !== null)
      found.push(...checkReturning((await versions.numbered(last)).portal, draft, table, field))
  }
  return found
}

/**
 * Everything that keeps a draft from being published: in itself, in its rehearsals (which need a sound portal), against what is live, and against the processes open
 * requests are pinned to, which must go on working and stay within reach. What was there once and comes back is held to how it was stored.
 */
export const draftProblems = async (
  transaction: Transaction,
  draft: Portal,
  live: Version,
  open: readonly OpenProcess[],
  versions: LiveStore,
): Promise<readonly Problem[]> => {
  const pinned = await processesOf(open, versions)
  const going = pinned.flatMap(({ portal, workflow }) => processProblems(portal, workflow, draft))
  const found = withoutWaitedIn(check(draft), waitedIn(pinned))
  const rehearsed = blocksPublishing(found) ? [] : rehearsalProblems(draft)
  const back = await returning(transaction, draft, live.portal, versions)
  return [
    ...found,
    ...rehearsed,
    ...checkAgainst(live.portal, draft),
    ...back,
    ...going,
    ...reachProblems(draft, pinned),
  ]
}
