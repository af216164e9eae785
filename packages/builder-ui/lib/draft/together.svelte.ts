import { merge, type Overlap, type Side } from '@portico/engine/portal/merge'
import type { Portal } from '@portico/engine/portal/portal'

/** The draft as the server has it. */
export type Theirs = { readonly portal: Portal; readonly revision: number }

const keyOf = (path: Overlap['path']): string => path.join('.')

/** What was the same for two people, what somebody else made of it, and what is to be chosen where both changed one thing. */
export class Together {
  /** What the server had when this page last agreed with it. */
  saved: Portal | null = $state.raw(null)
  /** Somebody else's draft that waits for a choice. */
  theirs: Theirs | null = $state.raw(null)
  /** What both changed, each otherwise. */
  overlaps: readonly Overlap[] = $state.raw([])
  #choices: Readonly<Record<string, Side>> = $state.raw({})

  chosen(path: Overlap['path']): Side | undefined {
    return this.#choices[keyOf(path)]
  }

  /** Both drafts as one; null where somebody must choose first. */
  arrived(mine: Portal, theirs: Theirs): Portal | null {
    if (!this.saved) return null
    const { portal, overlaps } = merge(this.saved, mine, theirs.portal)
    this.overlaps = overlaps
    this.theirs = overlaps.length > 0 ? theirs : null
    return this.theirs ? null : portal
  }

  /** Whose some of them are to be; both drafts as one once all are chosen. */
  choose(mine: Portal, paths: readonly Overlap['path'][], side: Side): Portal | null {
    this.#choices = { ...this.#choices, ...Object.fromEntries(paths.map((path) => [keyOf(path), side])) }
    if (!this.saved || !this.theirs || this.overlaps.some(({ path }) => !this.chosen(path))) return null
    return merge(this.saved, mine, this.theirs.portal, (path) => this.chosen(path) ?? 'theirs').portal
  }

  agreed(saved: Portal): void {
    this.saved = saved
    this.theirs = null
    this.overlaps = []
    this.#choices = {}
  }
}
