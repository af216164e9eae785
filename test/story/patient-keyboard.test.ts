import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeBrowser, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'
import { heading, said } from './asking.ts'

const { words, ...told } = said.en
let practice: Practice
let browser: Browser
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

/** Tab, until what is meant has the focus; a person would give up long before. */
async function tabTo({ page }: Screen, target: Locator): Promise<void> {
  await target.waitFor()
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target.toString()}.`)
}

const button = ({ page }: Screen, name: string) => page.getByRole('button', { name, exact: true })
const link = ({ page }: Screen, name: string) => page.getByRole('link', { name, exact: true })

async function press(screen: Screen, target: Locator): Promise<void> {
  await tabTo(screen, target)
  await screen.page.keyboard.press('Enter')
}

async function type(screen: Screen, label: string, text: string): Promise<void> {
  await tabTo(screen, screen.page.getByLabel(label, { exact: true }))
  await screen.page.keyboard.type(text)
}

async function giveName(screen: Screen): Promise<void> {
  const { email, password } = practice.account('ada@example.com')
  await type(screen, words.signIn.name, email)
  await type(screen, words.signIn.password, password)
  await screen.page.keyboard.press('Enter')
}

async function signIn(screen: Screen): Promise<void> {
  await giveName(screen)
  await press(screen, button(screen, words.secondFactor.skip))
  await heading(screen, words.start.title).waitFor()
}

async function forMyself(screen: Screen): Promise<void> {
  await tabTo(screen, screen.page.getByLabel(words.proxy.myself))
  await screen.page.keyboard.press('Space')
  await screen.page.keyboard.press('Enter')
}

async function answer(screen: Screen, question: string, text: string): Promise<void> {
  await tabTo(screen, screen.page.getByRole('textbox', { name: question }))
  await screen.page.keyboard.type(text)
  await screen.page.keyboard.press('Enter')
}

test('R198 the keyboard alone leads from signing in to the reference', async () => {
  const ada = await Screen.open(browser, phone)
  const { page } = ada
  await page.goto(practice.urls.portal)
  await signIn(ada)
  await press(ada, link(ada, told.ask))
  await forMyself(ada)
  await press(ada, link(ada, words.form.begin))
  await answer(ada, told.medication, 'Metformin')
  await answer(ada, told.dose, '500 mg')
  await answer(ada, told.days, 'many')
  // The summary has the focus, and the next Tab is its link.
  await page.getByRole('alert').getByRole('heading', { name: words.shell.problem }).waitFor()
  await press(ada, page.getByRole('alert').getByRole('link'))
  await page.keyboard.press('Control+A')
  await answer(ada, told.days, '5')
  await tabTo(ada, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true)
  await page.keyboard.press('Enter')
  await press(ada, button(ada, words.form.continue))
  await press(ada, link(ada, words.form.changeWhat(told.dose)))
  await tabTo(ada, page.getByRole('textbox', { name: told.dose }))
  await page.keyboard.press('Control+A')
  await answer(ada, told.dose, '1000 mg')
  await press(ada, button(ada, words.form.send))
  await heading(ada, words.sent.title).waitFor()
  await press(ada, link(ada, words.sent.follow))
  await press(ada, button(ada, 'Withdraw it'))
  await press(ada, button(ada, words.request.sureYes('Withdraw it')))
  await page.getByText(words.request.stands('Withdrawn')).waitFor()
  await press(ada, button(ada, words.shell.signOut))
  await page.getByText(words.signIn.left).waitFor()
  expect(ada.faults).toEqual([])
}, 120_000)

test('R45 R47 R51 who is idle is warned, stays by one key, or is signed out and finds her answers again', async () => {
  const ada = await Screen.open(browser, phone)
  const { page } = ada
  await page.clock.install()
  await page.goto(practice.urls.portal)
  await signIn(ada)
  await press(ada, link(ada, told.ask))
  await forMyself(ada)
  await press(ada, link(ada, words.form.begin))
  // Keeping an answer is something she did: it must be over before her time begins to run.
  const kept = page.waitForResponse(/answers\.keep/)
  await answer(ada, told.medication, 'Metformin')
  await kept
  await page.getByLabel(told.dose).waitFor()
  // What she is in the middle of is kept as well, without Continue.
  const keptToo = page.waitForResponse(/answers\.keep/)
  await tabTo(ada, page.getByRole('textbox', { name: told.dose }))
  await page.keyboard.type('500 m')
  await keptToo

  const warning = page.getByRole('dialog', { name: words.idle.title })
  const idleFor = async (seconds: number) => {
    await practice.jump(seconds)
    await page.clock.fastForward(seconds * 1000)
  }
  await idleFor(12 * 60)
  await page.clock.fastForward(2000)
  expect(await warning.isVisible()).toBe(false)
  await idleFor(90)
  await warning.waitFor()
  await ada.isSound('the warning')
  await page.keyboard.press('Enter')
  await warning.waitFor({ state: 'hidden' })

  await idleFor(13 * 60 + 30)
  await warning.waitFor()
  await idleFor(100)
  await page.getByText(words.signIn.ended).waitFor()
  expect(await page.locator('body').innerText()).not.toContain('Metformin')
  await ada.isSound('signed out after a while')
  await giveName(ada)
  // She lands where she was writing, with nothing asked in between.
  await page.getByLabel(told.dose).waitFor()
  expect(await page.getByLabel(told.dose).inputValue()).toBe('500 m')
  await press(ada, link(ada, words.shell.back))
  expect(await page.getByLabel(told.medication).inputValue()).toBe('Metformin')
  await page.goto(practice.urls.portal)
  await page.getByText(words.start.unfinished).waitFor()
  await ada.isSound('answers that wait to be sent')

  await page.goto(practice.urls.portal)
  await press(ada, button(ada, words.start.throwAwayWhat(told.ask)))
  await ada.isSound('whether to throw a form away')
  await press(ada, button(ada, words.start.throwAwayYes))
  await page.getByText(words.start.unfinished).waitFor({ state: 'detached' })

  // A session that is gone from one moment to the next, at the very first question.
  await press(ada, link(ada, told.ask))
  await forMyself(ada)
  await press(ada, link(ada, words.form.begin))
  const keptAgain = page.waitForResponse(/answers\.keep/)
  await tabTo(ada, page.getByRole('textbox', { name: told.medication }))
  await page.keyboard.type('Lisinopril')
  await keptAgain
  await page.context().clearCookies()
  await press(ada, button(ada, words.form.continue))
  await page.getByText(words.signIn.ended).waitFor()
  await giveName(ada)
  await heading(ada, told.medication).waitFor()
  expect(await page.getByRole('textbox', { name: told.medication }).inputValue()).toBe('Lisinopril')
}, 120_000)

test('R45 a request that is left open, and looks for news by itself, keeps nobody signed in', async () => {
  const { id } = await startRefill(await practice.as('ada@example.com'))
  const ada = await Screen.open(browser, phone)
  const { page } = ada
  await page.clock.install()
  await page.goto(practice.urls.portal)
  await signIn(ada)
  await page.goto(`${practice.urls.portal}/requests/refill/${id}`)
  await page.getByRole('heading', { name: words.request.soFar }).waitFor()
  for (let minutes = 0; minutes < 15; minutes += 3) {
    await practice.jump(180)
    const looked = page.waitForResponse(/requests\.open/)
    await page.clock.fastForward(180_000)
    if (minutes < 12) await looked
  }
  await page.getByText(words.signIn.ended).waitFor()
}, 120_000)
