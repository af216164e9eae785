import { apply } from '@portico/engine/portal/apply'
import { between, ledBy } from '@portico/engine/portal/between'
import type { Edit } from '@portico/engine/portal/edit'
import { merge } from '@portico/engine/portal/merge'
import type { Portal } from '@portico/engine/portal/portal'

export type Step = {
  readonly edits: readonly Edit[]
  readonly inverses: readonly Edit[]
  /** Which text was typed in: steps with the same key are one. */
  readonly key: string | null
  /** What somebody else did in between: it is not undone here, and what is undone goes round it. */
  readonly theirs?: boolean | undefined
}

/** Both ways, oldest first. */
export type Kept = { readonly done: readonly Step[]; readonly undone: readonly Step[] }

const stepsKept = 200

const stepBetween = (before: Portal, after: Portal): Step | null => {
  const [on, back] = [between(before, after), between(after, before)]
  return on && back ? { edits: [on], inverses: [back], key: null } : null
}

/** A portal after some edits, each on what the one before left; null where they do not belong to it. */
export const ledThrough = (portal: Portal, edits: readonly Edit[]): Portal | null =>
  edits.reduce<Portal | null>((now, edit) => {
    const result = now && apply(now, edit)
    return result?.ok ? result.value.portal : null
  }, portal)

/** What was done and can be undone, newest last. */
export class Undo {
  #done: readonly Step[] = $state.raw([])
  #undone: readonly Step[] = $state.raw([])
  readonly canUndo = $derived(this.#done.some(({ theirs }) => !theirs))
  /** Whether nothing can be undone because it was published just now. */
  isPublished = $state(false)
  readonly canRedo = $derived(this.#undone.length > 0)

  did(step: Step): void {
    const last = this.#done.at(-1)
    const typesOn = step.key !== null && last?.key === step.key
    const merged = typesOn ? { ...step, inverses: last.inverses } : step
    this.#done = [...(typesOn ? this.#done.slice(0, -1) : this.#done), merged].slice(-stepsKept)
    this.#undone = []
    this.isPublished = false
  }

  /** What is typed from now on is a step of its own. */
  seal(): void {
    const last = this.#done.at(-1)
    if (last) this.#done = [...this.#done.slice(0, -1), { ...last, key: null }]
  }

  /** Somebody else's edits came in: the draft was `before` and is `after`, and what was done here stays as it was. */
  wentOn(before: Portal, after: Portal): void {
    const step = stepBetween(before, after)
    if (!step) return
    this.#done = [...this.#done, { ...step, theirs: true }]
    let [old, now] = [before, after]
    const undone: Step[] = []
    for (const { edits } of this.#undone.toReversed()) {
      const again = ledThrough(old, edits)
      if (!again) break
      const target = merge(old, again, now).portal
      const rebased = stepBetween(now, target)
      if (rebased) undone.unshift(rebased)
      ;[old, now] = [again, target]
    }
    this.#undone = undone
  }

  /** The last step done here, as it is undone on the draft as it is now. */
  takeUndo(portal: Portal): Step | null {
    let before: Portal | null = portal
    let isPlain = true
    for (;;) {
      const step: Step | undefined = this.#done.at(-1)
      if (!step || !before) return null
      this.#done = this.#done.slice(0, -1)
      if (!step.theirs && isPlain) return step
      const mine: Portal | null = ledBy(before, step.inverses)
      if (!step.theirs && mine) {
        const target = merge(before, mine, portal).portal
        const theirs = stepBetween(mine, target)
        if (theirs) this.#done = [...this.#done, { ...theirs, theirs: true }]
        const rebased = stepBetween(target, portal)
        if (rebased) return rebased
        // They changed all of it since: nothing of this step is left to undo.
        isPlain = true
        before = portal
        continue
      }
      isPlain = false
      before = mine
    }
  }

  undid(step: Step): void {
    this.#undone = [...this.#undone, step]
  }

  takeRedo(): Step | null {
    const step = this.#undone.at(-1) ?? null
    this.#undone = this.#undone.slice(0, -1)
    return step
  }

  redid(step: Step): void {
    this.#done = [...this.#done, { ...step, key: null }]
  }

  /** What is kept of it across a reload. */
  get kept(): Kept {
    return { done: this.#done, undone: this.#undone }
  }

  remember({ done, undone }: Kept): void {
    this.#done = done
    this.#undone = undone
  }

  /** What was published is no step to take back: the way to the version before is. */
  published(): void {
    this.forget()
    this.isPublished = true
  }

  forget(): void {
    this.#done = []
    this.#undone = []
    this.isPublished = false
  }
}
