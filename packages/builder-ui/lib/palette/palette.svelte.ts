import type { Portal } from '@portico/engine/portal/portal'
import type { Entry } from './entry.ts'
import { askedAfter, found, usesFound } from './find.ts'
import { portalEntries } from './portal-entries.ts'

/** What is typed, what fits, and which of it the arrows stand on. */
export class Palette {
  query = $state('')
  at = $state(0)
  readonly #portal: () => Portal | null
  readonly #others: () => readonly Entry[]
  readonly #declared: readonly Entry[] = $derived.by(() => {
    const portal = this.#portal()
    return portal ? portalEntries(portal) : []
  })
  readonly asked: string | null = $derived(askedAfter(this.query))
  readonly found: readonly Entry[] = $derived.by(() => {
    const portal = this.#portal()
    if (portal && this.asked !== null) return usesFound(portal, this.#declared, this.asked)
    return found([...this.#others(), ...this.#declared], this.query)
  })
  readonly current: Entry | null = $derived(this.found[this.at] ?? null)

  /** `others` are the pages and actions, which no portal declares. */
  constructor(portal: () => Portal | null, others: () => readonly Entry[]) {
    this.#portal = portal
    this.#others = others
  }

  type(query: string): void {
    this.query = query
    this.at = 0
  }

  /** Over the end and on from the beginning, so that the last is as near as the first. */
  move(by: number): void {
    const { length } = this.found
    if (length > 0) this.at = (this.at + by + length) % length
  }

  to(at: number): void {
    this.at = Math.max(0, Math.min(at, this.found.length - 1))
  }
}
