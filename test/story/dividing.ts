import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import type { Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'
import { name, regionOf } from './making.ts'

const { sections, checks } = words.forms
type OfForm = () => { readonly screen: Screen; readonly practice: Practice }

const addsSections = async (dana: Screen): Promise<void> => {
  for (const [en, es] of [
    ['The car', 'El coche'],
    ['Getting it', 'La entrega'],
  ] as const) {
    const form = await name(dana, sections.add, sections.name, en, es)
    await form.getByRole('button', { name: sections.add }).click()
    await dana.page.getByText(sections.added(en)).waitFor()
  }
}

/** By the keyboard over the edge of its section, and back by the pointer from a list. */
const movesAQuestion = async (dana: Screen): Promise<void> => {
  const { page } = dana
  const down = page.getByRole('button', { name: words.forms.down('Pick-up') })
  await down.focus()
  for (let turn = 0; turn < 9; turn += 1) {
    await page.keyboard.press('Enter')
    if ((await down.getAttribute('aria-disabled')) === 'true') break
  }
  await page.getByText(sections.into('Pick-up', 'Getting it')).waitFor()
  expect(await down.evaluate((button) => button === document.activeElement)).toBe(true)
  const row = page.getByRole('listitem').filter({ hasText: 'What it is for' })
  await row.locator('summary').click()
  await row.getByLabel(sections.choose, { exact: true }).selectOption({ label: 'Getting it' })
  const moved = page.getByRole('button', { name: sections.up('Getting it') })
  await moved.focus()
  await page.keyboard.press('Enter')
  await page.getByText(sections.moved('Getting it', 1, 2)).waitFor()
  expect(await moved.evaluate((button) => button === document.activeElement)).toBe(true)
  await dana.isSound('a form of two sections')
}

const checksTogether = async (dana: Screen): Promise<void> => {
  const { page } = dana
  const card = regionOf(dana, checks.title)
  await card.getByRole('button', { name: checks.add }).dblclick()
  await card.getByRole('heading', { name: checks.one(1) }).waitFor()
  expect(await card.getByRole('heading', { name: checks.one(2) }).count(), 'pressed twice, added once').toBe(
    0,
  )
  await expect
    .poll(() => card.locator('select:focus, input:focus').count(), { message: 'the focus is in it' })
    .toBe(1)
  await card.getByText(checks.lead).waitFor()
  await card.getByLabel(words.conditions.field).selectOption({ label: 'Car plate' })
  await card.getByLabel(words.conditions.operator).selectOption({ label: 'is not' })
  await card.getByLabel(words.conditions.value).first().waitFor()
  await card.getByLabel(words.inEnglish(checks.say)).fill('The plate is not a word')
  await page.keyboard.press('Tab')
  await dana.isSound('a check between answers')
}

/** Whoever changes the English only is told at the Spanish, and says that it is still right. */
const marksTheSpanish = async (dana: Screen): Promise<void> => {
  const { page } = dana
  await page.getByText(sections.edit).first().click()
  const english = page.getByLabel(words.inEnglish(sections.name)).first()
  await english.fill('Collecting it')
  await page.keyboard.press('Tab')
  const mark = page.getByText(/The Spanish may be out of date: the English said “Getting it”/)
  await mark.waitFor()
  await dana.isSound('Spanish that is out of date')
  await page.getByRole('button', { name: words.problems.fixes.stillRight }).first().click()
  await mark.waitFor({ state: 'detached' })
}

export const dividingAForm = (ofForm: OfForm): void => {
  test('Dana divides a form into sections, checks its answers together, and is told what Spanish is out of date', async () => {
    const { screen: dana, practice } = ofForm()
    const { page } = dana
    await page.goto(`${practice.urls.office}/forms/parking-letter`)
    await page.getByRole('heading', { level: 1, name: 'Parking letter' }).waitFor()
    await addsSections(dana)
    await movesAQuestion(dana)
    await checksTogether(dana)
    await marksTheSpanish(dana)
    const undo = page.getByRole('button', { name: words.undo.undo })
    const isDivided = () => page.getByRole('button', { name: /^Remove the section/ }).count()
    while ((await isDivided()) > 0) await undo.click()
    expect(await regionOf(dana, checks.title).getByText(checks.none).count()).toBe(1)
    await page.getByText(words.saving.saved).waitFor()
  }, 120_000)
}
