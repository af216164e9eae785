import { paths } from '../paths.ts'
import type { ShownRecord } from '../render/record.ts'

type Neighbours = {
  readonly title: string
  readonly href: string
  readonly at: number
  readonly of: number
  /** Whether the request still is as the list showed it: what was moved on since may not be in it any more. */
  readonly isAsListed: boolean
  readonly previous: string | null
  readonly next: string | null
}
type Listed = { readonly id: string; readonly href: string; readonly version: number }

/** The list somebody came from, as she saw it: kept while she works through it, in this page's memory only. */
class LastList {
  #title = ''
  #href: string | null = null
  #places: readonly Listed[] = []
  #hasLost = false

  remember(title: string, href: string, records: readonly ShownRecord[]) {
    this.#title = title
    this.#href = href
    this.#places = records.map(({ id, table, request }) => ({
      id,
      href: paths.request(table, id),
      version: request?.version ?? 0,
    }))
  }

  around(id: string, version: number | undefined): Neighbours | null {
    const index = this.#places.findIndex((place) => place.id === id)
    if (index < 0 || this.#href === null) return null
    return {
      title: this.#title,
      href: this.#href,
      at: index + 1,
      of: this.#places.length,
      isAsListed: version === undefined || version === this.#places[index]?.version,
      previous: this.#places[index - 1]?.href ?? null,
      next: this.#places[index + 1]?.href ?? null,
    }
  }

  /** A request went out of her hands while she looked at it: where she goes on, which says so. */
  lose(): string {
    this.#hasLost = true
    return this.#href ?? paths.start()
  }

  /** Whether one was lost on the way here: told once, and forgotten with that. */
  tellsLost(): boolean {
    const hasLost = this.#hasLost
    this.#hasLost = false
    return hasLost
  }
}

export const lastList = new LastList()
