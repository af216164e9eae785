import { createSecretKey, type KeyObject } from 'node:crypto'
import type { KeyStore } from '../postgres/key-store.ts'
import type { KeySource } from './key-source.ts'

/** The practice's keys, which wrap those of its patients. Each is kept wrapped by the source's key of keys. */
export type PracticeKeys = {
  /** Null is the one derived from the source: what wrapped all keys before the first rotation. */
  readonly numbered: (number: number | null) => Promise<KeyObject>
  readonly newest: () => Promise<{ readonly number: number | null; readonly key: KeyObject }>
  readonly forget: () => void
}

export const practiceKeyPurpose = (number: number): string => `practice key ${number}`

export const openPracticeKeys = (source: KeySource, store: Pick<KeyStore, 'practiceKeys'>): PracticeKeys => {
  const founding = source.derive('practice key 1')
  let held: Promise<ReadonlyMap<number, KeyObject>> | null = null

  const load = async (): Promise<ReadonlyMap<number, KeyObject>> => {
    const keys = new Map<number, KeyObject>()
    for (const { number, ...wrapped } of await store.practiceKeys())
      keys.set(number, createSecretKey(await source.unwrap(wrapped, practiceKeyPurpose(number))))
    return keys
  }
  const all = (): Promise<ReadonlyMap<number, KeyObject>> => {
    const loading = held ?? load()
    held = loading
    // What could not be loaded is asked for again by the next one who needs it.
    loading.catch(() => (held = null))
    return loading
  }

  return {
    numbered: async (number) => {
      if (number === null) return founding
      const known = (await all()).get(number)
      if (known) return known
      held = null
      const found = (await all()).get(number)
      if (!found) throw new Error(`there is no practice key ${number}`)
      return found
    },
    newest: async () => {
      const newest = [...(await all())].at(-1)
      return newest ? { number: newest[0], key: newest[1] } : { number: null, key: founding }
    },
    forget: () => {
      held = null
    },
  }
}
