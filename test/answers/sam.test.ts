import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answersWords as said } from '../../packages/builder-ui/lib/answers/answers-words.ts'
import { messagesWords } from '../../packages/builder-ui/lib/messages/messages-words.ts'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { undeliveredWords } from '../../packages/portal-ui/staff/undelivered-words.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { refusalOf } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'

const ada = '20000000-0000-4000-8000-000000000001'
const note = 'Fine for ninety days'
let practice: Practice
let browser: Browser
let sam: Screen
let request: { readonly id: string; readonly reference: string }

const approve = async (id: string): Promise<void> => {
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  await advanceRefill(await practice.as('priya@maple.example.com'), id, 'approve', 3, { decision_note: note })
}

beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  request = await startRefill(await practice.as('ada@example.com'))
  const nora = await practice.as('nora@maple.example.com')
  for (const _ of [1, 2]) await nora.api.requests.open.query({ table: 'refill', id: request.id })
  const wanda = await practice.as('wanda@maple.example.com')
  await refusalOf(wanda.api.requests.open.query({ table: 'refill', id: request.id }))
  await refusalOf(
    practice.stranger().api.session.signIn.mutate({ name: 'ada@example.com', password: 'wrong' }),
  )
  await approve(request.id)
  const officer = await practice.as('sam@maple.example.com', 'office')
  await practice.until(
    'her message has left',
    async () => (await officer.api.notices.last.query()).notices[0]?.outcome === 'sent',
  )
  await practice.superuser((client) => client.query('delete from portico.contact where person = $1', [ada]))
  await approve((await startRefill(await practice.as('ada@example.com'))).id)
  await practice.until(
    'the other message waits for somebody',
    async () => (await officer.api.notices.last.query()).notices[0]?.outcome === 'attention',
  )
  sam = await Screen.open(browser, desk)
  await sam.signIn(practice, 'sam@maple.example.com', 'office')
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const go = async (page: string): Promise<void> => {
  await sam.page.getByRole('navigation').getByRole('link', { name: page }).click()
  await sam.page.getByRole('heading', { level: 1, name: page }).waitFor()
}
const findAda = async (): Promise<void> => {
  await sam.page.getByLabel(words.trail.patient).fill('ada')
  await sam.page.getByRole('button', { name: words.trail.find, exact: true }).click()
  await sam.page.getByRole('button', { name: 'Ada Lindqvist' }).click()
}
const personLine = (name: string) =>
  sam.page.getByRole('listitem').filter({ has: sam.page.locator('strong', { hasText: name }) })

test('R67 R71 R72 R73 Sam reads who saw one patient, person by person, refusals and her own sign-ins included', async () => {
  await go(said.looked.page)
  await findAda()
  const nora = personLine('Nora Quinn')
  await nora.first().waitFor()
  expect(await nora.first().innerText()).toMatch(/opened twice \(Refill\)/)
  expect(await nora.first().innerText()).toMatch(/changed 4 times/)
  expect(await personLine('Wanda Price').first().innerText()).toMatch(/was refused once/)
  expect(await personLine('Ada Lindqvist').first().innerText()).toMatch(/signed in or out/)
  expect(await personLine('Somebody not signed in').first().innerText()).toMatch(/was refused once/)
  await personLine('Portico itself').first().waitFor()
  await sam.isSound('who saw Ada')

  await nora.first().getByText(said.looked.each).click()
  const table = sam.page.getByRole('region', { name: words.trail.table })
  await table.getByText(request.reference).first().waitFor()
  await sam.isSound('every entry of Nora about Ada')

  const downloading = sam.page.waitForEvent('download')
  await sam.page.getByRole('button', { name: said.looked.download }).click()
  const csv = await readFile(await (await downloading).path(), 'utf8')
  expect(csv).toMatch(/Nora Quinn,Nurse,"?Opened Refill: .*Medicine/)
  expect(csv).toMatch(/Wanda Price,Front desk,.*refused,not found,Ada Lindqvist/)
  expect(csv).not.toMatch(/Lisinopril|Fine for ninety/)
}, 120_000)

test('R65 R159 what the patient gets on paper says who, when and what kind of thing, and holds no id', async () => {
  await sam.page.emulateMedia({ media: 'print' })
  const paper = await sam.page.locator('.sheet').innerText()
  expect(paper).toContain(said.sheet.title)
  expect(paper).toContain('Nora Quinn, Nurse')
  expect(paper).toContain('opened twice (Refill)')
  expect(paper).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
  expect(await sam.page.getByRole('navigation').isVisible()).toBe(false)
  await sam.isSound('the answer on paper')
  await sam.page.emulateMedia({ media: 'screen' })
}, 120_000)

test('R4 Sam reads and prints who can see one field, why somebody cannot, and goes to the cell that decides it', async () => {
  await go(said.whoCan.page)
  await sam.page.getByLabel(said.whoCan.table).selectOption({ label: 'Refill' })
  await sam.page.getByLabel(said.whoCan.field).selectOption({ label: 'Dose' })
  await personLine('Wanda Price').first().waitFor()
  await sam.isSound('who can see a dose')
  await sam.page.emulateMedia({ media: 'print' })
  const paper = await sam.page.locator('.on-paper').innerText()
  expect(paper).toMatch(/Dose of Refill\s+Maple Family Practice, by version 1, on \w+ \d+, 20\d\d\./)
  expect(paper).toMatch(/Wanda Price/)
  expect(paper).toMatch(/Front desk can .*Dose of refills/)
  expect(paper).not.toMatch(/[Pp]ermission \d/)
  expect(paper).not.toContain(said.whoCan.print)
  expect(await sam.page.getByRole('navigation').isVisible()).toBe(false)
  await sam.page.emulateMedia({ media: 'screen' })
  await findAda()
  const people = sam.page.getByRole('region', { name: said.whoCan.people })
  await people
    .getByText(said.whoCan.onRecords(2, 'Ada Lindqvist'))
    .or(people.getByText(/For 2 records/))
    .first()
    .waitFor()
  expect(await people.innerText()).toMatch(/Finn Ekholm/)
  expect(await people.innerText()).not.toMatch(/Wanda Price/)
  const who = sam.page.getByLabel(said.why.who, { exact: true })
  const options = await who.locator('option').allInnerTexts()
  await who.selectOption({ label: options.find((one) => one.startsWith('Wanda')) ?? '' })
  await sam.page.getByRole('button', { name: said.why.ask }).click()
  await sam.page.getByText(said.why.no('Wanda Price')).waitFor()
  await sam.isSound('why Wanda cannot see a dose')
  await sam.page.getByLabel(said.why.what).selectOption({ label: said.why.step('Approve') })
  await sam.page.getByRole('button', { name: said.why.ask }).click()
  await sam.page.getByText('This step is for').waitFor()
  await sam.isSound('why Wanda cannot take a step')
  await sam.page.getByLabel(said.why.what).selectOption({ label: said.why.verbs.read })
  await sam.page.getByRole('button', { name: said.why.ask }).click()
  await sam.page
    .getByRole('status')
    .getByRole('link', { name: said.whoCan.changeCell('Front desk') })
    .click()
  await sam.page.getByRole('grid').waitFor()
  const chosen = sam.page.getByRole('region', { name: words.access.chosen })
  await chosen.getByText('Dose', { exact: true }).first().waitFor()
  await chosen.getByText(words.access.forRole('Front desk')).waitFor()
  await sam.isSound('the cell that decides it')
}, 120_000)

test('R70 R74 Sam reads what one colleague did, with what stands out on top', async () => {
  await go(said.colleague.page)
  const options = await sam.page.getByLabel(said.colleague.choose).locator('option').allInnerTexts()
  await sam.page
    .getByLabel(said.colleague.choose)
    .selectOption({ label: options.find((one) => one.startsWith('Wanda')) ?? '' })
  await sam.page.getByText(/^Refused once/).waitFor()
  await personLine('Ada Lindqvist').first().waitFor()
  await sam.page.getByRole('heading', { name: said.colleague.may('Wanda Price') }).waitFor()
  await sam.page.getByText(/can read and fill in .*Dose/).waitFor()
  await sam.isSound('what Wanda did')
}, 120_000)

test('from a line of the trail one step leads to why she could, by the version of that time', async () => {
  await go(words.pages.trail)
  await sam.page.getByLabel(words.trail.verb).selectOption({ label: words.trail.verbs.open })
  const line = sam.page.getByRole('row', { name: /Nora Quinn.*Opened.*Done/s }).first()
  await line.getByRole('button', { name: said.then.ask }).click()
  const window = sam.page.getByRole('dialog', { name: said.then.title })
  await window.getByText(said.then.lead(1, 'Nurse')).waitFor()
  await window.getByText(/^Could: .*Dose/).waitFor()
  await sam.isSound('why Nora could')
  await sam.page.keyboard.press('Escape')
  await window.waitFor({ state: 'detached' })
}, 120_000)

test('Sam reads the last messages as they left, and lets one be tried again', async () => {
  await go(messagesWords.page)
  await sam.page.getByText(messagesWords.reasons['no-address']).waitFor()
  await sam.page.getByText(messagesWords.words).last().click()
  const shown = await sam.page.getByRole('main').innerText()
  expect(shown).toContain('to Ada Lindqvist')
  expect(shown).not.toMatch(new RegExp(`ada@example.com|${refillAnswers.medication}|${note}`))
  await sam.isSound('the last messages')
  await sam.page.setViewportSize(phone)
  await sam.isSound('the last messages on a phone')
  await sam.page.setViewportSize(desk)
  // There is still no address, so it comes to the same; what was tried is in the trail.
  await sam.page.getByRole('button', { name: messagesWords.again }).click()
  const officer = await practice.as('sam@maple.example.com', 'office')
  await practice.until('it was tried again', async () => {
    const { entries } = await officer.api.trail.read.query({ patient: ada, days: 1, verb: 'notice' })
    return entries[0]?.detail === 'no-address' && entries[1]?.detail === 'again'
  })
}, 120_000)

test('the front desk is told which patient was not reached, and ticks it off', async () => {
  const finn = await Screen.open(browser, desk)
  await finn.signIn(practice, 'finn@maple.example.com')
  const list = finn.page.getByRole('region', { name: undeliveredWords.en.title(1) })
  await list.getByText('Ada Lindqvist').waitFor()
  await finn.isSound('a message that reached nobody')
  await list.getByRole('button', { name: undeliveredWords.en.doneFor('Ada Lindqvist') }).click()
  await list.waitFor({ state: 'detached' })
  await finn.context.close()
}, 120_000)
