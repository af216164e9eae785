import type { Result } from '@portico/engine/result'
import { writeWalk, type WalkDeed } from '../postgres/walked-draft-store.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import type { Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

type Way = { readonly caller: Caller; readonly live: Version; readonly deed: WalkDeed }

/**
 * Whether the caller may do this with a rehearsal, what it needs of the draft, and the entry of it, in a transaction that is
 * over when this answers: nothing is done before its entry, and nobody who publishes waits for another process.
 */
export const allowWalk = <T>(
  context: Context,
  { caller, live, deed }: Way,
  read: (transaction: Transaction) => Promise<Result<T>>,
): Promise<Result<T>> =>
  withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
    const needed = await read(transaction)
    if (needed.ok) await writeWalk(transaction, deed)
    return needed
  })

/** Where it needs nothing of the draft. */
export const nothing = (): Promise<Result<null>> => Promise.resolve({ ok: true, value: null })
