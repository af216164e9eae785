import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeBrowser, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { heading, said, toCheck, toStartPage } from './asking.ts'

const words = said.en.words
let practice: Practice
let browser: Browser
let ada: Screen
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  ada = await Screen.open(browser, phone)
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const look = (what: string) => ada.isSound(what)
const status = () => ada.page.getByLabel(words.request.status, { exact: true })
const hers = async () => {
  const person = await practice.as('ada@example.com')
  return (await person.api.records.list.query({ table: 'refill' })).records
}

test('R119 R196 R197 R199 R201 R204 on a phone, one question a page leads to a reference and what comes next', async () => {
  await ada.page.goto(practice.urls.portal)
  await heading(ada, words.signIn.title).waitFor()
  await look('the sign-in page')
  await ada.signInHere(practice, 'ada@example.com')
  await toStartPage(ada, said.en, look)
  await ada.page.getByText(words.start.noRequests).waitFor()
  await look('the start page without requests')
  await toCheck(ada, said.en, look)

  const { page } = ada
  await page.getByRole('link', { name: words.form.changeWhat(said.en.dose) }).click()
  await page.getByRole('textbox', { name: said.en.dose }).fill('1000 mg')
  await page.getByRole('button', { name: words.form.continue }).click()
  await heading(ada, words.form.check).waitFor()
  expect(await page.getByRole('main').innerText()).toContain('1000 mg')

  await page.getByRole('button', { name: words.form.send }).dblclick()
  await heading(ada, words.sent.title).waitFor()
  await look('the request is sent')
  const [request, ...more] = await hers()
  expect(more).toEqual([])
  const sent = await page.getByRole('main').innerText()
  expect(sent).toContain(request?.request?.reference)
  expect(sent).toMatch(/You will hear from us by .*\d{1,2}(:\d\d)?\s[AP]M/)
  expect(page.url()).not.toMatch(/Metformin|mg/)
}, 120_000)

test('R126 R135 her start page shows the request, and its status moves when staff move it', async () => {
  const { page } = ada
  await page.getByRole('link', { name: words.sent.home }).click()
  const [request] = await hers()
  const link = page.getByRole('link', { name: new RegExp(request?.request?.reference ?? 'none') })
  await link.waitFor()
  await page.getByText(/You will hear from us by/).waitFor()
  await look('the start page with a request')
  await link.click()
  await status().getByText('Received').waitFor()
  await look('a request')

  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, request?.id ?? '', 'take', 1)
  await status().getByText('A nurse is looking at it').waitFor({ timeout: 10_000 })
  await advanceRefill(nora, request?.id ?? '', 'send-on', 2)
  await status().getByText('With your provider').waitFor({ timeout: 10_000 })
  await look('a request that has moved')
}, 120_000)

test('she withdraws a request after being asked once more', async () => {
  const person = await practice.as('ada@example.com')
  const { id } = await startRefill(person)
  const { page } = ada
  await page.goto(`${practice.urls.portal}/requests/refill/${id}`)
  await page.getByRole('button', { name: 'Withdraw it' }).click()
  await page.getByText(words.request.sureText('Withdraw it')).waitFor()
  await look('withdrawing')
  await page.getByRole('button', { name: 'Withdraw it' }).click()
  await page.getByText(words.request.stands('Withdrawn')).waitFor()
  await status().getByText('Withdrawn').waitFor()
  await look('a withdrawn request')
}, 120_000)

test('R8 the address of somebody else’s request shows what the address of no request shows', async () => {
  const rosa = await practice.as('rosa@example.com')
  const foreign = await startRefill(rosa)
  const { page } = ada
  const shown = async (path: string) => {
    await page.goto(practice.urls.portal + path)
    await heading(ada, words.failures.notFoundTitle).waitFor()
    return page.locator('body').innerText()
  }
  const theirs = await shown(`/requests/refill/${foreign.id}`)
  await look('a page that is not hers')
  expect(await shown(`/requests/refill/${randomUUID()}`)).toBe(theirs)
  expect(await shown(`/requests/refill/${foreign.id}/sent`)).toBe(
    await shown(`/requests/refill/${randomUUID()}/sent`),
  )
  await shown('/queues/nurse')
}, 120_000)

test('R203 text twice as large takes nothing off the screen', async () => {
  const { page } = ada
  await page.setViewportSize({ width: 640, height: 800 })
  const large = async (path: string, what: string) => {
    await page.goto(practice.urls.portal + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    await look(`${what}, twice as large`)
  }
  const [request] = await hers()
  await large('/', 'the start page')
  await large(`/requests/refill/${request?.id ?? ''}`, 'a request')
  await large('/ask/refill', 'before the questions')
  await page.setViewportSize(phone)
}, 120_000)

test('R52 after signing out, Back shows nothing of hers', async () => {
  const { page } = ada
  await page.goto(practice.urls.portal)
  const [request] = await hers()
  await page.getByRole('link', { name: new RegExp(request?.request?.reference ?? 'none') }).click()
  await page.getByText(refillAnswers.medication).waitFor()
  await page.getByRole('button', { name: words.shell.signOut }).click()
  await page.getByText(words.signIn.left).waitFor()
  await look('signed out')
  for (const _ of [1, 2, 3]) {
    await page.goBack().catch(() => null)
    await heading(ada, words.signIn.title).waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/Lisinopril|Metformin|Your requests/)
  }
}, 120_000)
