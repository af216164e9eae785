import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import type { Edit } from '@portico/engine/portal/edit'
import { replacing } from '@portico/engine/portal/replacing'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'

type WayBack = Answer<Calls['versions']['goBack']['query']>

/** The way back to one version: what it would change, what it cannot hold, and then one edit of the draft. */
export class GoingBack {
  version: number | null = $state(null)
  way: WayBack | null = $state.raw(null)
  no: string | null = $state(null)
  readonly changes: readonly Change[] = $derived.by(() => this.#compared())
  /** Whether the draft is that version already. */
  readonly isThere: boolean = $derived.by(() => this.way !== null && this.#edit() === null)

  #calls: Calls
  #draft: Draft

  constructor(calls: Calls, draft: Draft) {
    this.#calls = calls
    this.#draft = draft
  }

  #compared(): readonly Change[] {
    const { portal } = this.#draft
    return this.way && portal ? compare(portal, this.way.portal) : []
  }

  #edit(): Edit | null {
    const { portal } = this.#draft
    return this.way && portal && replacing(portal, this.way.portal)
  }

  async look(version: number): Promise<void> {
    this.version = version
    this.way = null
    this.no = null
    try {
      const way = await this.#calls.versions.goBack.query({ version })
      if (this.version === version) this.way = way
    } catch (fault) {
      this.no = sentenceOf(refusalOf(fault))
    }
  }

  leave(): void {
    this.version = null
    this.way = null
    this.no = null
  }

  /** One step, so that one undo takes it back; answers whether it took effect. */
  make(): boolean {
    const edit = this.#edit()
    if (!edit || !this.#draft.apply(edit)) {
      this.no = this.#draft.refused
      return false
    }
    this.leave()
    return true
  }
}
