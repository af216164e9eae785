import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workWords } from '../../packages/portal-ui/staff/work-words.ts'
import { fileWords } from '../../packages/portal-ui/words/file.ts'
import { pdfWith, sendFile } from '../attachments/files.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { forMyself, heading, said, toStartPage } from './asking.ts'
import { takeEnding } from './ending.ts'

const more = workWords('en')
const words = said.en.words
let practice: Practice
let browser: Browser
let ada: Screen
let finn: Screen
let nora: Screen
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  ada = await Screen.open(browser, phone)
  finn = await Screen.open(browser, desk)
  nora = await Screen.open(browser, desk)
  await ada.signIn(practice, 'ada@example.com')
  await toStartPage(ada, said.en, () => Promise.resolve())
  await finn.signIn(practice, 'finn@maple.example.com')
  await nora.signIn(practice, 'nora@maple.example.com')
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const step = ({ page }: Screen, name: string) => page.getByRole('button', { name, exact: true })
const isDone = ({ page }: Screen, name: string) => page.getByText(words.request.done(name)).waitFor()
const status = () => ada.page.getByLabel(words.request.status, { exact: true })
const at = async ({ page }: Screen, table: string, id: string) => {
  await page.goto(`${practice.urls.portal}/requests/${table}/${id}`)
  await page.getByText(words.request.soFar).waitFor()
}

/** Chooses a file where one is asked for, and waits until it has arrived. */
const chooseFile = async (page: Page): Promise<void> => {
  await page
    .getByLabel(words.files.choose, { exact: true })
    .setInputFiles({ name: 'form.pdf', mimeType: 'application/pdf', buffer: pdfWith('A form') })
  const { waiting, clean } = fileWords.en.status
  await page.getByText(waiting).or(page.getByText(clean)).first().waitFor()
}

/** Each request has been asked for through the API where its beginning was walked before. */
const asked = async (email: string, workflow: string, answers: Record<string, string>, patient?: string) => {
  const person = await practice.as(email)
  const input = { workflow, answers, key: randomUUID(), ...(patient === undefined ? {} : { patient }) }
  return (await person.api.requests.start.mutate(input)).id
}
const adasId = '20000000-0000-4000-8000-000000000001'
const formAsked = () =>
  asked('finn@maple.example.com', 'form-request', { what: 'The form about a new address' }, adasId)

test('the front desk asks a patient for a form, she sends it from her phone, and it is accepted', async () => {
  await finn.page.goto(`${practice.urls.portal}/patients/${adasId}`)
  for (const form of ['Refill', 'Appointment', 'Records'])
    await finn.page.getByRole('link', { name: form, exact: true }).waitFor()
  await finn.page.getByRole('link', { name: 'A form we need', exact: true }).click()
  await finn.page.getByLabel('What we need').fill('The form about a new address')
  await finn.page.getByLabel(/How to fill it in/).fill('Sign it at the end.')
  await finn.page.getByRole('button', { name: more.enter }).click()
  await heading(finn, words.sent.titleStaff).waitFor()
  const id = finn.page.url().split('/').at(-2) ?? ''

  await ada.page.goto(practice.urls.portal)
  await ada.page
    .getByText(/Please send us a form/)
    .first()
    .waitFor()
  await ada.isSound('the start page with a form to send')
  await at(ada, 'form-request', id)
  await step(ada, 'Send the form').click()
  await chooseFile(ada.page)
  await ada.isSound('sending a form')
  await step(ada, 'Send the form').click()
  await status().getByText('We are looking at it').waitFor()
  await ada.isSound('a form that was sent')

  await at(finn, 'form-request', id)
  await finn.isSound('a form that came in')
  await step(finn, 'Send it back').click()
  await finn.page.getByLabel('Our answer').fill('The signature is missing.')
  await step(finn, 'Send it back').click()
  await isDone(finn, 'Sent back')
  await at(ada, 'form-request', id)
  await ada.page.getByText('The signature is missing.').waitFor()
  await ada.isSound('a form sent back')
  await step(ada, 'Send the form').click()
  await chooseFile(ada.page)
  await step(ada, 'Send the form').click()
  await status().getByText('We are looking at it').waitFor()
  await at(finn, 'form-request', id)
  await takeEnding(finn, 'Accept it')
  await isDone(finn, 'Accepted')
  await at(ada, 'form-request', id)
  await status().getByText('We have it. Thank you').waitFor()
}, 120_000)

test('the front desk stops asking for a form', async () => {
  const id = await formAsked()
  await at(finn, 'form-request', id)
  await takeEnding(finn, 'No longer ask for it')
  await isDone(finn, 'No longer needed')
  await at(ada, 'form-request', id)
  await status().getByText('No longer needed').waitFor()
  await ada.isSound('a form no longer needed')
}, 120_000)

test('a patient asks for her records, and opens them when they were prepared and released', async () => {
  const { page } = ada
  await page.goto(practice.urls.portal)
  await page.getByRole('link', { name: 'Ask for records' }).click()
  await forMyself(ada, said.en)
  await page.getByRole('link', { name: words.form.begin }).click()
  const goOn = page.getByRole('button', { name: words.form.continue })
  await page.getByLabel('What would you like to have?').fill('All letters of the last year')
  await goOn.click()
  await page.getByRole('group', { name: /From which day on/ }).waitFor()
  await goOn.click()
  await page.getByRole('button', { name: words.form.send }).click()
  await heading(ada, words.sent.title).waitFor()
  const id = page.url().split('/').at(-2) ?? ''

  await at(finn, 'records-request', id)
  await step(finn, 'Add the file').click()
  await chooseFile(finn.page)
  await finn.isSound('adding the file')
  await step(finn, 'Add the file').click()
  await isDone(finn, 'Prepared')
  await at(ada, 'records-request', id)
  await status().getByText('Being checked').waitFor()
  expect(await page.getByRole('main').innerText()).not.toContain('form.pdf')

  await at(nora, 'records-request', id)
  await nora.isSound('records to be released')
  await takeEnding(nora, 'Release it')
  await isDone(nora, 'Released')
  await at(ada, 'records-request', id)
  await status().getByText('Ready for you').waitFor()
  await page.getByText('form.pdf').waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: /form\.pdf/ }).click()
  expect((await saved).suggestedFilename()).toBe('form.pdf')
  await ada.isSound('records that were released')
}, 120_000)

test('records are declined with two texts, of which she reads one', async () => {
  const id = await asked('ada@example.com', 'records-request', { what: 'Letters about my brother' })
  await at(nora, 'records-request', id)
  await step(nora, 'Decline').click()
  await nora.page.getByLabel('Our answer').fill('Please let him ask himself.')
  await nora.page.getByLabel('Decision note').fill('Not her own.')
  await nora.isSound('declining with two texts')
  await step(nora, more.toCheck).click()
  await step(nora, more.send).click()
  await isDone(nora, 'Declined')
  await at(ada, 'records-request', id)
  await ada.page.getByText('Please let him ask himself.').waitFor()
  expect(await ada.page.getByRole('main').innerText()).not.toContain('Not her own')
  await ada.isSound('records declined')
}, 120_000)

test('she takes back what she asked for', async () => {
  const id = await asked('ada@example.com', 'records-request', { what: 'All letters' })
  await at(ada, 'records-request', id)
  await step(ada, 'Withdraw it').click()
  await step(ada, words.request.sureYes('Withdraw it')).click()
  await status().getByText('Withdrawn').waitFor()
}, 120_000)

test('R104 a nurse looks at what a request said before, and puts one text back', async () => {
  const id = await asked('ada@example.com', 'records-request', { what: 'All letters' })
  const table = 'records-request'
  const [desk, nurse] = [
    await practice.as('finn@maple.example.com'),
    await practice.as('nora@maple.example.com'),
  ]
  const note = async (expectedVersion: number, text: string) => {
    const file = await sendFile(desk, pdfWith('Letters'), {
      table,
      field: 'file',
      record: id,
      name: 'letters.pdf',
    })
    const key = randomUUID
    await desk.api.requests.advance.mutate({
      table,
      id,
      transition: 'prepare',
      answers: { file: file.id },
      expectedVersion,
      key: key(),
    })
    const answers = { decision_note: text }
    await nurse.api.requests.advance.mutate({
      table,
      id,
      transition: 'prepare-again',
      answers,
      expectedVersion: expectedVersion + 1,
      key: key(),
    })
  }
  await note(1, 'The first letter is missing.')
  await note(3, 'The date is wrong.')
  await at(nora, table, id)
  await step(nora, words.request.earlierShow).click()
  await nora.page.getByText('The first letter is missing.').waitFor()
  await nora.page.getByText('letters.pdf').nth(1).waitFor()
  await nora.isSound('a request with what it said before')
  await nora.page
    .getByRole('button', { name: more.putBackWhat('Decision note') })
    .first()
    .click()
  const asking = nora.page.getByRole('dialog')
  await asking.getByText('The first letter is missing.').waitFor()
  await nora.isSound('putting back')
  await asking.getByRole('button', { name: more.putBack }).click()
  await asking.waitFor({ state: 'detached' })
  await nora.page.getByText(words.request.putBack).first().waitFor()
  await nora.page.getByText('The date is wrong.').waitFor()
  await at(ada, table, id)
  await step(ada, words.request.earlierShow).click()
  await ada.page.getByText(words.request.earlierNone).waitFor()
  await ada.isSound('her request with nothing before')
})

test('a form that never comes is closed', async () => {
  const id = await formAsked()
  const request = async () => {
    const office = await practice.as('finn@maple.example.com')
    return (await office.api.requests.open.query({ table: 'form-request', id })).record.request
  }
  await practice.jumpPast((await request())?.due ?? null)
  await practice.until('it is closed', async () => (await request())?.state === 'expired')
  const again = await Screen.open(browser, phone)
  await again.signIn(practice, 'ada@example.com')
  await again.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await again.page.goto(`${practice.urls.portal}/requests/form-request/${id}`)
  await again.page.getByText('Closed, please call us').first().waitFor()
  await again.isSound('a form that never came')
}, 120_000)
