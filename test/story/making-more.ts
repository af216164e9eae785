import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { en as portalWords } from '../../packages/portal-ui/words/en.ts'
import { fileWords } from '../../packages/portal-ui/words/file.ts'
import { desk, type Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'
import { handingOn } from './handing-on.ts'
import { addField, name, regionOf } from './making.ts'

const folded = ({ page }: Screen, summary: RegExp) =>
  page.locator('details').filter({ has: page.locator('summary', { hasText: summary }) })
const isSaved = ({ page }: Screen) => page.getByText(words.saving.saved).waitFor()
const to = ({ page }: Screen, name: string | RegExp) =>
  page.getByRole('navigation', { name: words.nav.label }).getByRole('link', { name }).click()

type OfFile = () => { readonly screen: Screen; readonly practice: Practice }

/** What was added is said, and the next queue has nobody's ticks. */
const addsAQueue = async (screen: Screen): Promise<void> => {
  const form = await name(screen, words.queues.add, words.queues.name, 'Front window', 'Ventanilla')
  const desk = form.getByLabel('Letters desk')
  await desk.check()
  await form.getByRole('button', { name: words.queues.add }).click()
  await form.getByText(words.queues.added('Front window', 'Letters desk')).waitFor()
  expect(await desk.isChecked()).toBe(false)
  await screen.page.getByRole('button', { name: words.undo.undo }).click()
}

const movesAndClears = (ofFile: OfFile): void => {
  test('R152 stages and steps are moved by the keyboard, and she says what a step clears and what is taken once', async () => {
    const { screen: dana } = ofFile()
    const { page } = dana
    const { workflows, tables } = words
    await to(dana, words.pages.workflows)
    await addsAQueue(dana)
    await page.getByRole('link', { name: 'Parking letter' }).click()
    const names = () => regionOf(dana, workflows.states).locator('summary strong').allInnerTexts()
    await regionOf(dana, workflows.states).locator('summary').first().waitFor()
    const before = await names()
    const [first = '', second = '', ...rest] = before
    const up = page.getByRole('button', { name: workflows.up(first) })
    expect(await up.getAttribute('aria-disabled')).toBe('true')
    const down = page.getByRole('button', { name: workflows.down(first) })
    await down.focus()
    await page.keyboard.press('Enter')
    await page.getByText(workflows.moved(first, 2, before.length)).waitFor({ state: 'attached' })
    expect(await names()).toEqual([second, first, ...rest])
    expect(await down.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: words.undo.undo }).click()
    expect(await names()).toEqual(before)
    await down.focus()
    await page.keyboard.press('Enter')
    await isSaved(dana)
    await page.reload()
    await regionOf(dana, workflows.states).locator('summary').first().waitFor()
    expect(await names()).toEqual([second, first, ...rest])
    await dana.isSound('stages that can be moved')

    const step = folded(dana, /^\s*Hand it out/)
    await step.locator('summary').click()
    const clears = step.getByRole('group', { name: workflows.clears })
    await clears.getByLabel('Pick-up').check()
    await page
      .getByText(/Hand it out.*may not change.*Pick-up|Pick-up.*Hand it out/)
      .first()
      .waitFor()
    await dana.isSound('what a step clears')
    await clears.getByLabel('Pick-up').uncheck()
    await isSaved(dana)

    await to(dana, words.pages.tables)
    await page.getByRole('link', { name: 'Appointment', exact: true }).click()
    await folded(dana, /^\s*Time and place/)
      .locator('summary')
      .click()
    const once = page.getByLabel(tables.once('Time'))
    expect(await once.isChecked()).toBe(true)
    await once.uncheck()
    await isSaved(dana)
    expect(await once.isChecked()).toBe(false)
    await once.check()
    await isSaved(dana)
  }, 120_000)
}

const previewsAFile = (ofFile: OfFile): void => {
  test('a file that is chosen in a preview is shown there, judged, and sent nowhere', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    const { kinds, classes } = words
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await to(dana, words.pages.tables)
    await page.getByRole('link', { name: 'Parking letter', exact: true }).click()
    await addField(dana, 'A photo', 'Una foto', kinds.attachment, classes.clinical.name)
    await to(dana, words.pages.forms)
    await page.getByRole('link', { name: 'Parking letter' }).click()
    await page.getByLabel(words.forms.ask).selectOption({ label: 'A photo' })
    await page.getByRole('button', { name: words.forms.add, exact: true }).click()
    for (let turn = 0; turn < 9; turn += 1) {
      const last = await page
        .getByRole('button', { name: words.forms.up('A photo') })
        .getAttribute('aria-disabled')
      if (last === 'true') break
      await page.getByRole('button', { name: words.forms.up('A photo') }).click()
    }
    const preview = regionOf(dana, words.forms.preview)
    const choose = preview.getByLabel(portalWords.files.choose)
    await choose.setInputFiles({ name: 'car.exe', mimeType: 'image/png', buffer: Buffer.from([0, 1, 2]) })
    await preview.getByText(fileWords.en.problems.kind).first().waitFor()
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    await preview
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'car.png', mimeType: 'image/png', buffer: png })
    await preview.getByText('car.png').first().waitFor()
    await preview.getByText(fileWords.en.status.preview).first().waitFor()
    await dana.isSound('a file in a preview')
    await preview.getByRole('button', { name: portalWords.form.continue }).click()
    await preview.getByRole('button', { name: portalWords.shell.back }).click()
    await preview.getByText('car.png').first().waitFor()
    expect(asked.filter((url) => url.includes('/attachments'))).toEqual([])
    const undo = page.getByRole('button', { name: words.undo.undo })
    const isAsked = () => page.getByRole('listitem').filter({ hasText: 'A photo' }).count()
    while ((await isAsked()) > 0) await undo.click()
    await undo.click()
    await isSaved(dana)
    await to(dana, words.pages.tables)
    await page.getByRole('link', { name: 'Parking letter', exact: true }).click()
    await page.getByText('Written on').first().waitFor()
    expect(await page.getByText('A photo').count()).toBe(0)
    await page.goto(`${practice.urls.office}/wording/parking-letter-news`)
  }, 120_000)
}

const fitsAPhone = (ofFile: OfFile): void => {
  test('every page on which she made something fits a phone', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    await page.setViewportSize({ width: 390, height: 844 })
    const changed =
      'tables/parking-letter access/parking-letter workflows workflows/parking-letter workflows/new'
    const read = 'forms/parking-letter wording/parking-letter-news problems publish'
    for (const path of `${changed} ${read}`.split(' ')) {
      await page.goto(`${practice.urls.office}/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByText(words.banner.draft).waitFor()
      expect(await page.getByRole('heading', { name: words.failed }).count(), path).toBe(0)
      await dana.isSound(`on a phone ${path}`)
    }
    await page.setViewportSize(desk)
  }, 120_000)
}

/** What else Dana does with what she made, before she publishes it. */
export const makingMore = (ofFile: OfFile): void => {
  handingOn(ofFile)
  movesAndClears(ofFile)
  previewsAFile(ofFile)
  fitsAPhone(ofFile)
}

/** Limits what a day may be, is told of limits that leave nothing, takes them back, and keeps one. */
export const limitsADay = async (dana: Screen, field: string): Promise<void> => {
  const { page } = dana
  const { tables } = words
  const fold = page
    .locator('details')
    .filter({ has: page.locator('summary').getByText(field, { exact: true }) })
  await fold.locator('summary').click()
  const [first, last] = [tables.dayLimitOf['not-before'], tables.dayLimitOf['not-after']]
  for (const [limit, day] of [
    [first, '2027-05-02'],
    [last, '2027-05-01'],
  ] as const) {
    await fold.getByLabel(limit, { exact: true }).selectOption({ label: tables.dayLimits.day })
    await fold.getByLabel(tables.whichDay(limit)).fill(day)
    await page.keyboard.press('Tab')
  }
  await fold.getByText(/Nothing lies within the limits of/).waitFor()
  await dana.isSound('limits that leave nothing')
  await page.getByRole('button', { name: words.undo.undo }).click()
  await fold.getByText(/Nothing lies within the limits of/).waitFor({ state: 'detached' })
  await fold.getByLabel(last, { exact: true }).selectOption({ label: tables.dayLimits.today })
  await page.getByRole('button', { name: words.undo.undo }).click()
  await page.getByRole('button', { name: words.undo.undo }).click()
  await expect.poll(() => fold.getByLabel(tables.whichDay(first)).inputValue()).toBe('')
}
