import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workWords } from '../../packages/portal-ui/staff/work-words.ts'
import { advanceAppointment, anyTime, askForAppointment, freeSlots } from '../appointment.ts'
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
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  ;[ada, finn] = await Promise.all([Screen.open(browser, phone), Screen.open(browser, desk)])
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const step = ({ page }: Screen, name: string) => page.getByRole('button', { name, exact: true })
const status = () => ada.page.getByLabel(words.request.status, { exact: true })
const herRequest = (id: string) => `${practice.urls.portal}/requests/appointment/${id}`
const at = async (screen: Screen, id: string) => {
  await screen.page.goto(herRequest(id))
  await screen.page.getByText(words.request.soFar).waitFor()
}
/** A day and time as people read it: "Tuesday, November 24 at 9:30 AM". */
const aTime = /(Mon|Tues|Wednes|Thurs|Fri)day, \w+ \d{1,2} at \d{1,2}:\d{2}\s[AP]M, (East|West)/

/** Asked for and offered through the API: what is walked here is what comes after. */
const offeredTo = async (): Promise<string> => {
  const [patient, office] = [
    await practice.as('ada@example.com'),
    await practice.as('finn@maple.example.com'),
  ]
  const { id } = await askForAppointment(patient)
  await advanceAppointment(office, id, 'offer', 1, { slot: (await freeSlots(office))[6] ?? '' })
  return id
}

test('R120 on a phone she asks with the days that suit her, and the front desk offers a time from a list by day', async () => {
  await ada.signIn(practice, 'ada@example.com')
  await toStartPage(ada, said.en, (what) => ada.isSound(what))
  const { page } = ada
  const goOn = page.getByRole('button', { name: words.form.continue })
  await page.getByRole('link', { name: 'Ask for an appointment' }).click()
  await forMyself(ada, said.en)
  await page.getByRole('link', { name: words.form.begin }).click()
  await page.getByRole('heading', { name: /Does one of these times suit you/ }).waitFor()
  await ada.isSound('times to choose from')
  await page.getByRole('button', { name: words.form.moreTimes }).click()
  await ada.isSound('more times to choose from')
  await page.getByLabel(words.form.noneOfThese).check()
  await goOn.click()
  await page.getByLabel('Which days suit you?').fill('Tuesdays')
  await goOn.click()
  await page.getByLabel('Mornings').check()
  await goOn.click()
  await page.getByLabel('What is it about?').fill('A check of the knee')
  await goOn.click()
  await heading(ada, words.form.check).waitFor()
  await ada.isSound('check what is asked for')
  await page.getByRole('button', { name: words.form.send }).click()
  await heading(ada, words.sent.title).waitFor()
  await page.getByRole('link', { name: words.sent.follow }).click()
  await status().getByText('Received').waitFor()

  await finn.signIn(practice, 'finn@maple.example.com')
  await finn.page.getByRole('heading', { level: 1, name: 'Front desk' }).waitFor()
  await finn.isSound('the front desk’s queue')
  await finn.page.getByRole('row').filter({ hasText: 'Lindqvist' }).getByRole('link').first().click()
  await finn.page.getByText(words.staff.refuses['only-when']('Time and place')).waitFor()
  await step(finn, 'Offer a time').click()
  await finn.page.getByRole('group', { name: /day, / }).first().waitFor()
  // What she wishes stands above the times, not below them.
  const wish = await finn.page.getByText('Days that suit').first().boundingBox()
  const times = await finn.page.getByRole('radio').first().boundingBox()
  expect(wish?.y).toBeLessThan(times?.y ?? 0)
  await finn.isSound('a time to offer')
  await step(finn, 'Offer a time').click()
  await finn.page.getByRole('alert').getByRole('link', { name: words.problems.missingChoice }).waitFor()
  await finn.page.getByRole('radio').nth(2).check()
  await step(finn, 'Offer a time').click()
  await finn.page.getByText(words.request.done('Time offered')).waitFor()
  await finn.page.getByText(aTime).first().waitFor()
  await finn.isSound('a time is offered')
}, 120_000)

test('the offer shows time and place, and one press confirms it', async () => {
  await status().getByText(aTime).waitFor({ timeout: 15_000 })
  // She has to find the way there; who works here knows it.
  await status()
    .getByText(/(East, 1200 Maple Avenue|West, 48 Orchard Street)$/)
    .waitFor()
  expect(await finn.page.getByText('Maple Avenue').count()).toBe(0)
  await ada.isSound('an offered appointment')
  for (const name of ['Confirm', 'Ask for another time', 'Cancel it']) await step(ada, name).waitFor()
  await step(ada, 'Confirm').click()
  await ada.page.getByText(words.request.stands('Confirmed')).waitFor()
  await status().getByText('Confirmed').waitFor()
  await status().getByText(aTime).waitFor()
  await ada.isSound('a confirmed appointment')
  await ada.page.goto(practice.urls.portal)
  await ada.page.getByText(aTime).first().waitFor()
  await ada.isSound('the start page with an appointment')
}, 120_000)

test('the front desk says who came, and who did not', async () => {
  await finn.page.reload()
  await takeEnding(finn, 'They came')
  await finn.page.getByText(words.request.done('Attended')).waitFor()
  const id = await offeredTo()
  await advanceAppointment(await practice.as('ada@example.com'), id, 'confirm', 2)
  await finn.page.goto(`${practice.urls.portal}/queues/visits`)
  await finn.page.getByRole('row').filter({ hasText: aTime }).first().waitFor()
  await finn.isSound('the appointments to come')
  await at(finn, id)
  await takeEnding(finn, 'They did not come')
  await finn.page.getByText(words.request.done('Missed')).waitFor()
  await at(ada, id)
  await status().getByText('We missed you').waitFor()
  await ada.isSound('a missed appointment')
}, 120_000)

test('she asks for another time, changes a confirmed one, and cancels only after she was asked whether she is sure', async () => {
  const id = await offeredTo()
  await at(ada, id)
  await step(ada, 'Ask for another time').click()
  await ada.page.getByLabel('Days that suit').fill('Fridays')
  await ada.isSound('asking for another time')
  await step(ada, 'Ask for another time').click()
  await status().getByText('Received').waitFor()
  const office = await practice.as('finn@maple.example.com')
  await advanceAppointment(office, id, 'offer', 3, { slot: (await freeSlots(office))[4] ?? '' })
  await step(ada, 'Confirm').click({ timeout: 15_000 })
  await status().getByText('Confirmed').waitFor()
  await step(ada, 'Change it').click()
  await ada.page.getByText(/^You give up this time: .*day, /).waitFor()
  await ada.page.getByLabel('Days that suit').fill('Mondays')
  await step(ada, 'Change it').click()
  await status().getByText('Received').waitFor()
  await step(ada, 'Cancel it').click()
  await ada.page.getByText(words.request.sureText('Cancel it')).waitFor()
  await step(ada, words.request.sureNo).waitFor()
  await ada.isSound('whether she is sure')
  await step(ada, words.request.sureYes('Cancel it')).click()
  await status().getByText('Cancelled').waitFor()
  await ada.isSound('a cancelled appointment')
}, 120_000)

test('the front desk calls it off with a text for her and one for colleagues', async () => {
  const id = await offeredTo()
  await at(finn, id)
  await step(finn, 'Cancel it').click()
  await finn.page.getByLabel('Our answer').fill('We are closed that day.')
  await finn.page.getByLabel('Note for colleagues').fill('The pipes are being mended.')
  await finn.isSound('two texts')
  await step(finn, more.toCheck).click()
  await step(finn, more.send).click()
  await finn.page.getByText(words.request.done('Cancelled by us')).waitFor()
  await at(ada, id)
  await ada.page.getByText('We are closed that day.').waitFor()
  expect(await ada.page.getByRole('main').innerText()).not.toMatch(/pipes|colleagues/)
  await ada.isSound('an appointment called off')
}, 120_000)

test('R121 she chooses a time herself; when somebody was faster she is told, and chooses another', async () => {
  const { page } = ada
  const goOn = page.getByRole('button', { name: words.form.continue })
  await page.goto(practice.urls.portal)
  await page.getByRole('link', { name: 'Ask for an appointment' }).click()
  await forMyself(ada, said.en)
  await page.getByRole('link', { name: words.form.begin }).click()
  const chosen = page.getByRole('radio').first()
  await chosen.check()
  const slot = await chosen.inputValue()
  await goOn.click()
  await page.getByLabel('What is it about?').fill('A check')
  await goOn.click()
  await page.getByText(aTime).waitFor()
  const ben = await practice.as('ben@example.com')
  await askForAppointment(ben, { slot, visit_reason: 'Faster' })
  await page.getByRole('button', { name: words.form.send }).click()
  await page.getByRole('alert').getByText(words.problems.taken).waitFor()
  await ada.isSound('the time was taken')
  await page.getByRole('heading', { name: /Does one of these times suit you/ }).waitFor()
  await page.locator(`input[value="${slot}"]`).waitFor({ state: 'detached' })
  await page.getByRole('radio').first().check()
  await goOn.click()
  await goOn.click()
  await heading(ada, words.form.check).waitFor()
  await page.getByRole('button', { name: words.form.send }).click()
  await heading(ada, words.sent.title).waitFor()
  await page.getByText(words.sent.held).getByText(aTime).waitFor()
  const id = page.url().split('/').at(-2) ?? ''
  await page.goBack()
  await heading(ada, words.start.title).waitFor()
  await at(finn, id)
  await step(finn, 'Confirm the time they chose').click()
  await finn.page.getByText(words.request.done('Confirmed')).waitFor()
}, 120_000)

test('an offer she does not answer lapses, and in the end it is closed', async () => {
  const id = await offeredTo()
  const office = await practice.as('finn@maple.example.com')
  const due = async (person = office) =>
    (await person.api.requests.open.query({ table: 'appointment', id })).record.request
  await practice.jumpPast((await due())?.due ?? null)
  const state = async () => (await due(await practice.as('finn@maple.example.com')))?.state
  await practice.until('it lapses', async () => (await state()) === 'lapsed')
  const again = await Screen.open(browser, phone)
  await again.page.goto(herRequest(id))
  await again.signInHere(practice, 'ada@example.com')
  await again.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await again.page.goto(herRequest(id))
  await again.page.getByText('no longer held for you').first().waitFor()
  await again.isSound('a lapsed offer')
  await practice.jumpPast((await due(await practice.as('finn@maple.example.com')))?.due ?? null)
  await practice.until('it is closed', async () => (await state()) === 'closed')
  await again.context.close()
}, 120_000)

test('times are told in Spanish to who reads Spanish', async () => {
  const rosa = await Screen.open(browser, phone, 'es-US')
  const person = await practice.as('rosa@example.com')
  const { id } = await askForAppointment(person, anyTime)
  const office = await practice.as('finn@maple.example.com')
  await advanceAppointment(office, id, 'offer', 1, { slot: (await freeSlots(office))[9] ?? '' })
  await rosa.signIn(practice, 'rosa@example.com')
  await rosa.page.getByRole('button', { name: said.es.words.secondFactor.skip }).click()
  await rosa.page.goto(herRequest(id))
  await rosa.page
    .getByText(/(lunes|martes|miércoles|jueves|viernes), \d{1,2} de \w+/)
    .first()
    .waitFor()
  await step(rosa, 'Pedir otro horario').waitFor()
  await rosa.isSound('an offer in Spanish')
}, 120_000)
