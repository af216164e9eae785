import type { Pool } from 'pg'
import { entrySchema, type Entry } from '@portico/engine/trail/entry'
import { entryColumns } from './trail-store.ts'
import { prepared } from './prepared.ts'
import { inTransaction, type Transaction } from './transaction.ts'

/** The trail's tree as rows: a leaf for each sealed entry, in the order in which their transactions began. */
const sealLock = 7_041_779

export type Leaf = { readonly index: number; readonly seq: string; readonly hash: Buffer }

/** Runs alone among all processes of this environment; null when another one is at it. */
export const asSealer = <T>(pool: Pool, work: (transaction: Transaction) => Promise<T>): Promise<T | null> =>
  inTransaction(pool, async (transaction) => {
    const { rows } = await transaction.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as mine',
      [sealLock],
    )
    return rows[0]?.mine === true ? work(transaction) : null
  })

export const leafCount = async (transaction: Transaction): Promise<number> => {
  const { rows } = await transaction.query<{ size: string }>(
    'select coalesce(max(index) + 1, 0) as size from portico.leaf',
  )
  return Number(rows[0]?.size ?? 0)
}

export const leafHashes = async (
  transaction: Transaction,
  from: number,
  size: number,
): Promise<readonly Buffer[]> => {
  const { rows } = await transaction.query<{ hash: Buffer }>(
    'select hash from portico.leaf where index >= $1 order by index limit $2',
    [from, size],
  )
  return rows.map((row) => row.hash)
}

export type Unsealed = { readonly xid: string; readonly entry: Entry }

/** Leaves are in the order of their entries' transactions, so the last one, found by its index, is where sealing stands. */
const ofLastLeaf = (column: 'xid' | 'seq'): string =>
  `(select l.${column} from portico.leaf l order by l.index desc limit 1)`
const lastLeaf = `(coalesce(${ofLastLeaf('xid')}, '0'::xid8), coalesce(${ofLastLeaf('seq')}, 0))`

const isUnsealed = `e.xid < pg_snapshot_xmin(pg_current_snapshot()) and (e.xid, e.seq) > ${lastLeaf}`

/** Asked many times a second, of which most find nothing: one statement tells so. */
export const isAnyUnsealed = async (pool: Pool): Promise<boolean> => {
  const { rows } = await pool.query(
    prepared(`select e.seq from portico.entry e where ${isUnsealed} order by e.xid, e.seq limit 1`, []),
  )
  return rows.length > 0
}

/**
 * Entries of transactions that are all over, in their order. `id > last` would skip an entry whose transaction is slow;
 * the oldest transaction still running is the line behind which nothing can appear any more.
 */
export const unsealedEntries = async (
  transaction: Transaction,
  size: number,
): Promise<readonly Unsealed[]> => {
  const { rows } = await transaction.query<{ xid: string } & Record<string, unknown>>(
    `select xid::text as xid, ${entryColumns} from portico.entry e
     where ${isUnsealed}
     order by e.xid, e.seq limit $1`,
    [size],
  )
  return rows.map(({ xid, ...entry }) => ({ xid, entry: entrySchema.parse(entry) }))
}

export const writeLeaves = async (
  transaction: Transaction,
  leaves: readonly (Leaf & { readonly xid: string })[],
): Promise<void> => {
  await transaction.query(
    'insert into portico.leaf (index, seq, xid, hash) select * from unnest($1::bigint[], $2::bigint[], $3::text[]::xid8[], $4::bytea[])',
    [
      leaves.map(({ index }) => index),
      leaves.map(({ seq }) => seq),
      leaves.map(({ xid }) => xid),
      leaves.map(({ hash }) => hash),
    ],
  )
}

export const writeCheckpoint = async (
  transaction: Transaction,
  size: number,
  root: Uint8Array,
  note: string,
): Promise<void> => {
  await transaction.query(
    'insert into portico.checkpoint (size, root, note, at) values ($1, $2, $3, portico.portico_now())',
    [size, Buffer.from(root), note],
  )
}

/** One line of what is to be compared: a leaf, the entry it is of, or only one of the two. */
export type Compared = {
  readonly leaf: Leaf | null
  readonly entry: Entry | null
  readonly isOurs: boolean
  readonly isSealable: boolean
}
type ComparedRow = {
  leaf_index: string | null
  leaf_seq: string | null
  leaf_hash: Buffer | null
  is_ours: boolean | null
  is_before_last: boolean | null
} & Record<string, unknown>

const comparedOf = ({
  leaf_index,
  leaf_seq,
  leaf_hash,
  is_ours,
  is_before_last,
  ...entry
}: ComparedRow): Compared => ({
  leaf:
    leaf_index === null || leaf_seq === null || leaf_hash === null
      ? null
      : { index: Number(leaf_index), seq: leaf_seq, hash: leaf_hash },
  entry: entry['seq'] === null ? null : entrySchema.parse(entry),
  isOurs: is_ours ?? true,
  isSealable: is_before_last ?? false,
})

/** Everything, sealed entries first in the tree's order, then what has no leaf; one snapshot, read in pages. */
export const compareTrail = (pool: Pool, each: (line: Compared) => void): Promise<void> =>
  inTransaction(pool, async (transaction) => {
    await transaction.query('set transaction isolation level repeatable read')
    await transaction.query(
      `declare line no scroll cursor for
       select l.index as leaf_index, l.seq as leaf_seq, l.hash as leaf_hash,
         case when e.seq is not null then portico.entry_is_ours(e) end as is_ours,
         (e.xid, e.seq) <= ${lastLeaf} as is_before_last,
         ${entryColumns}
       from portico.entry e full join portico.leaf l on l.seq = e.seq
       order by l.index nulls last, e.xid, e.seq`,
    )
    for (;;) {
      const { rows } = await transaction.query<ComparedRow>('fetch 5000 from line')
      if (rows.length === 0) return
      for (const row of rows) each(comparedOf(row))
    }
  })

export type Note = { readonly size: number; readonly note: string }

export const checkpoints = async (pool: Pool): Promise<readonly Note[]> => {
  const { rows } = await pool.query<{ size: string; note: string }>(
    'select size, note from portico.checkpoint order by size',
  )
  return rows.map(({ size, note }) => ({ size: Number(size), note }))
}
