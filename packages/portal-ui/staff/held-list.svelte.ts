import { untrack } from 'svelte'
import type { Requests } from '../requests/requests-listed.ts'
import type { ShownRecord } from '../render/record.ts'

export type HeldRow = { readonly record: ShownRecord; readonly isGone: boolean }

const byId = (records: readonly ShownRecord[]): Readonly<Record<string, ShownRecord>> =>
  Object.fromEntries(records.map((record) => [record.id, record]))

/**
 * A list that is read while it changes. What is shown keeps its place and is brought up to date where it stands; what has
 * left is marked; what is new and belongs further up waits until somebody asks for it.
 */
export class HeldList {
  #order = $state.raw<readonly string[]>([])
  #known: Readonly<Record<string, ShownRecord>> = {}
  readonly #fresh: () => Requests | undefined

  constructor(fresh: () => Requests | undefined) {
    this.#fresh = fresh
    $effect.pre(() => {
      const requests = fresh()
      if (requests) untrack(() => this.#take(requests))
    })
  }

  readonly rows = $derived.by((): readonly HeldRow[] => {
    const fresh = byId(this.#fresh()?.records ?? [])
    return this.#order.flatMap((id) => {
      const record = fresh[id] ?? this.#known[id]
      return record ? [{ record, isGone: fresh[id] === undefined }] : []
    })
  })

  readonly newcomers = $derived.by((): number => {
    return (this.#fresh()?.records ?? []).filter(({ id }) => !this.#order.includes(id)).length
  })

  /** Shows the list as it is now. */
  bring() {
    this.#order = (this.#fresh()?.records ?? []).map(({ id }) => id)
  }

  #take({ records }: Requests) {
    this.#known = { ...this.#known, ...byId(records) }
    const ids = records.map(({ id }) => id)
    const isUnread = !this.#order.some((id) => ids.includes(id))
    if (isUnread && (ids.length > 0 || this.#order.length === 0)) this.#order = ids
    else this.#order = [...this.#order, ...this.#tail(ids)]
  }

  /** What comes after everything that is shown moves nothing. */
  #tail(ids: readonly string[]): readonly string[] {
    const last = ids.findLastIndex((id) => this.#order.includes(id))
    return ids.slice(last + 1)
  }
}
