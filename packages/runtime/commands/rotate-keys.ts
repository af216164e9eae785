import { createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto'
import type { Pool } from 'pg'
import type { KeySource } from '../keys/key-source.ts'
import { practiceKeyPurpose } from '../keys/practice-keys.ts'
import { unwrapDataKey, wrapDataKey } from '../keys/wrapped-data-key.ts'
import {
  addDataKeys,
  beginRotation,
  clearOverwrittenKeys,
  dropOldPracticeKeys,
  moveEpoch,
  oldDataKeys,
  practiceKeysKept,
  retireDataKeys,
  writePracticeKeys,
  writeRotationEntry,
  type OldDataKey,
} from '../postgres/key-rotation-store.ts'
import type { WrappedDataKey } from '../postgres/key-store.ts'
import { inTransaction } from '../postgres/transaction.ts'

export type Rotation = {
  /** Which key of keys wraps the practice's keys now, and the number of the newest of these. */
  readonly keyOfKeys: number
  readonly practiceKey: number
  /** How many patients got a new key, and how many keys were wrapped anew. */
  readonly renewed: number
  readonly rewrapped: number
}

const batch = 500
const keyBytes = 32
/** By then every running process has taken up the new practice key, and wraps no new patient's key by the old one. */
const takenUpMs = 3000

type Practice = {
  readonly number: number
  readonly key: KeyObject
  readonly keyOfKeys: number
  readonly of: (number: number | null) => KeyObject
}

/** A new practice key, and all of them wrapped by the newest key of keys: together, or not at all. */
const renewPractice = (pool: Pool, source: KeySource): Promise<Practice> =>
  inTransaction(pool, async (transaction) => {
    const kept = await practiceKeysKept(transaction)
    const plain = new Map<number, Buffer>()
    for (const { number, ...wrapped } of kept)
      plain.set(number, await source.unwrap(wrapped, practiceKeyPurpose(number)))
    const keyOfKeys = await source.renew()
    const number = (kept.at(-1)?.number ?? 0) + 1
    plain.set(number, randomBytes(keyBytes))
    const wrapped = await Promise.all(
      [...plain].map(async ([of, key]) => ({
        number: of,
        ...(await source.wrap(key, practiceKeyPurpose(of))),
      })),
    )
    await writePracticeKeys(transaction, wrapped)
    await moveEpoch(transaction)
    await writeRotationEntry(transaction, 'begun')
    const founding = source.derive('practice key 1')
    const keys = new Map([...plain].map(([of, key]) => [of, createSecretKey(key)] as const))
    const named = (of: number | null): KeyObject => {
      const key = of === null ? founding : keys.get(of)
      if (!key) throw new Error(`there is no practice key ${of}`)
      return key
    }
    return { number, key: named(number), keyOfKeys, of: named }
  })

const rewrapped = (row: OldDataKey, { number, key, of }: Practice): WrappedDataKey => ({
  ...row,
  wrapped: wrapDataKey(unwrapDataKey(row.wrapped, row.subject, of(row.practice)), row.subject, key),
  practice: number,
})

const fresh = ({ subject }: OldDataKey, { number, key }: Practice): WrappedDataKey => ({
  id: randomUUID(),
  subject,
  wrapped: wrapDataKey(randomBytes(keyBytes), subject, key),
  practice: number,
})

type Count = { readonly renewed: number; readonly rewrapped: number }

const renewSome = (pool: Pool, practice: Practice): Promise<Count> =>
  inTransaction(pool, async (transaction) => {
    const old = await oldDataKeys(transaction, practice.number, batch)
    const current = old.filter(({ is_current: isCurrent }) => isCurrent)
    await retireDataKeys(
      transaction,
      old.map((row) => rewrapped(row, practice)),
    )
    await addDataKeys(
      transaction,
      current.map((row) => fresh(row, practice)),
    )
    return { renewed: current.length, rewrapped: old.length }
  })

const renewAll = async (pool: Pool, practice: Practice, sofar: Count): Promise<Count> => {
  let total = sofar
  for (;;) {
    const some = await renewSome(pool, practice)
    if (some.rewrapped === 0) return total
    total = { renewed: total.renewed + some.renewed, rewrapped: total.rewrapped + some.rewrapped }
  }
}

const finish = (pool: Pool, { number }: Practice): Promise<void> =>
  inTransaction(pool, async (transaction) => {
    await dropOldPracticeKeys(transaction, number)
    await moveEpoch(transaction)
    await writeRotationEntry(transaction, 'finished')
  })

/**
 * New keys for what is written from now on; everything older stays readable, wrapped anew. People go on meanwhile: a
 * process opens what is wrapped by either practice key, and takes up the new one within two seconds. Cut off anywhere, it
 * is finished by the next rotation. Null: another rotation is under way.
 */
export const rotateKeys = async (
  pool: Pool,
  source: KeySource,
  wait: (ms: number) => Promise<void>,
): Promise<Rotation | null> => {
  const holder = await pool.connect()
  try {
    if (!(await beginRotation(holder))) return null
    const practice = await renewPractice(pool, source)
    const first = await renewAll(pool, practice, { renewed: 0, rewrapped: 0 })
    await wait(takenUpMs)
    // New patients of these seconds, whose keys a process still wrapped by the practice key it held.
    const all = await renewAll(pool, practice, first)
    await finish(pool, practice)
    await clearOverwrittenKeys(pool)
    return { keyOfKeys: practice.keyOfKeys, practiceKey: practice.number, ...all }
  } finally {
    // Ended with its connection, whatever came of it.
    holder.release(true)
  }
}
