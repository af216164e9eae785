import { apply } from '@portico/engine/portal/apply'
import { between } from '@portico/engine/portal/between'
import { editSchema, type Edit } from '@portico/engine/portal/edit'
import { merge, type Overlap, type Side } from '@portico/engine/portal/merge'
import type { Portal } from '@portico/engine/portal/portal'
import type { Answer, Calls } from '#lib/calls.ts'
import { words } from '#lib/words.ts'
import { Checked } from './checked.svelte.ts'
import { doEdits } from './do-edits.ts'
import { keepUndo, keepUnsaved } from './kept-undo.ts'
import { Outbox, type SaveState } from './outbox.ts'
import type { Pending } from './pending.ts'
import { recall } from './recall.ts'
import { withSameParts } from './same-parts.ts'
import { Together, type Theirs } from './together.svelte.ts'
import { Undo } from './undo.svelte.ts'

type Loaded = Answer<Calls['draft']['load']['query']>

/**
 * The portal being edited. An edit takes effect here at once and is saved within a second; where somebody else changed the
 * same thing, once somebody chose. What is not saved yet is never dropped, and undo ends with what anybody publishes.
 */
export class Draft {
  state: 'loading' | 'ready' | 'failed' = $state('loading')
  live: Loaded['live'] | null = $state.raw(null)
  revision = $state(0)
  saving: SaveState = $state('saved')
  /** Why the last edit or undo did not take effect; null when it did. */
  refused: string | null = $state(null)
  readonly undo = new Undo()
  readonly together = new Together()
  readonly checked = new Checked(() => this.live)

  #calls: Calls
  #account: () => string
  #outbox = new Outbox({
    send: (sent) => this.#send(sent),
    catchUp: async () => this.#took(await this.#calls.draft.load.query()),
    state: () => this.saving,
    becomes: (state) => (this.saving = state),
  })

  /** `account` says who edits: what one can undo, the next one at this screen cannot. */
  constructor(calls: Calls, account: () => string) {
    this.#calls = calls
    this.#account = account
  }

  get portal(): Portal | null {
    return this.checked.newest
  }

  /** The newest revision this page knows of. */
  get seen(): number {
    return this.together.theirs?.revision ?? this.revision
  }

  async load(): Promise<void> {
    try {
      const loaded = await this.#calls.draft.load.query()
      // A saving that is under way tells of itself.
      await this.#outbox.underway
      await this.#took(loaded)
      this.state = 'ready'
    } catch {
      if (this.state !== 'ready') this.state = 'failed'
    }
  }

  async #took(answer: Loaded): Promise<void> {
    const [before, loaded] = [this.live, withSameParts(answer, this.live?.portal ?? null)]
    this.live = loaded.live
    if (!this.together.saved) await this.#recall(loaded)
    else if (loaded.revision > this.seen) this.#arrive(loaded)
    if (before && before.version !== loaded.live?.version) this.undo.published()
    this.#keep()
  }

  async #recall(loaded: Loaded): Promise<void> {
    const { portal, revision, undo, steps } = await recall(this.#calls, this.#account(), loaded)
    this.together.agreed(portal)
    this.checked.follow(portal)
    this.revision = revision
    if (undo) this.undo.remember(undo)
    for (const { edits, key, reason, isStep } of steps)
      if (isStep) this.#do(edits, key, reason)
      else this.applyAll(edits, key, reason)
    if (loaded.revision > revision) this.#arrive(loaded)
  }

  /** Somebody else's draft: merged where nothing overlaps, else both wait for a choice. */
  #arrive(theirs: Theirs): void {
    const merged = this.portal && this.together.arrived(this.portal, theirs)
    if (merged) this.#settle(theirs, merged)
    else this.saving = 'conflict'
  }

  #settle({ portal: theirs, revision }: Theirs, merged: Portal): void {
    if (this.portal) this.undo.wentOn(this.portal, merged)
    this.together.agreed(theirs)
    this.checked.follow(merged)
    this.revision = revision
    const edit = between(theirs, merged)
    const reason = this.#outbox.unsaved.findLast((step) => step.reason !== null)?.reason ?? null
    this.#outbox.replace(edit && { edits: [editSchema.parse(edit)], key: null, reason, after: merged })
    this.#keep()
  }

  /** Whose some things are to be that both changed; once all are chosen, the draft is saved so. */
  choose(paths: readonly Overlap['path'][], side: Side): void {
    const { theirs } = this.together
    const merged = this.portal && this.together.choose(this.portal, paths, side)
    if (theirs && merged) this.#settle(theirs, merged)
  }

  /** Does it here and now; answers whether it took effect. Edits with the same key are one step of undo. */
  apply(edit: Edit, key: string | null = null): boolean {
    return this.applyAll([edit], key)
  }

  /** Several that make sense only together: all take effect, or none does. */
  applyAll(edits: readonly Edit[], key: string | null = null, reason: string | null = null): boolean {
    const inverses = this.#do(edits, key, reason)
    if (!inverses) return false
    this.undo.did({ edits, inverses, key })
    this.#edited()
    return true
  }

  undoOne(): void {
    const step = this.portal && this.undo.takeUndo(this.portal)
    if (!step || !this.#do(step.inverses, null)) return
    this.undo.undid(step)
    this.#edited()
  }

  redoOne(): void {
    const step = this.undo.takeRedo()
    const inverses = step && this.#do(step.edits, null)
    if (!inverses) return
    this.undo.redid({ ...step, inverses })
    this.#edited()
  }

  /** Answers what undoes it, in the order in which to do it; null when the engine said no. */
  #do(edits: readonly Edit[], key: string | null, reason: string | null = null): readonly Edit[] | null {
    const done = this.portal ? doEdits(this.portal, edits) : words.cannotBe
    this.refused = typeof done === 'string' ? done : null
    if (typeof done === 'string') return null
    this.checked.follow(done.after)
    this.#outbox.put({ edits: done.edits, key, reason, after: done.after })
    return done.inverses
  }

  /** It is kept for a reload at once, and looked at beside what somebody else made of the same. */
  #edited(): void {
    keepUnsaved(this.#account(), this.revision, this.#outbox.unsaved)
    if (this.together.theirs) this.#arrive(this.together.theirs)
  }

  #keep(): void {
    keepUndo(this.#account(), this, this.undo.kept, this.#outbox.unsaved.length)
    keepUnsaved(this.#account(), this.revision, this.#outbox.unsaved)
  }

  save(): Promise<void> {
    return this.#outbox.save()
  }

  async #send(sent: readonly Pending[]): Promise<void> {
    const [last, reason] = [sent.at(-1), sent[0]?.reason]
    const all = { revision: this.revision, edits: sent.flatMap((step) => step.edits) }
    const done = await this.#calls.draft.edit.mutate({ ...all, ...(reason ? { reason } : {}) })
    this.#outbox.sent()
    if (last) this.#wasSaved(last.after, done)
  }

  /** The server has what was sent, beside what others did in between. */
  #wasSaved(sent: Portal, { revision, theirs }: Answer<Calls['draft']['edit']['mutate']>): void {
    const { saved } = this.together
    const other = saved && theirs && apply(saved, theirs)
    this.together.agreed(sent)
    const both = saved && other?.ok && merge(saved, sent, other.value.portal)
    if (both) return this.#arrive({ revision, portal: both.portal })
    this.revision = revision
    this.#keep()
  }

  /** After the server would not have what was done here: the draft as it is there. */
  async dropMine(): Promise<void> {
    const loaded = await this.#calls.draft.load.query()
    this.undo.forget()
    this.checked.follow(this.together.saved)
    this.#settle(loaded, loaded.portal)
  }
}
