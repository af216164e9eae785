import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { walkWords } from '../../packages/builder-ui/lib/walk/walk-words.ts'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { en } from '../../packages/portal-ui/words/en.ts'
import { said } from '../story/asking.ts'

/** The portal of the rehearsal, in the frame on the builder's page. */
const portalIn = (page: Page) => page.frameLocator('iframe')

/** Starts a rehearsal and waits until somebody can be chosen in it. */
export async function startWalk(page: Page): Promise<void> {
  await page.getByRole('button', { name: walkWords.start }).click()
  await page.getByRole('heading', { name: walkWords.who }).waitFor({ timeout: 60_000 })
}

/** Opens the portal as one of the invented people, on the same page; nobody types a password. */
export async function walkAs(page: Page, person: RegExp): Promise<void> {
  const choice = page.getByLabel(walkWords.asWhom)
  const label = await choice.locator('option').filter({ hasText: person }).first().textContent()
  await choice.selectOption({ label: label ?? '' })
  await page.getByRole('button', { name: walkWords.here }).click()
  await portalIn(page).getByText('Rehearsal: nothing here is real.').waitFor()
}

/** A refill asked for as a patient does, question by question. */
export async function askForRefill(page: Page): Promise<void> {
  const portal = portalIn(page)
  const told = said.en
  const goOn = portal.getByRole('button', { name: en.form.continue })
  await portal.getByRole('link', { name: told.ask }).click()
  await portal.getByRole('link', { name: en.form.begin }).click()
  for (const [question, value] of [
    [told.medication, 'Metformin'],
    [told.dose, '500 mg'],
    [told.days, '5'],
  ] as const) {
    await portal.getByLabel(question).fill(value)
    await goOn.click()
  }
  await portal.getByLabel(told.byMail).check()
  await goOn.click()
  await portal.getByLabel(told.reason).waitFor()
  await goOn.click()
  await portal.getByRole('button', { name: en.form.send }).click()
  await page.getByText('Rosa Delgado sends it').waitFor()
}

/** Moves the clock to what falls due next, and waits until it has. */
export async function jumpToDeadline(page: Page, happens: string): Promise<void> {
  await page.getByRole('button', { name: walkWords.nextDue('') }).click()
  await page.getByText(walkWords.took(walkWords.system, happens)).waitFor()
}

/** Saves what was walked, and sees it pass; one step back takes it away, and one forward brings it again. */
export async function saveWalk(page: Page): Promise<void> {
  await page.getByRole('button', { name: walkWords.save }).first().click()
  const saved = page.getByText(walkWords.saved(true))
  await saved.waitFor()
  await page.getByRole('button', { name: words.undo.undo, exact: true }).click()
  await saved.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: words.undo.redo, exact: true }).click()
  await saved.waitFor()
  expect(await page.getByText(words.rehearsals.passes, { exact: true }).count()).toBeGreaterThan(0)
}
