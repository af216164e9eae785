import { expect } from 'vitest'
import type { Locator } from 'playwright-core'
import { words } from '../../packages/builder-ui/lib/words.ts'
import type { Screen } from '../browser.ts'
import type { Counted } from './counted.ts'
import type { Given, Hand } from './hand.ts'

/** Reaches everything by pointing at it; the keyboard only types into what was clicked. */
export class MouseHand implements Hand {
  readonly screen: Screen
  readonly #counted: Counted

  constructor(screen: Screen, counted: Counted) {
    this.screen = screen
    this.#counted = counted
  }

  async open(address: string): Promise<void> {
    await this.screen.page.goto(address)
  }

  async press(what: Locator): Promise<void> {
    await expect.poll(() => what.getAttribute('aria-disabled'), { timeout: 30_000 }).not.toBe('true')
    await what.click()
    this.#counted.press()
  }

  submit(button: Locator): Promise<void> {
    return this.press(button)
  }

  async type(into: Locator, text: string): Promise<void> {
    // Three clicks take what stands in a line, for what is typed to take its place.
    const isLine = await into.evaluate((field) => field instanceof HTMLInputElement)
    await into.click({ clickCount: isLine ? 3 : 1 })
    this.#counted.press()
    if (!isLine) await into.press('Control+A')
    await this.screen.page.keyboard.type(text)
    this.#counted.letters(text)
  }

  /** The list that opens is a window of the browser's own, which no test can point into. */
  async choose(from: Locator, option: string): Promise<void> {
    await from.selectOption({ label: option })
    this.#counted.press()
    this.#counted.press()
  }

  async tick(box: Locator, isOn = true): Promise<void> {
    await box.waitFor()
    if ((await box.isChecked()) === isOn) return
    await box.click()
    this.#counted.press()
    await expect.poll(() => box.isChecked()).toBe(isOn)
  }

  async goTo(page: string): Promise<void> {
    const { page: tab } = this.screen
    const navigation = tab.getByRole('navigation', { name: words.nav.label })
    await this.press(navigation.getByRole('link', { name: page }))
    await tab.getByRole('heading', { level: 1, name: page }).waitFor()
  }

  async find(typed: string, meant: string | RegExp): Promise<void> {
    const { page } = this.screen
    await this.press(page.getByRole('button', { name: words.palette.open }))
    await this.type(page.getByRole('combobox', { name: words.palette.label }), typed)
    await this.press(page.getByRole('option').filter({ hasText: meant }).first())
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  async give(cell: Locator, { says }: Given): Promise<void> {
    await this.press(cell)
    const chosen = this.screen.page.getByRole('region', { name: words.access.chosen })
    await this.press(chosen.getByRole('button', { name: says, exact: true }))
  }
}
