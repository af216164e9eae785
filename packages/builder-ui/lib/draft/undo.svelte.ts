import { merge } from '@portico/engine/portal/merge'
import type { Portal } from '@portico/engine/portal/portal'
import { nextUndo } from './next-undo.ts'
import { ledThrough, stepBetween, type Step } from './step.ts'

/** Both ways, oldest first. */
export type Kept = { readonly done: readonly Step[]; readonly undone: readonly Step[] }

const stepsKept = 200

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
    const { step, left } = nextUndo(portal, this.#done)
    this.#done = left
    return step
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
