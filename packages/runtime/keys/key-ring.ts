import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import type { KeyStore, WrappedDataKey } from '../postgres/key-store.ts'
import type { KeySource } from './key-source.ts'
import { openPracticeKeys } from './practice-keys.ts'
import type { DataKey } from './sealed-value.ts'
import { unwrapDataKey, wrapDataKey } from './wrapped-data-key.ts'

/** Keys of people: made on first need, kept wrapped by the practice's key, held unwrapped for a few thousand at a time. */
export type KeyRing = {
  /** The keys behind these key ids. A destroyed key is missing: what it sealed is gone for good. */
  readonly keysOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, DataKey>>
  /** The key that seals what belongs to this person. Refused (by the database) when hers were destroyed. */
  readonly keyFor: (subject: string) => Promise<DataKey>
  /** Lets go of every key held when keys were rotated or destroyed, and when that cannot be asked. */
  readonly lookAgain: () => Promise<void>
}

const heldMax = 10_000
const dataKeyBytes = 32

export const openKeyRing = (source: KeySource, store: KeyStore): KeyRing => {
  const practiceKeys = openPracticeKeys(source, store)
  const byId = new Map<string, DataKey>()
  const bySubject = new Map<string, DataKey>()
  let epoch = ''
  // What was asked for before the keys were let go of must not be held after it.
  let generation = 0

  const forget = (): void => {
    generation += 1
    byId.clear()
    bySubject.clear()
    practiceKeys.forget()
  }

  const opened = async ({ id, subject, wrapped, practice }: WrappedDataKey): Promise<DataKey> => ({
    id,
    key: createSecretKey(unwrapDataKey(wrapped, subject, await practiceKeys.numbered(practice))),
  })

  const room = (): void => {
    if (byId.size >= heldMax) byId.clear()
    if (bySubject.size >= heldMax) bySubject.clear()
  }

  const made = async (subject: string): Promise<WrappedDataKey> => {
    const { number, key } = await practiceKeys.newest()
    return {
      id: randomUUID(),
      subject,
      wrapped: wrapDataKey(randomBytes(dataKeyBytes), subject, key),
      practice: number,
    }
  }

  const current = async (subject: string): Promise<WrappedDataKey> => {
    const found = await store.current(subject)
    if (found) return found
    await store.keep(await made(subject))
    const kept = await store.current(subject)
    if (!kept) throw new Error('a key that was just kept is gone')
    return kept
  }

  return {
    keysOf: async (ids) => {
      const found = new Map<string, DataKey>()
      const missing: string[] = []
      for (const id of new Set(ids)) {
        const held = byId.get(id)
        if (held) found.set(id, held)
        else missing.push(id)
      }
      if (missing.length === 0) return found
      const since = generation
      for (const row of await store.byIds(missing)) {
        const key = await opened(row)
        found.set(row.id, key)
        room()
        if (generation === since) byId.set(row.id, key)
      }
      return found
    },
    keyFor: async (subject) => {
      const held = bySubject.get(subject)
      if (held) return held
      const since = generation
      const key = await opened(await current(subject))
      room()
      if (generation === since) {
        byId.set(key.id, key)
        bySubject.set(subject, key)
      }
      return key
    },
    lookAgain: async () => {
      const now = await store.epoch().catch(() => null)
      if (now !== null && now === epoch) return
      epoch = now ?? ''
      forget()
    },
  }
}
