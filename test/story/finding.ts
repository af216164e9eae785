import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { desk, type Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'

type OfFile = () => { readonly screen: Screen; readonly practice: Practice }

/** In a field and outside of one, with the shortcuts on and off. */
const pressesLetters = async (screen: Screen): Promise<void> => {
  const { page } = screen
  const { keyboard } = page
  // A letter means what it says while somebody types; elsewhere it is a shortcut, unless she switched that off.
  await keyboard.press('?')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await keyboard.press('Backspace')
  await page.getByRole('heading', { level: 1 }).focus()
  await keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: words.shortcuts.title })
  await sheet.waitFor()
  await screen.isSound('the shortcuts')
  await sheet.getByLabel(words.shortcuts.on).uncheck()
  await keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1 }).focus()
  await keyboard.press('?')
  expect(await sheet.count()).toBe(0)
}

const byKeyboard = (ofFile: OfFile): void => {
  test('by the keyboard alone Dana finds a field and where it is used, and mends a problem beside the page', async () => {
    const { screen } = ofFile()
    const { page } = screen
    const { keyboard } = page
    const focused = () => page.evaluate('document.activeElement.id')
    await page.getByRole('heading', { level: 1 }).focus()
    await keyboard.press('Control+k')
    const search = page.getByRole('combobox', { name: words.palette.label })
    await search.waitFor()
    await keyboard.type('dosis')
    await page.getByRole('option', { selected: true }).getByText('Dose').waitFor()
    await screen.isSound('the search')
    await keyboard.press('Enter')
    await expect.poll(focused).toBe('at-tables.refill.fields.dose.label')

    await keyboard.press('Control+k')
    await keyboard.type('where is dose used?')
    expect(await search.inputValue()).toBe('where is dose used?')
    await page
      .getByRole('option', { name: /What is|Question|asks for it/ })
      .first()
      .waitFor()
    await keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe('at-tables.refill.fields.dose.label')

    await pressesLetters(screen)

    // Without its Spanish name a table is a hint, which leads to the field that lacks it.
    await page.getByRole('link', { name: words.pages.tables }).first().click()
    const adding = page.getByRole('region', { name: words.tables.addTable })
    await adding.getByLabel(words.inEnglish(words.tables.tableName)).fill('Parking')
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Parking' }).waitFor()
    await page.getByRole('button', { name: /^Problems/ }).focus()
    await keyboard.press('Enter')
    const panel = page.getByRole('complementary', { name: words.pages.problems })
    await screen.isSound('the problems beside a page')
    const lacking = panel.getByRole('link', { name: words.problems.addSpanish })
    const before = await lacking.count()
    await lacking.first().focus()
    await keyboard.press('Enter')
    await expect.poll(focused).toBe('at-tables.parking.label.es')
    await keyboard.type('Estacionamiento')
    await keyboard.press('Tab')
    await expect.poll(() => lacking.count()).toBeLessThan(before)
    await panel.getByRole('button', { name: words.problems.closePanel }).focus()
    await keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    for (const undo of [1, 2]) {
      await page.getByRole('heading', { level: 1 }).first().focus()
      await keyboard.press('Control+z')
      await expect.poll(() => page.getByText(words.banner.draft).count(), { message: String(undo) }).toBe(1)
    }
    await page.getByText(words.saving.saved).waitFor()
  }, 120_000)
}

const homeAndLook = (ofFile: OfFile): void => {
  test('home says what is to do next, and the look shows what readers get of a colour; both hold at 200 % zoom', async () => {
    const { screen, practice } = ofFile()
    const { page } = screen
    await page.getByRole('link', { name: words.pages.home }).first().click()
    const list = page.getByRole('region', { name: words.home.setUp.title })
    await list.getByText(words.home.setUp.next).waitFor()
    expect(await list.getByRole('listitem').count()).toBe(9)
    await page.getByRole('link', { name: words.look.page }).first().click()
    await page.getByLabel(words.look.hex).fill('#ffb000')
    await page.keyboard.press('Tab')
    await page.getByText(words.look.darkened).waitFor()
    await screen.isSound('a colour too light to read')
    await page.getByRole('button', { name: words.look.takeSeen }).click()
    await page.getByText(words.look.readable).waitFor()
    for (const undone of [1, 2]) {
      await page.getByRole('button', { name: words.undo.undo }).click()
      await expect
        .poll(() => page.getByLabel(words.look.hex).inputValue(), { message: String(undone) })
        .toMatch(/^#/)
    }
    await page.setViewportSize({ width: desk.width / 2, height: desk.height / 2 })
    await screen.isSound('the look at 200 %')
    await page.goto(practice.urls.office)
    await list.getByText(words.home.setUp.next).waitFor()
    await screen.isSound('the home at 200 %')
    await page.setViewportSize(desk)
    await page.getByText(words.saving.saved).waitFor()
  }, 120_000)
}

/** Where Dana begins, how she finds her way, and what she is told beside what she edits. */
export const findingStory = (ofFile: OfFile): void => {
  byKeyboard(ofFile)
  homeAndLook(ofFile)
}
