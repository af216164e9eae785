import type { Pool } from 'pg'
import { appendEntries } from '@portico/engine/trail/append-entries'
import { formatCheckpoint, parseCheckpoint } from '@portico/engine/trail/checkpoint'
import { append, emptyRange, rootOf, type CompactRange } from '@portico/engine/trail/merkle'
import type { CheckpointFile } from '../files/checkpoint-file.ts'
import { sha256, type TrailKey } from '../keys/trail-key.ts'
import {
  asSealer,
  isAnyUnsealed,
  leafCount,
  leafHashes,
  unsealedEntries,
  writeCheckpoint,
  writeLeaves,
} from '../postgres/leaf-store.ts'
import type { Transaction } from '../postgres/transaction.ts'

const pageSize = 5000
const batchMax = 1000

/**
 * The tree so far, from what this process sealed itself and the leaves that others added since. Leaves that do not fit
 * what the second place holds were changed: to sign a head over them would make the change good.
 */
const rangeOf = async (
  transaction: Transaction,
  key: TrailKey,
  secondPlace: CheckpointFile,
  from: CompactRange,
): Promise<CompactRange> => {
  const kept = parseCheckpoint(secondPlace.notes().at(-1) ?? '', key.verifier)
  let range = from
  for (;;) {
    const hashes = await leafHashes(transaction, range.size, pageSize)
    for (const hash of hashes) {
      range = append(sha256, range, hash)
      if (range.size === kept?.size && !Buffer.from(rootOf(sha256, range)).equals(Buffer.from(kept.root)))
        throw new Error('the tree does not fit the head in the second place')
    }
    if (hashes.length === 0 && range.size < (kept?.size ?? 0))
      throw new Error('the tree is shorter than the head in the second place')
    if (hashes.length === 0) return range
  }
}

/** What one batch came to: the tree with it, and its signed head if it added anything. */
type Batch = { readonly sealed: number; readonly range: CompactRange; readonly note: string | null }

/** Seals entries into the tree (RFC 6962) and signs its head, in the database and in a second place. */
export const openSealer = (
  pool: Pool,
  key: TrailKey,
  secondPlace: CheckpointFile,
): (() => Promise<number>) => {
  let range = emptyRange
  let isCompared = false

  const sealBatch = async (transaction: Transaction): Promise<Batch> => {
    const count = await leafCount(transaction)
    if (count !== range.size)
      range = await rangeOf(transaction, key, secondPlace, count > range.size ? range : emptyRange)
    const unsealed = await unsealedEntries(transaction, batchMax)
    if (unsealed.length === 0) return { sealed: 0, range, note: null }
    const { leaves, range: next } = appendEntries(sha256, range, unsealed)
    await writeLeaves(
      transaction,
      leaves.map(({ index, hash, xid, entry }) => ({ index, seq: entry.seq, xid, hash: Buffer.from(hash) })),
    )
    const root = rootOf(sha256, next)
    const note = formatCheckpoint({ origin: key.origin, size: next.size, root }, [key.signer])
    await writeCheckpoint(transaction, next.size, root, note)
    return { sealed: unsealed.length, range: next, note }
  }

  return async () => {
    // A process that begins looks whether the tree fits the second place, also where nothing is to be sealed yet.
    const isIdle = isCompared && !(await isAnyUnsealed(pool))
    const batch = isIdle ? null : await asSealer(pool, sealBatch)
    if (batch === null) return 0
    isCompared = true
    // After the commit: neither what is held in memory nor a head in the second place may ever be of leaves that were
    // rolled back.
    range = batch.range
    if (batch.note !== null) secondPlace.append(batch.note)
    return batch.sealed
  }
}
