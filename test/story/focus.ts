import { expect } from 'vitest'
import type { ElementHandle, Frame, Locator, Page } from 'playwright-core'

type Side = 'here' | 'before' | 'after'

/** Where what is looked for stands, seen from what has the keyboard. Of several to choose one of, each is as good. */
const sideOf = (element: Element): Side => {
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

/** What a person cannot see of the focus; null when it can be seen. */
const unseen = (): string | null => {
  const at = document.activeElement
  if (!(at instanceof HTMLElement) || at === document.body) return null
  // A heading or a message that was brought into sight is read, not pressed.
  if (at.tabIndex < 0) return null
  const style = getComputedStyle(at)
  const what = at.outerHTML.slice(0, 160)
  if (!at.matches(':focus-visible') || style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
    return `without a sign of the focus: ${what}`
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
    const frame = await handle?.ownerFrame()
    const outer: ElementHandle<Element> | null =
      frame && frame !== this.#page.mainFrame() ? await frame.frameElement() : null
    return async () => {
      const side = outer === null ? 'here' : await outer.evaluate(sideOf)
      return side === 'here' ? target.evaluate(sideOf) : side
    }
  }

  /** The keyboard is somewhere: what had it may go, but something near must have it then. */
  async isKept(): Promise<void> {
    if (this.isFresh) return
    const has = async (): Promise<string> =>
      (await this.#inside()).evaluate(() => document.activeElement?.tagName ?? 'BODY')
    await expect.poll(has, { message: 'the keyboard is lost to the page', timeout: 5000 }).not.toBe('BODY')
  }

  async isSeen(): Promise<void> {
    this.isFresh = false
    const what = async (): Promise<string | null> => (await this.#inside()).evaluate(unseen)
    await expect.poll(what, { message: 'the focus can be seen', timeout: 2000 }).toBe(null)
  }

  /** The page, or the frame on it that has the keyboard. */
  async #inside(): Promise<Frame> {
    const at = await this.#page.evaluateHandle(() => document.activeElement)
    return (await at.asElement()?.contentFrame()) ?? this.#page.mainFrame()
  }

  /** Whether a letter would be written, or mean something to what has the keyboard. */
  async takesLetters(): Promise<boolean> {
    return this.#page.evaluate(
      () => document.activeElement?.closest('input, textarea, select, [role="grid"]') !== null,
    )
  }
}
