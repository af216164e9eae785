import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { closeBrowser, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { mailsTo } from '../servers.ts'
import { heading } from './asking.ts'

const note = 'Fine for ninety days'
let practice: Practice
let browser: Browser
let request: { readonly id: string; readonly reference: string }
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  request = await startRefill(await practice.as('ada@example.com'))
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const herMail = async () => (await mailsTo('ada@example.com')).find(({ text }) => text.includes(request.id))

test('R112 R113 her mail says nothing private, and its link asks her to sign in before it shows anything', async () => {
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, request.id, 'take', 1)
  await advanceRefill(nora, request.id, 'send-on', 2)
  const priya = await practice.as('priya@maple.example.com')
  await advanceRefill(priya, request.id, 'approve', 3, { decision_note: note })
  await practice.until('her mail arrives', async () => (await herMail()) !== undefined)
  const mail = await herMail()
  const everything = JSON.stringify(mail)
  for (const secret of [...Object.values(refillAnswers).filter((text) => text.length > 2), note, 'Lindqvist'])
    expect(everything).not.toContain(secret)
  expect(everything).not.toMatch(/approve|refill|medicine/i)
  const [link = ''] = /http\S+/.exec(mail?.text ?? '') ?? []
  expect(link).toBe(`${practice.urls.portal}/r/${request.id}`)

  const ada = await Screen.open(browser, phone)
  await ada.page.goto(link)
  await heading(ada, words.signIn.title).waitFor()
  expect(await ada.page.locator('body').innerText()).not.toMatch(
    new RegExp(`${request.reference}|${refillAnswers.medication}|${words.failures.notFoundTitle}`),
  )
  await ada.isSound('the link of a mail, signed out')
  await ada.signInHere(practice, 'ada@example.com')
  await ada.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await ada.page.getByText(request.reference).waitFor()
  await ada.page.getByLabel(words.request.status, { exact: true }).getByText('Approved').waitFor()
  expect(ada.page.url()).toBe(`${practice.urls.portal}/requests/refill/${request.id}`)
  await ada.isSound('the link of a mail, signed in')
}, 120_000)

test('R8 somebody else who signs in behind that link sees the page for what is not there', async () => {
  const ben = await Screen.open(browser, phone)
  await ben.page.goto(`${practice.urls.portal}/r/${request.id}`)
  await ben.signInHere(practice, 'ben@example.com')
  await ben.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await heading(ben, words.failures.notFoundTitle).waitFor()
  await ben.isSound('the link of somebody else’s mail')
}, 120_000)
