import { expect } from 'vitest'
import type { Locator } from 'playwright-core'
import { goKeys } from '../../packages/builder-ui/lib/palette/shortcuts.ts'
import { pages } from '../../packages/builder-ui/lib/shell/pages.ts'
import { words } from '../../packages/builder-ui/lib/words.ts'
import type { Screen } from '../browser.ts'
import type { Counted } from './counted.ts'
import { Focus } from './focus.ts'
import type { Given, Hand } from './hand.ts'

/** Nobody tabs further than this without looking for another way. */
const farthest = Number(process.env['FARTHEST'] ?? 25)

/** Whether what has the keyboard, beside this one or itself, is ticked. */
const isOneTicked = (box: Locator): Promise<boolean> =>
  box.evaluate(() => document.activeElement instanceof HTMLInputElement && document.activeElement.checked)

/** Presses keys and nothing else. It looks at the page to know where the focus is, as somebody's eyes would. */
export class KeyboardHand implements Hand {
  readonly screen: Screen
  readonly #counted: Counted
  readonly #focus: Focus

  constructor(screen: Screen, counted: Counted) {
    this.screen = screen
    this.#counted = counted
    this.#focus = new Focus(screen.page)
  }

  async open(address: string): Promise<void> {
    await this.screen.page.goto(address)
    this.#focus.isFresh = true
  }

  async press(what: Locator): Promise<void> {
    await this.#reach(what)
    await expect.poll(() => what.getAttribute('aria-disabled'), { timeout: 30_000 }).not.toBe('true')
    await this.#key('Enter')
  }

  async submit(): Promise<void> {
    await this.#key('Enter')
  }

  async type(into: Locator, text: string): Promise<void> {
    await this.#reach(into)
    if ((await into.inputValue()) !== '') await this.#key('Control+A')
    await this.#letters(text)
  }

  /** By the letters it begins with, then by the arrows. */
  async choose(from: Locator, option: string): Promise<void> {
    await this.#reach(from)
    const way = (): Promise<number> =>
      from.evaluate((select, label) => {
        if (!(select instanceof HTMLSelectElement)) throw new Error('This is no list to choose from.')
        return [...select.options].findIndex((one) => one.label === label) - select.selectedIndex
      }, option)
    for (const letter of option.split(' ')[0] ?? '') {
      if ((await way()) === 0) return
      await this.#letters(letter)
    }
    for (let pressed = 0; pressed < farthest; pressed += 1) {
      const left = await way()
      if (left === 0) return
      await this.#key(left > 0 ? 'ArrowDown' : 'ArrowUp')
    }
    throw new Error(`No key chooses ${option}.`)
  }

  async tick(box: Locator, isOn = true): Promise<void> {
    await this.#reach(box)
    const isOneOf = (await box.getAttribute('type')) === 'radio'
    for (let pressed = 0; (await box.isChecked()) !== isOn; pressed += 1) {
      if (pressed > farthest) throw new Error(`No key ticks ${box.toString()}.`)
      await this.#key(isOneOf && (await isOneTicked(box)) ? 'ArrowDown' : 'Space')
      // What is ticked follows the press, once the page has taken it up.
      if (!isOneOf) await expect.poll(() => box.isChecked()).toBe(isOn)
    }
  }

  async goTo(page: string): Promise<void> {
    const path = pages.find(({ label }) => label === page)?.path
    const letter = Object.keys(goKeys).find((key) => goKeys[key] === path)
    if (letter === undefined || (await this.#focus.takesLetters())) await this.find(page, page)
    else for (const key of ['g', letter]) await this.#key(key, 'may move')
    await this.screen.page.getByRole('heading', { level: 1, name: page }).waitFor()
    await this.#focus.isKept()
  }

  async find(typed: string, meant: string | RegExp): Promise<void> {
    const { page } = this.screen
    await this.#key('Control+K', 'may move')
    await page.getByRole('combobox', { name: words.palette.label }).waitFor()
    await this.#letters(typed)
    const chosen = page.getByRole('option', { selected: true })
    for (let pressed = 0; !(await chosen.filter({ hasText: meant }).isVisible()); pressed += 1) {
      if (pressed > farthest) throw new Error(`The search does not find ${String(meant)} by “${typed}”.`)
      await this.#key('ArrowDown')
    }
    await this.#key('Enter', 'may move')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await this.#focus.isKept()
  }

  async give(cell: Locator, { key }: Given): Promise<void> {
    const grid = this.screen.page.getByRole('grid')
    const here = grid.locator('[role="gridcell"][tabindex="0"]')
    await this.#reach(here)
    const placeOf = async (one: Locator): Promise<readonly number[]> => {
      const row = one.locator('xpath=ancestor::*[@role="row"]')
      return [
        Number(await row.getAttribute('aria-rowindex')),
        Number(await one.getAttribute('aria-colindex')),
      ]
    }
    const [[row = 0, column = 0], [toRow = 0, toColumn = 0]] = [await placeOf(here), await placeOf(cell)]
    for (let at = row; at !== toRow; at += Math.sign(toRow - row))
      await this.#key(toRow > row ? 'ArrowDown' : 'ArrowUp')
    for (let at = column; at !== toColumn; at += Math.sign(toColumn - column))
      await this.#key(toColumn > column ? 'ArrowRight' : 'ArrowLeft')
    expect(await cell.evaluate((one) => one === document.activeElement)).toBe(true)
    await this.#key(key)
  }

  /** On with Tab, or back where it stands before, until it has the keyboard. */
  async #reach(target: Locator): Promise<void> {
    await target.waitFor()
    await this.#focus.isKept()
    const sideOf = await this.#focus.towards(target)
    for (let pressed = 0; pressed <= farthest; pressed += 1) {
      const side = await sideOf()
      if (side === 'here') {
        this.#counted.way(pressed)
        return
      }
      await this.#key(side === 'before' ? 'Shift+Tab' : 'Tab')
    }
    throw new Error(`${farthest} presses of Tab do not lead to ${target.toString()}.`)
  }

  async #key(key: string, then: 'stays' | 'may move' = 'stays'): Promise<void> {
    await this.screen.page.keyboard.press(key)
    this.#counted.press()
    this.#focus.isFresh = false
    if (then === 'stays') await this.#focus.isKept()
  }

  async #letters(text: string): Promise<void> {
    await this.screen.page.keyboard.type(text)
    this.#counted.letters(text)
  }
}
