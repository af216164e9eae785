import type { Browser, Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { desk, phone, Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'
import { cellOf } from './matrix.ts'

type OfFile = () => { readonly screen: Screen; readonly practice: Practice; readonly browser: Browser }

/** What one does is on the other's screen within this. */
const seenWithin = { timeout: 8000 }

const nameLabel = words.inEnglish(words.tables.fieldName)
const isSaved = (page: Page) => page.getByText(words.saving.saved).waitFor()

/** One field of the refill, opened to be edited. */
async function nameOf(page: Page, field: string): Promise<Locator> {
  const part = page.locator(`[id="at-tables.refill.fields.${field}"]`)
  await part.waitFor()
  if (!(await part.getByLabel(nameLabel).first().isVisible())) await part.locator('summary').first().click()
  return part.getByLabel(nameLabel).first()
}

async function rename(page: Page, field: string, name: string): Promise<void> {
  const input = await nameOf(page, field)
  await input.fill(name)
  await input.blur()
}

const reads = async (page: Page, field: string, name: string): Promise<void> =>
  expect.poll(async () => (await nameOf(page, field)).inputValue(), seenWithin).toBe(name)

async function toRefill(screen: Screen, practice: Practice): Promise<void> {
  await screen.page.goto(`${practice.urls.office}/tables/refill`)
  await screen.page.getByText(words.banner.draft).waitFor()
}

const atOnce = (ofFile: OfFile): void => {
  test('two people edit at once: what one does reaches the other, and of what both changed both are shown', async () => {
    const { screen: dana, practice, browser } = ofFile()
    await toRefill(dana, practice)
    const sam = await Screen.open(browser, desk)
    await sam.signIn(practice, 'sam@maple.example.com', 'office')
    await sam.page.getByRole('heading', { name: words.home.title }).waitFor()
    await toRefill(sam, practice)

    await Promise.all([rename(dana.page, 'dose', 'Strength'), rename(sam.page, 'medication', 'Drug')])
    await reads(dana.page, 'medication', 'Drug')
    await reads(sam.page, 'dose', 'Strength')

    await dana.context.setOffline(true)
    await rename(dana.page, 'dose', 'How strong')
    await dana.page.getByText(words.saving.waiting).waitFor()
    await dana.isSound('edits that wait for the network')
    await rename(sam.page, 'dose', 'Power')
    await isSaved(sam.page)
    await dana.context.setOffline(false)
    const both = dana.page.getByRole('group', { name: words.both.at(`${words.pages.tables}: Refill`) })
    await both.first().waitFor(seenWithin)
    expect(await both.first().innerText()).toMatch(/How strong[^]*Power/)
    expect(await both.count(), 'once, wherever the thing itself stands').toBe(1)
    expect(await both.getAttribute('aria-label')).toMatch(/Refill – .*(Dose|Strength|Power|How strong)/)
    await reads(dana.page, 'dose', 'How strong')
    await dana.isSound('both are shown where both changed the same')
    await dana.page.setViewportSize(phone)
    await dana.isSound('both are shown on a phone')
    await dana.page.setViewportSize(desk)
    await both
      .first()
      .getByRole('button', { name: new RegExp(`^${words.both.keepMine}`) })
      .click()
    await isSaved(dana.page)
    await reads(sam.page, 'dose', 'How strong')
    expect(await both.count()).toBe(0)

    // Undoing takes back her own, and leaves alone what Sam did in between.
    const undo = dana.page.getByRole('button', { name: words.undo.undo })
    const next = dana.page.getByText(words.undo.next).locator('..')
    await next.getByText(/How strong/).waitFor()
    await undo.click()
    await next.getByText(/Strength/).waitFor()
    await next.locator('..').getByRole('link', { name: words.undo.show }).click()
    await expect
      .poll(() => dana.page.evaluate(() => document.activeElement?.closest('[id]')?.id))
      .toMatch(/^at-tables\.refill\.fields\.dose/)
    await undo.click()
    await isSaved(dana.page)
    await reads(dana.page, 'dose', 'Dose')
    await reads(dana.page, 'medication', 'Drug')
    await sam.context.close()
  }, 180_000)
}

const killed = (ofFile: OfFile): void => {
  test('a killed runtime and a reload in mid-edit lose nothing of what was typed', async () => {
    const { screen, practice } = ofFile()
    const { page } = screen
    await toRefill(screen, practice)
    await nameOf(page, 'dose')
    await practice.killServing()
    await rename(page, 'dose', 'Typed without a server')
    await page.getByText(words.saving.waiting).waitFor(seenWithin)
    await practice.startServing()
    await isSaved(page)

    await page.route('**/trpc/draft.edit*', (route) => route.abort())
    await rename(page, 'dose', 'Typed before a reload')
    await page.reload()
    await page.unroute('**/trpc/draft.edit*')
    await reads(page, 'dose', 'Typed before a reload')
    await isSaved(page)
    const dana = await practice.as('dana@maple.example.com')
    const { portal } = await dana.api.draft.load.query()
    expect(portal.tables['refill']?.fields['dose']?.label?.en).toBe('Typed before a reload')
  }, 180_000)
}

const undone = (ofFile: OfFile): void => {
  test('undo to the beginning, in every editor and over reloads, gives back the same hash, and redo the end', async () => {
    const { practice, browser } = ofFile()
    const screen = await Screen.open(browser, desk)
    const { page } = screen
    const dana = await practice.as('dana@maple.example.com')
    const hash = async () => (await dana.api.draft.load.query()).hash
    const start = await hash()
    await screen.signIn(practice, 'dana@maple.example.com', 'office')
    await page.getByRole('heading', { name: words.home.title }).waitFor()
    const press = async (name: string) => {
      const button = page.getByRole('button', { name, exact: true })
      while ((await button.getAttribute('aria-disabled')) !== 'true') await button.click()
      await isSaved(page)
    }

    await toRefill(screen, practice)
    await rename(page, 'pharmacy', 'Where to')
    await page.reload()
    await page.getByText(words.banner.draft).waitFor()
    await page.goto(`${practice.urls.office}/access/refill`)
    await (await cellOf(screen, 'Where to', 'Front desk')).focus()
    await page.keyboard.press('h')
    await isSaved(page)
    await page.goto(`${practice.urls.office}/wording`)
    await page.getByRole('link', { name: 'News for the patient' }).click()
    const body = page.getByLabel(words.wording.body).first()
    await body.fill(`${await body.inputValue()}\nSee you.`)
    await isSaved(page)
    await page.reload()
    await body.waitFor()
    const end = await hash()
    expect(end).not.toBe(start)
    await press(words.undo.undo)
    expect(await hash()).toBe(start)
    await press(words.undo.redo)
    expect(await hash()).toBe(end)
    await press(words.undo.undo)
    expect(await hash()).toBe(start)
    console.log(`The hash of the draft before and after undoing everything: ${start}`)
    await screen.context.close()
  }, 180_000)
}

const goingBack = (ofFile: OfFile): void => {
  test('the history says who did what; she names a moment, goes back to it, and undoes that', async () => {
    const { screen, practice } = ofFile()
    const { page } = screen
    const dana = await practice.as('dana@maple.example.com')
    const load = () => dana.api.draft.load.query()
    await page.goto(`${practice.urls.office}/history`)
    await page
      .getByText(/Sam Iverson/)
      .first()
      .waitFor()
    await page.getByText(words.history.published(1)).waitFor()
    await page
      .getByText(/How strong/)
      .first()
      .waitFor()
    await screen.isSound('the history of the draft')

    const named = (await load()).hash
    await page.getByRole('button', { name: words.history.nameNow }).click()
    const window = page.getByRole('dialog')
    await window.getByLabel(words.history.nameLabel).fill('before the new form')
    await screen.isSound('naming a moment')
    await window.getByRole('button', { name: words.history.keepName }).click()
    await page.getByText(words.history.named('before the new form')).waitFor()

    await toRefill(screen, practice)
    await rename(page, 'dose', 'Something else')
    await isSaved(page)
    const changed = (await load()).hash
    await page.getByRole('link', { name: words.pages.history, exact: true }).click()
    const back = words.history.ofMoment(words.history.goBack, 'before the new form')
    await page.getByRole('button', { name: back }).click()
    await window
      .getByText(/Something else/)
      .first()
      .waitFor()
    await window.getByLabel(words.history.why).fill('It was better before')
    await screen.isSound('what going back would change')
    expect((await load()).hash, 'nothing changes by looking').toBe(changed)
    await window.getByRole('button', { name: words.history.back, exact: true }).click()
    await page.getByText(words.history.wentBack(1)).waitFor()
    await isSaved(page)
    expect((await load()).hash).toBe(named)
    await page.getByText('It was better before').waitFor()
    await page.getByRole('button', { name: words.undo.undo }).click()
    await isSaved(page)
    await expect.poll(async () => (await load()).hash).toBe(changed)
    await page.setViewportSize(phone)
    await screen.isSound('the history on a phone')
    await page.setViewportSize(desk)
  }, 180_000)
}

/** The draft in the hands of two people, of a bad network, and of somebody who changes her mind. */
export const twoEditorsStory = (ofFile: OfFile): void => {
  atOnce(ofFile)
  killed(ofFile)
  undone(ofFile)
  goingBack(ofFile)
}
