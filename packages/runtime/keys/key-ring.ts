import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  randomUUID,
  type KeyObject,
} from 'node:crypto'
import type { KeyStore } from '../postgres/key-store.ts'
import type { KeySource } from './key-source.ts'
import type { DataKey } from './sealed-value.ts'

/** Keys of people: made on first need, kept wrapped by the practice's key, held unwrapped for a few thousand at a time. */
export type KeyRing = {
  /** The keys behind these key ids. A destroyed key is missing: what it sealed is gone for good. */
  readonly keysOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, DataKey>>
  /** The key that seals what belongs to this person. */
  readonly keyFor: (subject: string) => Promise<DataKey>
}

const heldMax = 10_000
const nonceBytes = 12
const tagBytes = 16

const wrap = (key: Buffer, subject: string, practice: KeyObject): Buffer => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', practice, nonce)
  cipher.setAAD(Buffer.from(`portico wrap 1 ${subject}`))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

const unwrap = (wrapped: Buffer, subject: string, practice: KeyObject): KeyObject => {
  const decipher = createDecipheriv('aes-256-gcm', practice, wrapped.subarray(0, nonceBytes))
  decipher.setAAD(Buffer.from(`portico wrap 1 ${subject}`))
  decipher.setAuthTag(wrapped.subarray(-tagBytes))
  return createSecretKey(
    Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()]),
  )
}

export const openKeyRing = (source: KeySource, store: KeyStore): KeyRing => {
  const practice = source.derive('practice key 1')
  const byId = new Map<string, DataKey>()
  const bySubject = new Map<string, DataKey>()

  const hold = (id: string, subject: string, wrapped: Buffer): DataKey => {
    if (byId.size >= heldMax) {
      byId.clear()
      bySubject.clear()
    }
    const dataKey = { id, key: unwrap(wrapped, subject, practice) }
    byId.set(id, dataKey)
    bySubject.set(subject, dataKey)
    return dataKey
  }

  return {
    keysOf: async (ids) => {
      const missing = [...new Set(ids)].filter((id) => !byId.has(id))
      if (missing.length > 0)
        for (const row of await store.byIds(missing)) hold(row.id, row.subject, row.wrapped)
      return byId
    },
    keyFor: async (subject) => {
      const held = bySubject.get(subject)
      if (held) return held
      const row = await store.ensure({
        id: randomUUID(),
        subject,
        wrapped: wrap(randomBytes(32), subject, practice),
      })
      return hold(row.id, row.subject, row.wrapped)
    },
  }
}
