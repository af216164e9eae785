import type { Actor } from '@portico/engine/access/actor'
import type { RecordId } from '@portico/engine/brand'
import type { Refusal, RefusalCode } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { reassign, type Reassigned } from '@portico/engine/workflow/reassign'
import { actorOf } from '../postgres/actor-row.ts'
import type { Version } from '../postgres/live-store.ts'
import { colleaguesOf, handOver } from '../postgres/queue-store.ts'
import {
  beginActor,
  conditionFacts,
  lockRequest,
  viewRequest,
  ownerIn,
  requestOf,
  type Locked,
  type Viewed,
} from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'

export type Line = { readonly table: string; readonly id: RecordId; readonly expectedVersion: number }
type KeyedLine = Line & { readonly key: string }
/** What came of one line, or would come of it: null is done. */
export type LineAnswer = { readonly id: RecordId; readonly refusal: Refusal | null }

const notFound: Refusal = { code: 'not-found' }

/** Whether this request can go to this colleague; null when nobody here is the one it is meant for. */
export const handing = (
  live: Version,
  line: Line,
  found: Locked | Viewed,
  colleague: Actor | null,
): Result<Reassigned> =>
  'account' in found.actor
    ? reassign({
        portal: live.portal,
        table: line.table,
        request: requestOf(line.id, found),
        record: { owner: ownerIn(found.facts), facts: conditionFacts(found.facts) },
        actor: actorOf(found.actor),
        colleague,
        today: found.today,
        expectedVersion: line.expectedVersion,
      })
    : refuse(notFound)

const decided = async (
  transaction: Transaction,
  live: Version,
  line: Line,
  to: RecordId,
  found: Locked | Viewed,
): Promise<Result<Reassigned>> => {
  const { queue } = requestOf(line.id, found)
  const colleagues = queue === null ? [] : await colleaguesOf(transaction, queue)
  return handing(live, line, found, colleagues.find(({ person }) => person === to) ?? null)
}

/** What handing these over would come to, line by line. Nothing is locked and nothing changes. */
export const previewReassign = (
  context: Context,
  { to, lines }: { readonly to: RecordId; readonly lines: readonly Line[] },
): Promise<Result<readonly LineAnswer[]>> =>
  attempt(context, { verb: 'transition', detail: 'reassign' }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      const answers: LineAnswer[] = []
      for (const line of lines) {
        const found = await viewRequest(transaction, line.table, line.id)
        const result = found ? await decided(transaction, live, line, to, found) : refuse(notFound)
        answers.push({ id: line.id, refusal: result.ok ? null : result.refusal })
      }
      return ok(answers)
    }),
  )

const handed = (
  context: Context,
  caller: Caller,
  live: Version,
  line: KeyedLine,
  to: RecordId,
): Promise<Result<null>> => {
  const { table, id, expectedVersion, key } = line
  const inputHash = context.adapters.macs.input(JSON.stringify(['reassign', table, id, to, expectedVersion]))
  return inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
    await beginActor(transaction, caller, live.hash)
    const locked = await lockRequest(transaction, table, id, key)
    if (!locked) return refuse(notFound)
    if (locked.replay_hash)
      return locked.replay_hash.equals(inputHash) ? ok(null) : refuse<Refusal>({ code: 'key-reused' })
    const decision = await decided(transaction, live, line, to, locked)
    if (!decision.ok) return decision
    await handOver(transaction, { table, id, to, version: locked.version, key, inputHash })
    return ok(null)
  })
}

/** What is wrong with whoever asks is wrong with every line, and is said once. */
const isAboutThePerson: ReadonlySet<RefusalCode> = new Set(['not-signed-in', 'second-factor-needed'])

/**
 * Hands requests to a colleague: each in a transaction of its own, with its own key and its own entry, so that one that
 * cannot go keeps none of the others.
 */
export const reassignRequests = async (
  context: Context,
  { to, lines }: { readonly to: RecordId; readonly lines: readonly KeyedLine[] },
): Promise<Result<readonly LineAnswer[]>> => {
  const answers: LineAnswer[] = []
  for (const line of lines) {
    const result = await attempt(
      context,
      { verb: 'transition', table: line.table, records: [line.id], detail: 'reassign' },
      (caller, live) => handed(context, caller, live, line, to),
    )
    if (!result.ok && isAboutThePerson.has(result.refusal.code)) return result
    answers.push({ id: line.id, refusal: result.ok ? null : result.refusal })
  }
  return ok(answers)
}
