import { getContext, setContext } from 'svelte'
import { idOf, type Path } from '#lib/problems/place.ts'
import type { Part } from './picture.ts'

const direction: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
}

type Way = {
  readonly all: () => readonly Part[]
  /** The id of the place in the list where the keyboard is. */
  readonly shown: () => string | null
  /** Puts the keyboard on a part. */
  readonly reach: (key: string) => void
  /** Goes to a place in the list. */
  readonly go: (path: Path) => void
}

/** Which part of a diagram takes the keyboard, and which is the one that has it in the list. The whole is one stop of Tab. */
export class Parts {
  #all: () => readonly Part[]
  #shown: () => string | null
  #reach: (key: string) => void
  #current: string | null = $state(null)
  readonly go: (path: Path) => void

  constructor({ all, shown, reach, go }: Way) {
    this.#all = all
    this.#shown = shown
    this.#reach = reach
    this.go = go
  }

  /** The part that Tab comes to. */
  get current(): string {
    const all = this.#all()
    return (all.find(({ key }) => key === this.#current) ?? all[0])?.key ?? ''
  }

  came(key: string): void {
    this.#current = key
  }

  isShown({ path }: Part): boolean {
    return idOf(path) === this.#shown()
  }

  press(event: KeyboardEvent): void {
    const next = this.#next(event.key)
    if (next === null) return
    event.preventDefault()
    this.#reach(next)
  }

  /** Where a key leads from the current part; null where it leads nowhere. */
  #next(pressed: string): string | null {
    const all = this.#all()
    const here = all.findIndex(({ key }) => key === this.current)
    if (pressed === 'Home') return all[0]?.key ?? null
    if (pressed === 'End') return all.at(-1)?.key ?? null
    const by = direction[pressed]
    return by === undefined ? null : (all[here + by]?.key ?? null)
  }
}

const place = Symbol('parts of a diagram')
export const provideParts = (parts: Parts): Parts => setContext(place, parts)
export const partsHere = (): Parts => getContext<Parts>(place)
