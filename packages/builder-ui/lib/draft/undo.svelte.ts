import type { Edit } from '@portico/engine/portal/edit'

export type Step = {
  readonly edits: readonly Edit[]
  readonly inverses: readonly Edit[]
  /** Which text was typed in: steps with the same key are one. */
  readonly key: string | null
}

/** Both ways, oldest first. */
export type Kept = { readonly done: readonly Step[]; readonly undone: readonly Step[] }

const stepsKept = 200

/** What was done and can be undone, newest last. */
export class Undo {
  #done: readonly Step[] = $state.raw([])
  #undone: readonly Step[] = $state.raw([])
  readonly canUndo = $derived(this.#done.length > 0)
  readonly canRedo = $derived(this.#undone.length > 0)

  did(step: Step): void {
    const last = this.#done.at(-1)
    const typesOn = step.key !== null && last?.key === step.key
    const merged = typesOn ? { ...step, inverses: last.inverses } : step
    this.#done = [...(typesOn ? this.#done.slice(0, -1) : this.#done), merged].slice(-stepsKept)
    this.#undone = []
  }

  /** What is typed from now on is a step of its own. */
  seal(): void {
    const last = this.#done.at(-1)
    if (last) this.#done = [...this.#done.slice(0, -1), { ...last, key: null }]
  }

  takeUndo(): Step | null {
    const step = this.#done.at(-1) ?? null
    this.#done = this.#done.slice(0, -1)
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

  forget(): void {
    this.#done = []
    this.#undone = []
  }
}
