import { compare } from '@portico/engine/portal/compare'
import type { Change } from '@portico/engine/portal/change'
import { between } from '@portico/engine/portal/between'
import type { Portal } from '@portico/engine/portal/portal'
import type { Answer, Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { words } from '#lib/words.ts'

export type Page = Answer<Calls['draft']['history']['query']>
export type Moment = Page['moments'][number]

/** One moment somebody thinks of going back to, with what that would change. */
export type Going = {
  readonly revision: number
  readonly portal: Portal
  readonly changes: readonly Change[]
  /** Nothing at all is different. */
  readonly isSame: boolean
}

/** What was done to the draft, read from the newest on, and going back in it. */
export class History {
  page: Page | null = $state.raw(null)
  failed = $state(false)
  going: Going | null = $state.raw(null)
  said = $state('')

  #calls: Calls
  #draft: Draft

  constructor(calls: Calls, draft: Draft) {
    this.#calls = calls
    this.#draft = draft
  }

  /** The newest anew; what was looked at further back stays. */
  async load(): Promise<void> {
    try {
      const fresh = await this.#calls.draft.history.query({ before: null })
      const oldest = fresh.moments.at(-1)?.revision ?? 0
      const older = (this.page?.moments ?? []).filter(({ revision }) => revision < oldest)
      const hasMore = older.length > 0 ? (this.page?.hasMore ?? false) : fresh.hasMore
      this.page = { ...fresh, moments: [...fresh.moments, ...older], hasMore }
      this.failed = false
    } catch {
      this.failed = this.page === null
    }
  }

  async more(): Promise<void> {
    const { page } = this
    const before = page?.moments.at(-1)?.revision
    if (!page || before === undefined) return
    try {
      const older = await this.#calls.draft.history.query({ before })
      this.page = { ...page, moments: [...page.moments, ...older.moments], hasMore: older.hasMore }
    } catch {
      this.said = words.failed
    }
  }

  /** Looks at a moment first: nothing changes before she says so. */
  async look(revision: number): Promise<void> {
    this.said = ''
    try {
      const { portal } = await this.#calls.draft.moment.query({ revision })
      const now = this.#draft.portal
      if (!now) return
      this.going = { revision, portal, changes: compare(now, portal), isSame: between(now, portal) === null }
    } catch {
      this.said = words.history.gone
    }
  }

  /** Going back is one edit like any other. */
  async goBack(why: string): Promise<void> {
    const { going } = this
    const now = this.#draft.portal
    const edit = going && now && between(now, going.portal)
    this.going = null
    if (!edit || !this.#draft.applyAll([edit], null, why.trim().length < 3 ? null : why.trim())) return
    this.said = words.history.wentBack(going.changes.length)
    await this.#draft.save()
    await this.load()
  }

  /** Answers whether it was kept. */
  async name(revision: number, name: string): Promise<boolean> {
    try {
      await this.#calls.draft.namePoint.mutate({ id: crypto.randomUUID(), revision, name })
      this.said = words.history.named(name)
      await this.load()
      return true
    } catch {
      this.said = words.failed
      return false
    }
  }
}
