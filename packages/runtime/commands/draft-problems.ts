import { check } from '@portico/engine/portal/check'
import { addedFields, checkAgainst, checkReturning } from '@portico/engine/portal/check-against'
import { processProblems } from '@portico/engine/portal/process-problems'
import type { Portal } from '@portico/engine/portal/portal'
import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import { rehearsalProblems } from '@portico/engine/rehearsal/rehearsal-problems'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import { lastDeclared, type OpenProcess } from '../postgres/draft-store.ts'
import { knownColumns } from '../postgres/joined-record.ts'
import type { Transaction } from '../postgres/transaction.ts'

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
 * requests are pinned to, which must go on working. What was there once and comes back is held to how it was stored.
 */
export const draftProblems = async (
  transaction: Transaction,
  draft: Portal,
  live: Version,
  open: readonly OpenProcess[],
  versions: LiveStore,
): Promise<readonly Problem[]> => {
  const pinned = await Promise.all(
    open.map(async ({ workflow, pinned: number }) =>
      processProblems((await versions.numbered(number)).portal, workflow, draft),
    ),
  )
  const found = check(draft)
  const rehearsed = blocksPublishing(found) ? [] : rehearsalProblems(draft)
  const back = await returning(transaction, draft, live.portal, versions)
  return [...found, ...rehearsed, ...checkAgainst(live.portal, draft), ...back, ...pinned.flat()]
}
