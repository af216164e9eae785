import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { invitedWords } from '../../packages/portal-ui/words/invited.ts'
import { closeBrowser, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { mailsTo } from '../servers.ts'
import { heading } from './asking.ts'
import { twinTests } from './twins.ts'

const { en: invited } = invitedWords
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

test('R34 somebody invited by message reads a code and nothing else, chooses a password, and is in', async () => {
  const email = 'somebody.new@example.com'
  const alex = await practice.as('alex@maple.example.com', 'office')
  const { code } = await alex.api.people.openAccount.mutate({
    ...{ audience: 'patient', person: '20000000-0000-4000-8000-000000000005', email },
    ...{ language: 'en', role: 'patient', by: 'message' },
  })
  expect(code).toBeNull()
  const arrived = async () => (await mailsTo(email))[0]
  await practice.until('the invitation arrives', async () => (await arrived()) !== undefined)
  const mail = await arrived()
  expect(JSON.stringify(mail)).not.toMatch(/Elsa|Lindqvist|patient|refill|medicine/i)
  const [link = ''] = /http\S+/.exec(mail?.text ?? '') ?? []
  const [typed = ''] = /\w{4}-\w{4}-\w{4}/.exec(mail?.text ?? '') ?? []
  expect(link).not.toContain(typed)

  const elsa = await Screen.open(browser, phone)
  const { page } = elsa
  await page.goto(link)
  await heading(elsa, invited.title).waitFor()
  await elsa.isSound('the first sign-in of somebody invited')
  await page.getByLabel(words.signIn.name).fill(email)
  await page.getByLabel(invited.code).fill(typed.toLowerCase())
  await page.getByLabel(invited.password, { exact: true }).fill('short')
  const send = page.getByRole('button', { name: invited.submit })
  await send.click()
  await page.getByRole('alert').getByText(invited.short(12)).waitFor()
  await elsa.isSound('a password that is too short')
  await page.getByLabel(invited.password, { exact: true }).fill('five words that she likes')
  await send.click()
  await page.getByRole('button', { name: words.secondFactor.skip }).click()
  await heading(elsa, words.start.title).waitFor()
  // What was sent is not kept.
  const { rows } = await practice.superuser((client) =>
    client.query('select 1 from portico.invitation where sealed is not null'),
  )
  expect(rows).toEqual([])
}, 120_000)

twinTests(
  () => practice,
  () => browser,
)
