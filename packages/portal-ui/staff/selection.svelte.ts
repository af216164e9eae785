import { SvelteMap } from 'svelte/reactivity'
import type { ShownRecord } from '../render/record.ts'

/** As many as the server takes at once. */
export const chosenMax = 100

/** The requests somebody ticked, each as she saw it then: what changes meanwhile is told before anything is done. */
export class Selection {
  readonly #chosen = new SvelteMap<string, ShownRecord>()

  get records(): readonly ShownRecord[] {
    return [...this.#chosen.values()]
  }

  get size(): number {
    return this.#chosen.size
  }

  has(id: string): boolean {
    return this.#chosen.has(id)
  }

  put(record: ShownRecord, isChosen: boolean) {
    if (isChosen) this.#chosen.set(record.id, record)
    else this.#chosen.delete(record.id)
  }

  hasAll(records: readonly ShownRecord[]): boolean {
    return records.length > 0 && records.every(({ id }) => this.#chosen.has(id))
  }

  putAll(records: readonly ShownRecord[], isChosen: boolean) {
    for (const record of records) this.put(record, isChosen)
  }

  clear() {
    this.#chosen.clear()
  }
}
