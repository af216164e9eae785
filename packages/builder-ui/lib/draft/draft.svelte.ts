import { apply } from '@portico/engine/portal/apply'
import { between } from '@portico/engine/portal/between'
import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import { check } from '@portico/engine/portal/check'
import { editSchema, type Edit } from '@portico/engine/portal/edit'
import { merge, type Overlap, type Side } from '@portico/engine/portal/merge'
import type { Portal } from '@portico/engine/portal/portal'
import type { Problem } from '@portico/engine/portal/problem'
import type { z } from 'zod'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { words } from '#lib/words.ts'
import { keepUndo, keepUnsaved, keptUndo, keptUnsaved } from './kept-undo.ts'
import { sentAtOnce, withNext, type Pending } from './pending.ts'
import { Undo } from './undo.svelte.ts'

type Loaded = Answer<Calls['draft']['load']['query']>
export type SaveState = 'saved' | 'saving' | 'waiting' | 'conflict'

type Theirs = { readonly portal: Portal; readonly revision: number }

const pauseBeforeSaving = 500
const pauseBeforeRetry = 2000

/**
 * The portal being edited. An edit takes effect here at once, is checked by the same engine the server uses, and is saved
 * within a second. What others do meanwhile comes in by itself; where both changed the same thing, nothing is saved until
 * somebody chose. What was not saved yet is never dropped, not by a reload of the page either.
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
  /** What both changed, each otherwise, since the draft was last the same for both. */
  overlaps: readonly Overlap[] = $state.raw([])
  choices: ReadonlyMap<string, Side> = $state.raw(new Map())
  readonly undo = new Undo()
  readonly problems: readonly Problem[] = $derived(this.portal ? check(this.portal) : [])
  readonly changes: readonly Change[] = $derived(
    this.portal && this.live ? compare(this.live.portal, this.portal) : [],
  )

  #calls: Calls
  #account: () => string
  /** The draft as the server has it at `revision`. */
  #saved: Portal | null = $state.raw(null)
  /** Somebody else's draft that waits for a choice. */
  #theirs: Theirs | null = $state.raw(null)
  #pending: readonly Pending[] = []
  #sending: readonly Pending[] = []
  #timer: ReturnType<typeof setTimeout> | null = null
  #underway: Promise<void> | null = null

  /** `account` says who edits: what one can undo, the next one at this screen cannot. */
  constructor(calls: Calls, account: () => string) {
    this.#calls = calls
    this.#account = account
  }

  /** What each made of what was the same for both; null where nothing waits for a choice. */
  get both(): { readonly base: Portal; readonly mine: Portal; readonly theirs: Portal } | null {
    if (!this.#saved || !this.portal || !this.#theirs) return null
    return { base: this.#saved, mine: this.portal, theirs: this.#theirs.portal }
  }

  /** The newest revision this page knows of. */
  get seen(): number {
    return this.#theirs?.revision ?? this.revision
  }

  async load(): Promise<void> {
    try {
      const loaded = await this.#calls.draft.load.query()
      // A saving that is under way tells of itself.
      await this.#underway
      await this.#took(loaded)
      this.state = 'ready'
    } catch {
      if (this.state !== 'ready') this.state = 'failed'
    }
  }

  async #took(loaded: Loaded): Promise<void> {
    if (!this.#saved) await this.#recall(loaded)
    else if (loaded.revision > this.seen) this.#arrive(loaded)
    this.live = loaded.live
    this.history = loaded.history
  }

  /** After a reload of the page: what was not saved, and what could be undone, on the draft they belong to. */
  async #recall(loaded: Loaded): Promise<void> {
    const [undo, unsaved] = [keptUndo(this.#account()), keptUnsaved(this.#account())]
    const revision = unsaved?.steps.length ? unsaved.revision : undo?.revision
    const base = await this.#momentOf(loaded, revision ?? loaded.revision)
    this.#saved = base.portal
    this.portal = base.portal
    this.revision = base.revision
    if (undo?.revision === base.revision) this.undo.remember(undo)
    for (const { edits, key, reason } of unsaved?.steps ?? []) this.#do(edits, key, reason)
    if (loaded.revision > base.revision) this.#arrive(loaded)
  }

  /** A moment that is not to be had any more is the present one: what still fits on it is put there. */
  async #momentOf(loaded: Theirs, revision: number): Promise<Theirs> {
    if (revision >= loaded.revision) return loaded
    try {
      return { revision, portal: (await this.#calls.draft.moment.query({ revision })).portal }
    } catch (fault) {
      if (refusalOf(fault)) return loaded
      throw fault
    }
  }

  /** Somebody else's draft: merged where nothing overlaps, else both wait for a choice. */
  #arrive({ portal, revision }: Theirs): void {
    if (!this.#saved || !this.portal) return
    const merged = merge(this.#saved, this.portal, portal)
    this.overlaps = merged.overlaps
    this.#theirs = merged.overlaps.length > 0 ? { portal, revision } : null
    if (this.#theirs) this.saving = 'conflict'
    else this.#settle({ portal, revision }, merged.portal)
  }

  #settle({ portal: theirs, revision }: Theirs, merged: Portal): void {
    if (this.portal) this.undo.wentOn(this.portal, merged)
    this.#saved = theirs
    this.#theirs = null
    this.overlaps = []
    this.choices = new Map()
    this.portal = merged
    this.revision = revision
    const edit = between(theirs, merged)
    const reason = this.#pending.findLast((pending) => pending.reason !== null)?.reason ?? null
    const edits = edit ? [editSchema.parse(edit)] : []
    this.#pending = edit ? [{ edits, key: null, reason, after: merged }] : []
    this.saving = edit ? 'saving' : 'saved'
    this.#keep()
    if (edit) this.#schedule(0)
  }

  /** Whose it is to be, of one thing both changed; once all are chosen, the draft is saved so. */
  choose(paths: readonly Overlap['path'][], side: Side): void {
    this.choices = new Map([...this.choices, ...paths.map((path) => [path.join('.'), side] as const)])
    const both = this.both
    if (!both || !this.#theirs || this.overlaps.some(({ path }) => !this.choices.has(path.join('.')))) return
    const { base, mine, theirs } = both
    const { choices } = this
    const { portal } = merge(base, mine, theirs, (path) => choices.get(path.join('.')) ?? 'theirs')
    this.#settle(this.#theirs, portal)
  }

  /** Does it here and now; answers whether it took effect. Edits with the same key are one step of undo. */
  apply(edit: Edit, key: string | null = null): boolean {
    return this.applyAll([edit], key)
  }

  /** Several edits that make sense only together: all take effect, or none does. */
  applyAll(edits: readonly Edit[], key: string | null = null, reason: string | null = null): boolean {
    const inverses = this.#do(edits, key, reason)
    if (inverses) this.undo.did({ edits, inverses, key })
    if (inverses) this.#edited()
    return inverses !== null
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
    let portal = this.portal
    const inverses: Edit[] = []
    const parsedEdits: z.infer<typeof editSchema>[] = []
    for (const edit of edits) {
      const parsed = editSchema.safeParse(edit)
      if (!portal || !parsed.success) return this.#refuse()
      const done = apply(portal, parsed.data)
      if (!done.ok) return this.#refuse(done.refusal[0]?.sentence)
      portal = done.value.portal
      inverses.unshift(done.value.inverse)
      parsedEdits.push(parsed.data)
    }
    if (!portal) return this.#refuse()
    this.refused = null
    this.portal = portal
    this.#queue({ edits: parsedEdits, key, reason, after: portal })
    return inverses
  }

  #refuse(sentence: string = words.cannotBe): null {
    this.refused = sentence
    return null
  }

  #queue(step: Pending): void {
    this.#pending = withNext(this.#pending, step)
    if (this.saving === 'conflict') return
    this.saving = 'saving'
    this.#schedule(pauseBeforeSaving)
  }

  /** It is kept for a reload at once, and looked at beside what somebody else made of the same. */
  #edited(): void {
    this.#keep()
    if (this.#theirs) this.#arrive(this.#theirs)
  }

  #keep(): void {
    keepUndo(this.#account(), this.revision, this.undo.kept)
    keepUnsaved(this.#account(), this.revision, [...this.#sending, ...this.#pending])
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
      const count = sentAtOnce(this.#pending)
      this.#sending = this.#pending.slice(0, count)
      this.#pending = this.#pending.slice(count)
      const outcome = await this.#send(this.#sending)
      this.#pending = [...this.#sending, ...this.#pending]
      this.#sending = []
      if (outcome === 'behind') {
        if (!(await this.#catchUp())) return this.#wait()
      } else if (outcome === 'waiting') return this.#wait()
      else if (this.saving === 'saving') this.saving = outcome
    }
  }

  #wait(): void {
    this.saving = 'waiting'
    this.#schedule(pauseBeforeRetry)
  }

  async #send(sent: readonly Pending[]): Promise<'saved' | 'waiting' | 'conflict' | 'behind'> {
    const [last, reason] = [sent.at(-1), sent[0]?.reason]
    const edits = sent.flatMap((pending) => pending.edits)
    try {
      const { revision } = this
      const done = await this.#calls.draft.edit.mutate({ revision, edits, ...(reason ? { reason } : {}) })
      this.#sending = []
      if (last) this.#wasSaved(last.after, done)
      return 'saved'
    } catch (fault) {
      const refusal = refusalOf(fault)
      if (refusal === null || refusal.code === 'not-signed-in') return 'waiting'
      return refusal.code === 'draft-changed' ? 'behind' : 'conflict'
    }
  }

  /** The server has what was sent, beside what others did in between. */
  #wasSaved(sent: Portal, { revision, theirs }: Answer<Calls['draft']['edit']['mutate']>): void {
    const base = this.#saved
    this.#saved = sent
    const other = base && theirs && apply(base, theirs)
    if (base && other?.ok)
      return this.#arrive({ revision, portal: merge(base, sent, other.value.portal).portal })
    this.revision = revision
    this.#keep()
  }

  /** Somebody was faster: their draft comes in beside what is not saved here. */
  async #catchUp(): Promise<boolean> {
    try {
      await this.#took(await this.#calls.draft.load.query())
      return true
    } catch {
      return false
    }
  }

  /** After the server would not have what was done here: the draft as it is there. Answers whether it could be loaded. */
  async dropMine(): Promise<boolean> {
    try {
      const loaded = await this.#calls.draft.load.query()
      this.#pending = []
      this.undo.forget()
      this.portal = this.#saved
      this.#settle(loaded, loaded.portal)
      return true
    } catch {
      return false
    }
  }
}
