import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import type { Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'
import { addField, name, regionOf } from './making.ts'

type OfFile = () => { readonly screen: Screen; readonly practice: Practice }
const { workflows, tables } = words
const { wizard, made } = workflows

const folded = ({ page }: Screen, summary: RegExp) =>
  page.locator('details').filter({ has: page.locator('summary', { hasText: summary }) })
const isSaved = ({ page }: Screen) => page.getByText(words.saving.saved).waitFor()
const to = ({ page }: Screen, name: string | RegExp) =>
  page.getByRole('navigation', { name: words.nav.label }).getByRole('link', { name }).click()
const undoOnce = ({ page }: Screen) => page.getByRole('button', { name: words.undo.undo }).click()

/** What the second and the third of them do with it. */
const addsGroups = async (screen: Screen): Promise<void> => {
  const { page } = screen
  await page.getByRole('button', { name: wizard.then, exact: true }).click()
  const second = regionOf(screen, wizard.further[0])
  const title = second.getByRole('heading', { name: wizard.further[0] })
  await expect.poll(() => title.evaluate((at) => at === document.activeElement)).toBe(true)
  await page.getByRole('button', { name: wizard.make }).click()
  await page.getByText(wizard.missing.next).first().waitFor()
  await screen.isSound('a second group that is nobody yet')
  await second.getByLabel('Nurse', { exact: true }).check()
  await second.getByLabel(wizard.more).check()
  await page.getByRole('button', { name: wizard.then, exact: true }).click()
  // Times of their own are shorter than the whole, which the last of them has what is left of.
  await page.getByLabel(wizard.ownTime).first().check()
  await second.getByLabel(wizard.ownTime).check()
  await second.getByLabel(workflows.within).fill('4')
  await page.getByText(wizard.missing.longer).first().waitFor()
  await page.getByLabel(workflows.within).nth(1).fill('10')
  await page.getByText(wizard.missing.longer).first().waitFor({ state: 'detached' })
  const third = regionOf(screen, wizard.further[1])
  await third.getByLabel('Provider', { exact: true }).check()
  await third.getByRole('group', { name: wizard.writtenNext }).getByLabel('Taxi came').check()
}

const handsOn = (ofFile: OfFile): void => {
  test('a workflow that three groups hand on is made by the same questions, and one step takes it all back', async () => {
    const { screen: dana } = ofFile()
    const { page } = dana
    const { kinds, classes } = words
    await to(dana, words.pages.tables)
    await name(dana, tables.addTable, tables.tableName, 'Taxi slip', 'Vale de taxi')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Taxi slip' }).waitFor()
    await addField(dana, 'Where to', 'Adónde', kinds.text, classes.identifier.name)
    await addField(dana, 'Taxi came', 'El taxi llegó', kinds.date, classes.operational.name)
    await to(dana, words.pages.workflows)
    await page.getByRole('link', { name: workflows.make }).click()
    await page.getByRole('group', { name: wizard.handlers }).getByLabel('Front desk').check()
    await page.getByRole('group', { name: wizard.asked }).getByLabel('Taxi came').uncheck()
    await addsGroups(dana)
    expect(await page.getByLabel(wizard.says).isChecked()).toBe(true)
    const summary = regionOf(dana, wizard.summary)
    await summary
      .getByText(/for Front desk, who hand it on to Nurse or decline it within 1 business day/)
      .waitFor()
    await summary.getByText(/for Provider, who finish or decline it/).waitFor()
    await summary.getByText(wizard.asksBack('Nurse')).waitFor()
    await summary.getByText(wizard.promise('10 business days')).waitFor()
    await dana.isSound('a chain to be made')
    await page.getByRole('button', { name: wizard.make }).click()
    await page.getByRole('heading', { level: 1, name: 'Taxi slip' }).waitFor()
    const stages = regionOf(dana, workflows.states).locator('summary strong')
    await stages.first().waitFor()
    expect(await stages.allInnerTexts()).toEqual([
      made.submitted.label.en,
      'With Nurse',
      made.more.label.en,
      'With Provider',
      made.done.label.en,
      made.declined.label.en,
    ])
    await dana.isSound('a chain that was made')
    await undoOnce(dana)
    await to(dana, words.pages.workflows)
    await page.getByRole('link', { name: workflows.make }).waitFor()
    await expect.poll(() => page.getByRole('main').getByText('Taxi slip').count()).toBe(0)
    for (let steps = 0; steps < 3; steps += 1) await undoOnce(dana)
    await isSaved(dana)
  }, 120_000)
}

const sharesATime = (ofFile: OfFile): void => {
  test('a stage’s time is counted from when it was asked, and stages are dragged to another place', async () => {
    const { screen: dana } = ofFile()
    const { page } = dana
    await to(dana, words.pages.workflows)
    await page.getByRole('link', { name: 'Refill', exact: true }).click()
    const stage = folded(dana, /^\s*Submitted/)
    await stage.locator('summary').click()
    await stage.getByLabel(workflows.since).selectOption({ label: workflows.sinces.start })
    await stage
      .locator('summary')
      .getByText(workflows.dueIn({ within: '4 business hours', from: 'start' }))
      .waitFor()
    await dana.isSound('a time counted from when it was asked')
    await undoOnce(dana)
    expect(await stage.getByLabel(workflows.since).inputValue()).toBe('stage')
    await stage.locator('summary').click()
    const rows = regionOf(dana, workflows.states).locator('.movable')
    const names = () => regionOf(dana, workflows.states).locator('summary strong').allInnerTexts()
    const [first = '', second = '', third = '', ...rest] = await names()
    const target = await rows.nth(2).boundingBox()
    await rows
      .nth(0)
      .locator('.grip')
      .dragTo(rows.nth(2), { targetPosition: { x: 60, y: (target?.height ?? 40) - 4 } })
    await expect.poll(names).toEqual([second, third, first, ...rest])
    await undoOnce(dana)
    await expect.poll(names).toEqual([first, second, third, ...rest])
    await isSaved(dana)
  }, 120_000)
}

const retiresAChoice = (ofFile: OfFile): void => {
  test('a choice that is live is no longer offered, the review says so, and it can be offered again', async () => {
    const { screen: dana } = ofFile()
    const { page } = dana
    await to(dana, words.pages.tables)
    await page.getByRole('link', { name: 'Refill', exact: true }).click()
    const field = folded(dana, /^\s*Pharmacy/)
    await field.locator('summary').click()
    await field.getByText(tables.retireHint).waitFor()
    const take = field.getByRole('button', { name: /^No longer offer / }).first()
    await take.click()
    await field.getByText(tables.isRetired, { exact: true }).waitFor()
    await dana.isSound('a choice that is no longer offered')
    await to(dana, new RegExp(words.pages.publish))
    await page
      .getByText(/Pharmacy.* can no longer be .*; records that have it keep it\./)
      .first()
      .waitFor()
    await to(dana, words.pages.tables)
    await page.getByRole('link', { name: 'Refill', exact: true }).click()
    await field.locator('summary').click()
    await field.getByRole('button', { name: /^Offer again: / }).click()
    await field.getByText(tables.isRetired, { exact: true }).waitFor({ state: 'detached' })
    await undoOnce(dana)
    await undoOnce(dana)
    await isSaved(dana)
  }, 120_000)
}

/** What goes from hand to hand, and what is taken back from what is live. All of it is undone. */
export const handingOn = (ofFile: OfFile): void => {
  handsOn(ofFile)
  sharesATime(ofFile)
  retiresAChoice(ofFile)
}
