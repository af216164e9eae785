import type { Locator } from 'playwright-core'
import type { Screen } from '../browser.ts'

/** How somebody works a page: the same afternoon is told with a keyboard alone and with a mouse. */
export type Hand = {
  readonly screen: Screen
  /** A new page in the same tab, as from a bookmark. */
  open(address: string): Promise<void>
  /** A button or a link. */
  press(what: Locator): Promise<void>
  /** What sends the form in which something was just typed. */
  submit(button: Locator): Promise<void>
  /** In place of what stands there. */
  type(into: Locator, text: string): Promise<void>
  choose(from: Locator, option: string): Promise<void>
  /** A tick, or one of several. */
  tick(box: Locator, isOn?: boolean): Promise<void>
  /** A page of the office, by its name in the navigation. */
  goTo(page: string): Promise<void>
  /** By the search that finds everything: what is typed, and which of the things found is meant. */
  find(typed: string, meant: string | RegExp): Promise<void>
  /** One cell of the permission matrix. */
  give(cell: Locator, level: Given): Promise<void>
}

/** What a cell of the matrix is given: what stands on its button, and the key that does the same. */
export type Given = { readonly says: string; readonly key: string }
