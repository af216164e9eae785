import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workWords } from '../../packages/portal-ui/staff/work-words.ts'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { closeBrowser, desk, openBrowser, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { refillAnswers, startRefill } from '../refill.ts'
import { heading, said } from './asking.ts'

const more = workWords('en')
const note = 'Fine for ninety days'
let practice: Practice
let browser: Browser
let request: { readonly id: string; readonly reference: string }
let address: string
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  request = await startRefill(await practice.as('ada@example.com'))
  address = `${practice.urls.portal}/requests/refill/${request.id}`
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

async function atWork(email: string): Promise<Screen> {
  const screen = await Screen.open(browser, desk)
  await screen.signIn(practice, email)
  return screen
}

const step = ({ page }: Screen, name: string) => page.getByRole('button', { name, exact: true })
const isDone = ({ page }: Screen, name: string) => page.getByText(words.request.done(name)).waitFor()

test('R124 R125 the nurse finds a request in her queue by its due time, takes it and sends it on', async () => {
  const nora = await atWork('nora@maple.example.com')
  const row = nora.page.getByRole('row', { name: new RegExp(request.reference) })
  await row.waitFor()
  expect(await row.innerText()).toMatch(/Due (in|today|tomorrow|Mon|Tue|Wed|Thu|Fri)/)
  await row.getByText('Ada Lindqvist').waitFor()
  await row.getByText(refillAnswers.medication).waitFor()
  await nora.isSound('the nurses’ queue')
  await row.getByRole('link').click()
  await nora.page.getByRole('heading', { name: words.staff.nextSteps }).waitFor()
  await nora.page.getByText(refillAnswers.reason).waitFor()
  await nora.isSound('a request as the nurse sees it')
  await step(nora, 'Take it').click()
  await isDone(nora, 'In review')
  await step(nora, 'Send to a provider').click()
  await isDone(nora, 'Waiting for a decision')
  await nora.isSound('a request sent on')
  await nora.context.close()
}, 120_000)

test('R22 who decides long after signing in is asked to sign in again, and who was slower loses nothing typed', async () => {
  const priya = await atWork('priya@maple.example.com')
  await heading(priya, 'Providers').waitFor()
  await priya.isSound('the providers’ queue')
  const other = await priya.context.newPage()
  await priya.page.goto(address)
  await step(priya, 'Decline').click()
  const kept = priya.page.waitForResponse((answer) => answer.url().includes('answers.keepStep'))
  await priya.page.getByLabel('Our answer').fill('Please come in first')
  await priya.page.getByLabel('Decision note').fill('Not without a visit')
  await kept
  await other.goto(address)
  await other.getByText(more.keptFrom).waitFor()
  await priya.page.getByRole('button', { name: words.request.goBack }).click()
  await step(priya, 'Decline').click()
  expect(await priya.page.getByLabel('Decision note').inputValue()).toBe('Not without a visit')
  await priya.page.getByRole('button', { name: words.request.goBack }).click()
  await step(priya, 'Approve').click()
  expect(await priya.page.getByLabel('Decision note').inputValue()).toBe('')
  await step(priya, 'Approve').click()
  await priya.page.getByRole('alert').getByRole('link').waitFor()
  await priya.isSound('a decision without a note')
  await priya.page.getByLabel('Decision note').fill(note)

  await practice.jump(14 * 60)
  const third = await priya.context.newPage()
  await third.goto(address)
  await third.getByRole('heading', { name: words.staff.nextSteps }).waitFor()
  await third.close()
  await practice.jump(2 * 60)
  await step(priya, 'Approve').click()
  const dialog = priya.page.getByRole('dialog', { name: words.staff.confirmTitle })
  await dialog.waitFor()
  await priya.isSound('signing in again')
  const account = practice.account('priya@maple.example.com')
  await dialog.getByLabel(words.signIn.password).fill('wrong')
  await dialog.getByLabel(words.signIn.code).fill('000000')
  await dialog.getByRole('button', { name: words.staff.confirm }).click()
  await dialog.getByRole('alert').waitFor()
  await practice.forgetCodes()
  await dialog.getByLabel(words.signIn.password).fill(account.password)
  await dialog.getByLabel(words.signIn.code).fill(practice.code(account) ?? '')
  await dialog.getByRole('button', { name: words.staff.confirm }).click()
  await isDone(priya, 'Approved')
  await priya.page.getByText(note).waitFor()
  await priya.isSound('an approved request')

  await other.getByRole('button', { name: more.toCheck }).click()
  await other.getByRole('button', { name: more.send }).click()
  await other.getByRole('heading', { name: more.sameHands }).waitFor()
  await other.getByText('Not without a visit').waitFor()
  await other.close()
  await priya.context.close()
}, 120_000)

test('R2 R14 the front desk sees the request and that something is hidden, but the note is in no answer', async () => {
  const finn = await atWork('finn@maple.example.com')
  const answers: Promise<string>[] = []
  finn.page.on('response', (response) => {
    if (response.url().includes('/trpc/')) answers.push(response.text().catch(() => ''))
  })
  await finn.page.goto(address)
  await finn.page.getByText(words.request.hidden).first().waitFor()
  await finn.page.getByText(refillAnswers.medication).waitFor()
  await finn.isSound('a request as the front desk sees it')
  const received = (await Promise.all(answers)).join('\n')
  expect(received).toContain(refillAnswers.medication)
  expect(received + (await finn.page.content())).not.toMatch(new RegExp(`${note}|${refillAnswers.reason}`))
  await finn.context.close()
}, 120_000)

test('who has no queue and reads no request begins with what else she can do here and in the office', async () => {
  const alex = await atWork('alex@maple.example.com')
  await heading(alex, more.noQueue.title).waitFor()
  for (const name of [words.staff.find, words.staff.lists])
    await alex.page.getByRole('main').getByRole('link', { name }).waitFor()
  const office = alex.page.getByRole('link', { name: more.noQueue.toOffice })
  expect(await office.getAttribute('href')).toBe(practice.urls.office)
  const ada = await practice.as('ada@example.com')
  expect(await ada.api.portal.live.query()).not.toHaveProperty('officeUrl')
  expect(await alex.page.locator('nav [aria-current]').count()).toBe(0)
  await alex.isSound('a start page for somebody who works on no request')
  await alex.context.close()
}, 120_000)

test('the front desk finds a caller by part of her name and enters a request for her', async () => {
  const finn = await atWork('finn@maple.example.com')
  const { page } = finn
  await page.getByRole('link', { name: words.staff.find }).click()
  await page.getByText(words.staff.findSome).waitFor()
  await page.getByRole('button', { name: words.staff.findSubmit, exact: true }).click()
  await page.getByRole('alert').waitFor()
  await finn.isSound('a search for nothing')
  await page.getByLabel(words.staff.findLabel).fill('lind')
  await page.keyboard.press('Enter')
  await page.getByText(words.staff.found(2)).waitFor()
  await finn.isSound('a patient found')
  expect(page.url()).not.toContain('lind')
  await page.getByRole('link', { name: 'Ada Lindqvist' }).click()
  await heading(finn, 'Ada Lindqvist').waitFor()
  await page.getByRole('link', { name: new RegExp(request.reference) }).waitFor()
  await finn.isSound('a patient’s page')
  await page.getByRole('link', { name: 'Refill', exact: true }).click()
  await heading(finn, 'Refill').waitFor()
  await page.getByText(words.form.for('Ada Lindqvist')).waitFor()
  expect(await page.getByRole('main').innerText()).not.toMatch(/do you need|your/)
  await finn.isSound('a request to enter for a caller')
  const enter = page.getByRole('button', { name: more.enter })
  await enter.click()
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^Medicine: / })
    .waitFor()
  await finn.isSound('a request entered without its answers')
  for (const [field, answer] of [
    ['Medicine', 'Metformin'],
    ['Dose', '500 mg'],
    ['Days left', '2'],
    ['Anything to add (optional)', 'She sounded worried'],
  ] as const)
    await page.getByLabel(field, { exact: true }).fill(answer)
  await page.getByLabel(said.en.byMail).check()
  // Left and come back to, nothing of it is lost.
  await page.waitForResponse((response) => response.url().includes('answers.keep'))
  await page.getByRole('link', { name: words.shell.back }).click()
  await heading(finn, 'Ada Lindqvist').waitFor()
  await page.getByRole('link', { name: 'Refill', exact: true }).click()
  await page.getByText(more.keptFrom).waitFor()
  expect(await page.getByLabel('Dose', { exact: true }).inputValue()).toBe('500 mg')
  await enter.click()
  await heading(finn, words.sent.titleStaff).waitFor()
  await finn.isSound('a request entered')
  await page.getByRole('link', { name: words.sent.toPatient }).click()
  await heading(finn, 'Ada Lindqvist').waitFor()
  const ada = await practice.as('ada@example.com')
  const { records } = await ada.api.records.list.query({ table: 'refill' })
  expect(records.map(({ cells }) => cells['medication'])).toContain('Metformin')
  await finn.context.close()
}, 120_000)
