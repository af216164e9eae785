import { keepOn, keptOn, shortcutOf, type Shortcut } from './shortcuts.ts'

const soonMs = 1200

/** Where a letter means what it says: a text, a choice, the cells of the matrix, an open window. */
const takesLetters = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="grid"], [role="dialog"]',
    ) !== null)

/** The single keys of the office, and whether somebody wants them. */
export class Shortcuts {
  on = $state(keptOn())
  sheet = $state(false)
  #before: { readonly key: string; readonly at: number } | null = null

  /** What a key means here and now, if anything. */
  taken(event: KeyboardEvent): Shortcut | null {
    const { key, target } = event
    if (
      !this.on ||
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      takesLetters(target)
    )
      return null
    const isSoon = this.#before !== null && event.timeStamp - this.#before.at < soonMs
    const meant = shortcutOf(key, isSoon ? (this.#before?.key ?? null) : null)
    this.#before = { key: key.toLowerCase(), at: event.timeStamp }
    return meant
  }

  set(on: boolean): void {
    this.on = on
    keepOn(on)
  }
}
