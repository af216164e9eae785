import { randomUUID } from 'node:crypto'
import type { Portal } from '@portico/engine/portal/portal'
import { blocksPublishing } from '@portico/engine/portal/problem'
import { keepsFromWalking } from '@portico/engine/rehearsal/keeps-from-walking'
import type { KeySource } from '../keys/key-source.ts'
import { openProcesses } from '../postgres/draft-store.ts'
import { publish } from '../postgres/publish.ts'
import { inTransaction } from '../postgres/transaction.ts'
import type { Carried } from '../rehearsal-answers.ts'
import type { Adapters } from './adapters.ts'
import { draftProblems } from './draft-problems.ts'
import { fillRoles } from './fill-roles.ts'
import { fillerOf } from './fill-values.ts'
import { hashOf } from './open-practice.ts'

/** Why the draft cannot go on what is under way; with none, it is live there. */
const carry = async (adapters: Adapters, portal: Portal, hash: string): Promise<Carried['problems']> => {
  const pool = adapters.database.pool('portico_publisher')
  const live = await adapters.live.current()
  if (hash === live.hash) return []
  const problems = await inTransaction(pool, async (transaction) =>
    draftProblems(transaction, portal, live, await openProcesses(transaction), adapters.live),
  )
  const serious = problems.filter(keepsFromWalking)
  if (blocksPublishing(serious))
    return serious
      .filter(({ severity }) => severity === 'error')
      .map(({ sentence, path }) => ({ sentence, path: [...path] }))
  const publishing = {
    ...{ id: randomUUID(), portal, body: JSON.stringify(portal), hash, reason: 'Carried into a rehearsal' },
    filler: fillerOf(adapters),
  }
  const published = await publish(pool, publishing, null)
  await adapters.live.reload()
  if (!published.ok) throw new Error(`A rehearsal’s publishing did not go live: ${published.refusal}.`)
  return []
}

/**
 * Publishes a draft into a rehearsal that is under way, as publishing does: what open requests need is checked, and what
 * was walked stays. Asked for again, it makes up for what broke off after publishing.
 */
export const carryDraft = async (adapters: Adapters, keys: KeySource, portal: Portal): Promise<Carried> => {
  const hash = hashOf(portal)
  const problems = await carry(adapters, portal, hash)
  if (problems.length > 0) return { hash: (await adapters.live.current()).hash, problems }
  await fillRoles(adapters, keys)
  return { hash, problems }
}
