import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

type Side = 'here' | 'before' | 'after'

/** Where what is looked for stands, seen from what has the keyboard. Of several to choose one of, each is as good. */
const sideOf = (element: Node): Side => {
  const at = document.activeElement
  if (at === element || at === null) return 'here'
  const isSame =
    at instanceof HTMLInputElement &&
    element instanceof HTMLInputElement &&
    at.type === 'radio' &&
    at.type === element.type &&
    at.name === element.name
  if (isSame) return 'here'
  return (at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0 ? 'before' : 'after'
}

const inFrame = 'in a frame'

/** What is wrong with the focus for somebody who has no mouse; null when they see what has it. */
const wrong = (): string | null => {
  const at = document.activeElement
  if (!(at instanceof HTMLElement) || at === document.body) return 'lost to the page'
  if (at.tagName === 'IFRAME') return 'in a frame'
  // A heading or a message that was brought into sight is read, not pressed.
  if (at.tabIndex < 0) return null
  // The button of a date is the browser's own, and so is its sign.
  if (at instanceof HTMLInputElement && at.type.startsWith('date') && !at.matches(':focus')) return null
  const style = getComputedStyle(at)
  const what = at.outerHTML.slice(0, 160)
  if (!at.matches(':focus-visible') || style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
    return `without a sign: ${what}`
  const box = at.getBoundingClientRect()
  const points = [0.5, 0.1, 0.9].flatMap((x) =>
    [0.5, 0.1, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y] as const),
  )
  const isOver = ([x, y]: readonly [number, number]): boolean => {
    const top = document.elementFromPoint(x, y)
    return top !== null && (at.contains(top) || top.contains(at))
  }
  return points.some(isOver) ? null : `out of sight: ${what}`
}

/** What has the keyboard, in the page or in the frame on it. */
export class Focus {
  readonly #page: Page
  /** Whether the page was just loaded, where nothing has the keyboard yet. */
  isFresh = true

  constructor(page: Page) {
    this.#page = page
  }

  /** How to ask, again and again, on which side of the keyboard something stands; a frame is gone into first. */
  async towards(target: Locator): Promise<() => Promise<Side>> {
    const handle = await target.elementHandle()
    const frame = await handle.ownerFrame()
    const outer = frame && frame !== this.#page.mainFrame() ? await frame.frameElement() : null
    return async () => {
      const side = outer === null ? 'here' : await outer.evaluate(sideOf)
      return side === 'here' ? target.evaluate(sideOf) : side
    }
  }

  /** Something has the keyboard, and it can be seen what: what had it before may go, but something near must have it then. */
  async isKept(): Promise<void> {
    if (this.isFresh) return
    await expect.poll(() => this.#wrong(), { message: 'the focus', timeout: 5000 }).toBe(null)
  }

  async #wrong(): Promise<string | null> {
    const found = await this.#page.evaluate(wrong)
    if (found !== inFrame) return found
    const at = await this.#page.evaluateHandle(() => document.activeElement)
    return (await at.asElement()?.contentFrame())?.evaluate(wrong) ?? null
  }

  /** Whether a letter would be written, or mean something to what has the keyboard. */
  async takesLetters(): Promise<boolean> {
    return this.#page.evaluate(
      () => document.activeElement?.closest('input, textarea, select, [role="grid"]') !== null,
    )
  }
}
