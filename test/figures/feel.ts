import type { Page } from 'playwright-core'

type Sign = {
  /** Where it shows. */
  readonly selector: string
  /** What is written there, or stands in its field, once it shows. */
  readonly text: string
}

/** From the press of a key until what it did is painted, in milliseconds, as the page's own clock tells it. */
export async function feel(page: Page, key: string, sign: Sign): Promise<number> {
  const shows = page.evaluate(
    ({ selector, text }) =>
      new Promise<number>((resolve) => {
        let began: number | null = null
        addEventListener('keydown', (event) => (began = event.timeStamp), { capture: true, once: true })
        const isThere = (): boolean =>
          [...document.querySelectorAll(selector)].some((place) =>
            (place instanceof HTMLInputElement ? place.value : place.textContent).includes(text),
          )
        // What a frame begins with is on the screen when the next one begins.
        const look = (): void => {
          const since = began
          if (since === null || !isThere()) requestAnimationFrame(look)
          else requestAnimationFrame(() => resolve(performance.now() - since))
        }
        requestAnimationFrame(look)
      }),
    sign,
  )
  // The page listens before the key is pressed, and has done what the key before made it do.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await page.keyboard.press(key)
  return shows
}

/** From the call of an address until its page can be used, in milliseconds. */
export async function firstScreen(page: Page, address: string): Promise<number> {
  await page.goto(address)
  await page.locator('main :is(a, button, input)').first().waitFor()
  return page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(resolve)))
}

/** The smallest, the middle, and what all but one of twenty stay under. */
export function spread(values: readonly number[]) {
  const inOrder = values.toSorted((one, other) => one - other)
  const at = (share: number): number => Math.round(inOrder[Math.ceil(share * inOrder.length) - 1] ?? 0)
  return { least: at(1 / inOrder.length), p50: at(0.5), p95: at(0.95) }
}
