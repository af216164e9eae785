import type { Change } from '@portico/engine/portal/change'
import { between } from '@portico/engine/portal/between'
import { compare } from '@portico/engine/portal/compare'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { replacing } from '@portico/engine/portal/replacing'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { Publisher } from '#lib/publish/publisher.svelte.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { words } from '#lib/words.ts'

type WayBack = Answer<Calls['versions']['goBack']['query']>

const isSame = (one: Portal | null, other: Portal | null): boolean =>
  one !== null && other !== null && between(one, other) === null

/**
 * The way back to one version: what it would do, what it cannot hold, and then one edit of the draft, which goes live at
 * once by the very publishing of every draft. What the draft has of its own is neither published along nor lost.
 */
export class GoingBack {
  version: number | null = $state(null)
  way: WayBack | null = $state.raw(null)
  no: string | null = $state(null)
  /** Whether the draft is that version already. */
  readonly isThere: boolean = $derived.by(() => isSame(this.#draft.portal, this.#target))
  readonly isLive: boolean = $derived.by(() => isSame(this.#draft.live?.portal ?? null, this.#target))
  /** What the draft has that is neither live nor that version; null where it has nothing. */
  readonly own: readonly Change[] | null = $derived.by(() => this.#owned())
  /** What would change in a draft that has something of its own. */
  readonly changes: readonly Change[] = $derived.by(() =>
    this.#draft.portal && this.#target ? compare(this.#draft.portal, this.#target) : [],
  )
  readonly publisher: Publisher

  #calls: Calls
  #draft: Draft

  /** `asked` loads what waits for a second person. */
  constructor(calls: Calls, draft: Draft, asked: () => Promise<unknown>) {
    this.#calls = calls
    this.#draft = draft
    this.publisher = new Publisher(calls, draft, asked, () => this.#ready())
  }

  get #target(): Portal | null {
    return this.way?.portal ?? null
  }

  #owned(): readonly Change[] | null {
    const { portal, live } = this.#draft
    if (!portal || !live || this.isThere || isSame(live.portal, portal)) return null
    return compare(live.portal, portal)
  }

  #edit(): Edit | null {
    const { portal } = this.#draft
    return this.#target && portal && replacing(portal, this.#target)
  }

  /** What the draft and the live version are is looked up with it: it is judged by them. */
  async look(version: number): Promise<void> {
    this.leave()
    this.version = version
    try {
      const [way] = await Promise.all([this.#calls.versions.goBack.query({ version }), this.#draft.load()])
      if (this.version === version) this.way = way
    } catch (fault) {
      this.no = sentenceOf(refusalOf(fault))
    }
  }

  leave(): void {
    this.version = null
    this.way = null
    this.no = null
    this.publisher.begin()
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

  /** Makes the draft that version, and nothing else; answers what keeps it from being exactly that. */
  async #ready(): Promise<string | null> {
    const { version } = this
    if (version === null) return words.failed
    if (this.own !== null) return words.versions.ownChanges(this.own.length)
    const edit = this.#edit()
    if (edit && !this.#draft.apply(edit)) return this.#draft.refused ?? words.cannotBe
    await this.#draft.save()
    const isAlone = this.#draft.saving === 'saved' && this.isThere
    return isAlone ? null : words.versions.meanwhile(version)
  }
}
