import { expect } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import type { Screen } from '../browser.ts'
import { heading } from './asking.ts'
import { regionOf } from './making.ts'

const { wizard } = words.workflows
const nameField = ({ page }: Screen) => page.getByLabel(words.inEnglish(words.workflows.name))
const group = ({ page }: Screen, legend: string) => page.getByRole('group', { name: legend })

/** The wizard warns of a name that speaks of health before anything is made. */
export async function warnsOfAName(screen: Screen, good: string): Promise<void> {
  await nameField(screen).fill('HIV test')
  await screen.page.getByText(/The name says “HIV” and “test”/).waitFor()
  await screen.isSound('a name that speaks of health')
  await nameField(screen).fill(good)
  await screen.page.getByText(/The name says/).waitFor({ state: 'detached' })
}

/** Whoever acts for somebody sends it, and reads of their health, only where the maker says so. */
export async function letsAProxySend(screen: Screen): Promise<void> {
  const proxy = group(screen, wizard.senders).getByLabel('Acting for somebody')
  expect(await proxy.isChecked()).toBe(false)
  await proxy.check()
  await screen.page.getByText(wizard.allAsked).waitFor()
}

/** A time that cannot be is told at its field. */
export async function asksHowLong(screen: Screen): Promise<void> {
  const within = screen.page.getByLabel(words.workflows.within)
  await within.fill('-2')
  await screen.page.getByRole('alert').getByText(wizard.missing.within).waitFor()
  expect(await within.getAttribute('aria-invalid')).toBe('true')
  await within.fill('2')
}

/** What is ticked for the patient to read is still there after a look at another page. */
export async function keepsItsAnswers(screen: Screen): Promise<void> {
  const { page } = screen
  await group(screen, wizard.shared).getByLabel('Written on').check()
  const navigation = page.getByRole('navigation', { name: words.nav.label })
  await navigation.getByRole('link', { name: words.pages.access }).click()
  await heading(screen, words.pages.access).waitFor()
  await navigation.getByRole('link', { name: words.pages.workflows }).click()
  await page.getByRole('link', { name: words.workflows.make }).click()
  const kept = group(screen, wizard.shared).getByLabel('Written on')
  await kept.waitFor()
  expect(await kept.isChecked()).toBe(true)
}

/** A new name is offered to everything that had the old one, as long as it differs. */
export async function renamesAlong(screen: Screen, name: string): Promise<void> {
  const { page } = screen
  const along = page.getByRole('button', { name: words.workflows.renameAlong })
  await nameField(screen).fill('Permit letter')
  await page.keyboard.press('Tab')
  await along.waitFor()
  await screen.isSound('a workflow that was renamed')
  await nameField(screen).fill(name)
  await page.keyboard.press('Tab')
  await along.waitFor({ state: 'detached' })
}

/** A role is asked about before it is taken back, and stays where somebody thinks better of it. */
export async function keepsTheRole(screen: Screen, role: string, name: string): Promise<void> {
  const take = screen.page.getByRole('button', { name: words.people.take(role, name) })
  await take.click()
  const asked = screen.page.getByRole('dialog', { name: words.people.takeTitle(role, name) })
  await asked.waitFor()
  await screen.isSound('a question before a role is taken back')
  await asked.getByRole('button', { name: words.keep }).click()
  await asked.waitFor({ state: 'detached' })
  await take.waitFor()
}

/** A table without a name, and one whose name is too long, are told at the field. */
export async function asksForAName(screen: Screen): Promise<void> {
  const { page } = screen
  const region = regionOf(screen, words.tables.addTable)
  await region.getByRole('button', { name: words.tables.addTable }).click()
  await page.getByText(words.nameMissing).waitFor()
  const first = region.getByLabel(words.inEnglish(words.tables.tableName))
  expect(await first.evaluate((field) => field === document.activeElement)).toBe(true)
  await screen.isSound('a table without a name')
  await first.fill('x'.repeat(201))
  await page.keyboard.press('Enter')
  await page.getByText(words.tooLong(200, 201)).waitFor()
}
