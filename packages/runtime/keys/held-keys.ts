import type { DataKey } from './sealed-value.ts'

const heldMax = 10_000

/** Keys held unwrapped for a while, by their id and by whose they are. */
export class HeldKeys {
  readonly #byId = new Map<string, DataKey>()
  readonly #bySubject = new Map<string, DataKey>()
  #generation = 0

  /** What was asked for before all were let go of must not be held after it: hand this back to `hold`. */
  get generation(): number {
    return this.#generation
  }

  withId(id: string): DataKey | undefined {
    return this.#byId.get(id)
  }

  of(subject: string): DataKey | undefined {
    return this.#bySubject.get(subject)
  }

  /** `subject`: whose current key it is; null for one that only opens. */
  hold(key: DataKey, subject: string | null, since: number): void {
    if (since !== this.#generation) return
    if (this.#byId.size >= heldMax) this.#byId.clear()
    if (this.#bySubject.size >= heldMax) this.#bySubject.clear()
    this.#byId.set(key.id, key)
    if (subject !== null) this.#bySubject.set(subject, key)
  }

  letGo(): void {
    this.#generation += 1
    this.#byId.clear()
    this.#bySubject.clear()
  }
}
