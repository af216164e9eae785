import { paths } from '../paths.ts'
import type { ShownRecord } from '../render/record.ts'

type Neighbours = {
  readonly title: string
  readonly at: number
  readonly of: number
  readonly previous: string | null
  readonly next: string | null
}

/** The list somebody came from, as she saw it: kept while she works through it, in this page's memory only. */
class LastList {
  #title = ''
  #places: readonly { readonly id: string; readonly href: string }[] = []

  remember(title: string, records: readonly ShownRecord[]) {
    this.#title = title
    this.#places = records.map(({ id, table }) => ({ id, href: paths.request(table, id) }))
  }

  around(id: string): Neighbours | null {
    const index = this.#places.findIndex((place) => place.id === id)
    if (index < 0) return null
    return {
      title: this.#title,
      at: index + 1,
      of: this.#places.length,
      previous: this.#places[index - 1]?.href ?? null,
      next: this.#places[index + 1]?.href ?? null,
    }
  }
}

export const lastList = new LastList()
