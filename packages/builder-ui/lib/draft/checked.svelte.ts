import type { Change } from '@portico/engine/portal/change'
import { checkDraft } from '@portico/engine/portal/check-draft'
import { compare } from '@portico/engine/portal/compare'
import type { Portal } from '@portico/engine/portal/portal'
import type { Problem } from '@portico/engine/portal/problem'

type Live = { readonly portal: Portal; readonly queues: readonly string[] }

const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

/** What is found out about a draft. An edit is on the screen first and is looked into right after, so that nobody waits for it. */
export class Checked {
  /** The draft as it is. */
  newest: Portal | null = $state.raw(null)
  /** The draft that was looked into last. */
  portal: Portal | null = $state.raw(null)
  readonly problems: readonly Problem[] = $derived.by(() => checkDraft(this.portal, this.#live()))
  readonly changes: readonly Change[] = $derived.by(() => {
    const live = this.#live()
    return this.portal && live ? compare(live.portal, this.portal) : []
  })
  #live: () => Live | null
  #underway: Promise<void> | null = null

  constructor(live: () => Live | null) {
    this.#live = live
  }

  follow(portal: Portal | null): void {
    this.newest = portal
    if (this.portal === null) this.portal = portal
    else this.#underway ??= painted().then(() => this.#lookInto())
  }

  #lookInto(): void {
    this.#underway = null
    this.portal = this.newest
  }

  /** What a page shows, as far as it was looked into: what takes only what is sound must not be a moment ahead. */
  asChecked(shown: Portal): Portal {
    return shown === this.newest ? (this.portal ?? shown) : shown
  }

  /** When what is told is told of the newest draft. */
  async settled(): Promise<void> {
    await this.#underway
  }
}
