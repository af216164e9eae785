import { apply } from '@portico/engine/portal/apply'
import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import { checkDraft } from '@portico/engine/portal/check-draft'
import { editSchema, type Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import type { Problem } from '@portico/engine/portal/problem'
import type { z } from 'zod'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { words } from '#lib/words.ts'
import { keepUndo, keptUndo } from './kept-undo.ts'
import { Undo } from './undo.svelte.ts'

type Loaded = Answer<Calls['draft']['load']['query']>
export type SaveState = 'saved' | 'saving' | 'waiting' | 'conflict'

/** One keystroke in a text replaces the one before it; `key` says which text. */
type Pending = { readonly edit: z.infer<typeof editSchema>; readonly key: string | null }

const pauseBeforeSaving = 500
const pauseBeforeRetry = 4000
const editsAtOnce = 100

/**
 * The portal being edited. An edit takes effect here at once, is checked by the same engine the server uses,
 * and is saved within a second. What was not saved yet is never dropped: it waits, or is put on top of theirs.
 */
export class Draft {
  state: 'loading' | 'ready' | 'failed' = $state('loading')
  portal: Portal | null = $state.raw(null)
  live: Loaded['live'] | null = $state.raw(null)
  /** What was edited before, newest first, as the server tells it. */
  history: Loaded['history'] = $state.raw([])
  revision = $state(0)
  saving: SaveState = $state('saved')
  /** Why the last edit or undo did not take effect; null when it did. */
  refused: string | null = $state(null)
  readonly undo = new Undo()
  readonly problems: readonly Problem[] = $derived(checkDraft(this.portal, this.live?.portal ?? null))
  readonly changes: readonly Change[] = $derived(
    this.portal && this.live ? compare(this.live.portal, this.portal) : [],
  )

  #calls: Calls
  #account: () => string
  #pending: Pending[] = []
  #timer: ReturnType<typeof setTimeout> | null = null
  #underway: Promise<void> | null = null

  /** `account` says who edits: what one can undo, the next one at this screen cannot. */
  constructor(calls: Calls, account: () => string) {
    this.#calls = calls
    this.#account = account
  }

  async load(): Promise<void> {
    try {
      this.#rebase(await this.#calls.draft.load.query(), ({ edit, key }) => this.#do([edit], key) !== null)
      if (this.state === 'loading') this.#recall()
      this.state = 'ready'
    } catch {
      if (this.state !== 'ready') this.state = 'failed'
    }
  }

  /** After a reload of the page: what could be undone before it, if the draft is still the same. */
  #recall(): void {
    const kept = keptUndo(this.#account(), this.revision)
    if (kept) this.undo.remember(kept)
  }

  /** Puts what is not saved yet on top of what was loaded; answers how many edits did not fit. */
  #rebase(loaded: Loaded, again: (pending: Pending) => boolean): number {
    const mine = this.#pending
    this.#pending = []
    this.#take(loaded)
    return mine.filter((pending) => !again(pending)).length
  }

  #take(loaded: Loaded): void {
    this.revision = loaded.revision
    this.portal = loaded.portal
    this.live = loaded.live
    this.history = loaded.history
  }

  /** Does it here and now; answers whether it took effect. Edits with the same key are one step of undo. */
  apply(edit: Edit, key: string | null = null): boolean {
    return this.applyAll([edit], key)
  }

  /** Several edits that make sense only together: all take effect, or none does. */
  applyAll(edits: readonly Edit[], key: string | null = null): boolean {
    const inverses = this.#do(edits, key)
    if (inverses) this.undo.did({ edits, inverses, key })
    return inverses !== null
  }

  undoOne(): void {
    const step = this.undo.takeUndo()
    if (step && this.#do(step.inverses, null)) this.undo.undid(step)
  }

  redoOne(): void {
    const step = this.undo.takeRedo()
    const inverses = step && this.#do(step.edits, null)
    if (inverses) this.undo.redid({ ...step, inverses })
  }

  /** Answers what undoes it, in the order in which to do it; null when the engine said no. */
  #do(edits: readonly Edit[], key: string | null): readonly Edit[] | null {
    let portal = this.portal
    const inverses: Edit[] = []
    const queued: Pending[] = []
    for (const edit of edits) {
      const parsed = editSchema.safeParse(edit)
      if (!portal || !parsed.success) return this.#refuse()
      const done = apply(portal, parsed.data)
      if (!done.ok) return this.#refuse(done.refusal[0]?.sentence)
      portal = done.value.portal
      inverses.unshift(done.value.inverse)
      queued.push({ edit: parsed.data, key })
    }
    this.refused = null
    this.portal = portal
    this.#queue(queued)
    return inverses
  }

  #refuse(sentence: string = words.cannotBe): null {
    this.refused = sentence
    return null
  }

  #queue(edits: readonly Pending[]): void {
    const last = this.#pending.at(-1)
    if (last?.key && last.key === edits[0]?.key) this.#pending.pop()
    this.#pending.push(...edits)
    if (this.saving === 'conflict') return
    this.saving = 'saving'
    this.#schedule(pauseBeforeSaving)
  }

  #schedule(pause: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), pause)
  }

  /** Sends what waits; resolves when nothing waits any more, or when it could not be sent. */
  save(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#underway ??= this.#sendAll().finally(() => {
      this.#underway = null
    })
    return this.#underway
  }

  async #sendAll(): Promise<void> {
    while (this.#pending.length > 0 && this.saving !== 'conflict') {
      this.saving = 'saving'
      const sent = this.#pending.splice(0, editsAtOnce)
      this.saving = await this.#send(sent)
      if (this.saving === 'saved') continue
      this.#pending.unshift(...sent)
      if (this.saving === 'waiting') return this.#schedule(pauseBeforeRetry)
    }
  }

  async #send(sent: readonly Pending[]): Promise<SaveState> {
    try {
      const edits = sent.map((pending) => pending.edit)
      this.revision = (await this.#calls.draft.edit.mutate({ revision: this.revision, edits })).revision
      keepUndo(this.#account(), this.revision, this.undo.kept)
      return 'saved'
    } catch (fault) {
      const refusal = refusalOf(fault)
      return refusal === null || refusal.code === 'not-signed-in' ? 'waiting' : 'conflict'
    }
  }

  somebodyWasFaster(): void {
    this.saving = 'conflict'
  }

  /**
   * After somebody else was faster: their draft, with what was not saved here put on top where it still fits.
   * Answers how many edits did not fit; null when their draft could not be loaded and nothing happened.
   */
  async takeTheirs(keepMine: boolean): Promise<number | null> {
    try {
      const loaded = await this.#calls.draft.load.query()
      if (!keepMine) this.#pending = []
      this.undo.forget()
      this.saving = 'saved'
      return this.#rebase(loaded, ({ edit, key }) => this.apply(edit, key))
    } catch {
      return null
    }
  }
}
