import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import type { KeyStore, WrappedDataKey } from '../postgres/key-store.ts'
import { HeldKeys } from './held-keys.ts'
import type { KeySource } from './key-source.ts'
import { openPracticeKeys, type PracticeKeys } from './practice-keys.ts'
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

const dataKeyBytes = 32

const made = async (subject: string, practiceKeys: PracticeKeys): Promise<WrappedDataKey> => {
  const { number, key } = await practiceKeys.newest()
  return {
    id: randomUUID(),
    subject,
    wrapped: wrapDataKey(randomBytes(dataKeyBytes), subject, key),
    practice: number,
  }
}

const current = async (
  subject: string,
  store: KeyStore,
  practiceKeys: PracticeKeys,
): Promise<WrappedDataKey> => {
  const found = await store.current(subject)
  if (found) return found
  await store.keep(await made(subject, practiceKeys))
  const kept = await store.current(subject)
  if (!kept) throw new Error('a key that was just kept is gone')
  return kept
}

export const openKeyRing = (source: KeySource, store: KeyStore): KeyRing => {
  const practiceKeys = openPracticeKeys(source, store)
  const held = new HeldKeys()
  let epoch = ''

  const opened = async ({ id, subject, wrapped, practice }: WrappedDataKey): Promise<DataKey> => ({
    id,
    key: createSecretKey(unwrapDataKey(wrapped, subject, await practiceKeys.numbered(practice))),
  })

  return {
    keysOf: async (ids) => {
      const found = new Map<string, DataKey>()
      for (const id of ids) {
        const key = held.withId(id)
        if (key) found.set(id, key)
      }
      const missing = [...new Set(ids)].filter((id) => !found.has(id))
      if (missing.length === 0) return found
      const since = held.generation
      for (const row of await store.byIds(missing)) {
        const key = await opened(row)
        found.set(row.id, key)
        held.hold(key, null, since)
      }
      return found
    },
    keyFor: async (subject) => {
      const known = held.of(subject)
      if (known) return known
      const since = held.generation
      const key = await opened(await current(subject, store, practiceKeys))
      held.hold(key, subject, since)
      return key
    },
    lookAgain: async () => {
      const now = await store.epoch().catch(() => null)
      if (now !== null && now === epoch) return
      epoch = now ?? ''
      held.letGo()
      practiceKeys.forget()
    },
  }
}
