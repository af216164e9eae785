import type { Change } from '@portico/engine/portal/change'
import { checkDraft } from '@portico/engine/portal/check-draft'
import { compare } from '@portico/engine/portal/compare'
import type { Portal } from '@portico/engine/portal/portal'
import type { Problem } from '@portico/engine/portal/problem'
import { painted } from './painted.ts'

type Live = { readonly portal: Portal; readonly queues: readonly string[] }

/**
 * What is found out about a draft. An edit is on the screen first and is looked into right after, a part at a time, so that
 * nobody waits for it and what is typed meanwhile comes between.
 */
export class Checked {
  /** The draft as it is. */
  newest: Portal | null = $state.raw(null)
  /** The draft that was looked into last. */
  portal: Portal | null = $state.raw(null)
  /** The draft that was compared with what is live last. */
  #compared: Portal | null = $state.raw(null)
  readonly problems: readonly Problem[] = $derived.by(() => checkDraft(this.portal, this.#live()))
  readonly changes: readonly Change[] = $derived.by(() => {
    const live = this.#live()
    return this.#compared && live ? compare(live.portal, this.#compared) : []
  })
  #live: () => Live | null
  #underway: Promise<void> | null = null

  constructor(live: () => Live | null) {
    this.#live = live
  }

  follow(portal: Portal | null): void {
    this.newest = portal
    if (this.portal === null) this.portal = this.#compared = portal
    else this.#underway ??= this.#lookInto()
  }

  async #lookInto(): Promise<void> {
    while (this.#compared !== this.newest) {
      await painted()
      this.portal = this.newest
      await painted()
      this.#compared = this.portal
    }
    this.#underway = null
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
