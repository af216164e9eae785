import { tick } from 'svelte'
import type { Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import type { ProblemsPanel } from '#lib/problems/problems-panel.svelte.ts'
import type { Session } from '#lib/session/session.svelte.ts'
import { pages } from '#lib/shell/pages.ts'
import { words } from '#lib/words.ts'
import type { Entry } from './entry.ts'
import { keysOf } from './shortcuts.ts'
import { Shortcuts } from './shortcuts.svelte.ts'

type Office = {
  readonly calls: Calls
  readonly session: Session
  readonly draft: Draft
  readonly panel: ProblemsPanel
}

/** What can be gone to and done from anywhere, and the window that finds it. */
export class Commands {
  open = $state(false)
  readonly shortcuts = new Shortcuts()
  /** The staff by name, for whoever may see them; asked for when somebody first searches. */
  #people: readonly Entry[] | null = $state.raw(null)
  readonly #office: Office
  /** What had the keyboard before, and gets it back. */
  #before: Element | null = null
  #early = ''

  constructor(office: Office) {
    this.#office = office
  }

  show(): void {
    this.#before = document.activeElement
    this.#early = ''
    this.open = true
    void this.#askPeople()
  }

  close(): void {
    this.open = false
    const before = this.#before
    void tick().then(() => {
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
    })
  }

  /** Whoever types at once after opening must not write into what had the keyboard before. */
  typeEarly(letter: string): void {
    this.#early += letter
  }

  readonly takeEarly = (): string => {
    const typed = this.#early
    this.#early = ''
    return typed
  }

  readonly others = (): readonly Entry[] => [...this.#pages(), ...this.#actions(), ...(this.#people ?? [])]

  #pages(): readonly Entry[] {
    return pages
      .filter((page) => this.#office.session.opens(page))
      .map(({ path, label }) => {
        const keys = this.shortcuts.on ? keysOf(path) : null
        const says = words.home.tasks[path]
        return {
          ...{ id: path, kind: 'page' as const, label, also: [path.slice(1)], href: path },
          ...(keys !== null && { keys }),
          ...(says !== undefined && { within: says }),
        }
      })
  }

  #actions(): readonly Entry[] {
    const { session, draft, panel } = this.#office
    const { actions } = words.palette
    const single = (keys: string) => (this.shortcuts.on ? { keys } : {})
    const entry = (id: string, label: string, rest: Partial<Entry>): Entry => ({
      ...{ id, kind: 'action', label, also: [] },
      ...rest,
    })
    const everybodys = [
      entry('shortcuts', actions.shortcuts, { ...single('?'), run: () => (this.shortcuts.sheet = true) }),
      entry('sign-out', actions.signOut, {
        run: () => void draft.save().then(() => session.signOut()),
      }),
    ]
    if (!session.has('build')) return everybodys
    return [
      entry('undo', words.undo.undo, { keys: 'Ctrl Z', run: () => draft.undoOne() }),
      entry('redo', words.undo.redo, { keys: 'Ctrl Y', run: () => draft.redoOne() }),
      entry('review', actions.review, { href: '/publish' }),
      entry('problems', actions.problems, { ...single('!'), run: () => (panel.open = true) }),
      entry('add-table', actions.addTable, { href: '/tables#at-add-table' }),
      entry('add-role', actions.addRole, { href: '/access#at-add-role' }),
      entry('add-workflow', actions.addWorkflow, { href: '/workflows/new' }),
      entry('add-form', actions.addForm, { href: '/forms#at-add-form' }),
      entry('add-message', actions.addMessage, { href: '/wording#at-add-notice' }),
      entry('add-queue', actions.addQueue, { href: '/workflows#at-add-queue' }),
      ...everybodys,
    ]
  }

  async #askPeople(): Promise<void> {
    const { session, calls } = this.#office
    if (this.#people !== null || !(session.has('grant-roles') || session.has('open-accounts'))) return
    this.#people = []
    try {
      const accounts = await calls.people.list.query()
      this.#people = accounts.flatMap(({ account, name, email }): Entry[] => {
        const label = name ?? email
        return label
          ? [{ id: account, kind: 'person', label, also: email ? [email] : [], href: '/people' }]
          : []
      })
    } catch {
      this.#people = null
    }
  }
}
