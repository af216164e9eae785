import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptWords } from '../../packages/portal-ui/staff/kept-words.ts'
import { workWords } from '../../packages/portal-ui/staff/work-words.ts'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { wallTimeAt } from '../../packages/portal-ui/words/when.ts'
import { askForAppointment, freeSlots } from '../appointment.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { edit } from '../publishing/drafting.ts'
import { publishAlone } from '../two-people.ts'
import { heading } from './asking.ts'

const { en: list } = keptWords
const zone = 'America/Chicago'
let practice: Practice
let browser: Browser
let ada: Person
let finn: Person
let slot: string
let booked: { readonly id: string; readonly reference: string }
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  ada = await practice.as('ada@example.com')
  finn = await practice.as('finn@maple.example.com')
  slot = (await freeSlots(ada))[3] ?? ''
  booked = await askForAppointment(ada, { slot, visit_reason: 'A check' })
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

async function atWork(email: string, size = desk): Promise<Screen> {
  const screen = await Screen.open(browser, size)
  await screen.signIn(practice, email)
  await screen.page.goto(`${practice.urls.portal}/kept/slot`)
  await heading(screen, 'Time').waitFor()
  return screen
}

const cellsOf = async (id: string) => (await finn.api.records.open.query({ table: 'slot', id })).cells
const fillTime = async (page: Page, wall: string): Promise<void> => {
  const [year = '', month = '', day = ''] = wall.slice(0, 10).split('-')
  await page.getByLabel('Month', { exact: true }).fill(month)
  await page.getByLabel('Day', { exact: true }).fill(day)
  await page.getByLabel('Year', { exact: true }).fill(year)
  await page.getByLabel(words.form.time, { exact: true }).fill(wall.slice(11))
}

test('who works here is told which times are taken and never by whom; patients are not told', async () => {
  const [free = ''] = await freeSlots(ada)
  expect(await finn.api.records.taken.query({ table: 'slot', ids: [slot, free] })).toEqual({ ids: [slot] })
  expect(await refusalOf(ada.api.records.taken.query({ table: 'slot', ids: [slot] }))).toEqual({
    code: 'not-found',
  })
})

test('that somebody has a time is written down as nothing that was read, and told of no people', async () => {
  await finn.api.records.taken.query({ table: 'slot', ids: [slot] })
  const { rows } = await practice.superuser((client) =>
    client.query<object>(
      `select records, fields from portico.entry where verb = 'list' and table_id = 'slot' and audience = 'staff' order by seq desc limit 1`,
    ),
  )
  expect(rows).toEqual([{ records: [slot], fields: [] }])
  expect(await refusalOf(finn.api.records.taken.query({ table: 'patient', ids: [] }))).toEqual({
    code: 'not-found',
  })
})

test('a list of times says what it is for, is read by day, and leads from a taken one to its request', async () => {
  for (const size of [phone, desk]) {
    const screen = await atWork('finn@maple.example.com', size)
    const { page } = screen
    await page.getByText(list.chosenIn('Time and place (Appointment)')).waitFor()
    await page.getByText(list.isTaken, { exact: true }).first().waitFor()
    expect(await page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(2)
    expect(await page.getByRole('main').innerText()).not.toContain('Ada Lindqvist')
    await screen.isSound('a list of times by day')
    const all = await page.getByRole('listitem').count()
    await page.getByLabel(workWords('en').findIn).fill('2:30 pm east')
    await page.getByText(/^\d+ of \d+$/).waitFor()
    expect(await page.getByRole('listitem').count()).toBeLessThan(all)
    await page.getByLabel(workWords('en').findIn).fill('')
    await page.evaluate('window.print = () => { window.printed = true }')
    await page.getByRole('button', { name: list.print }).click()
    expect(await page.evaluate('window.printed')).toBe(true)
    const line = page.getByRole('listitem').filter({ has: page.locator(`a[href$="${slot}"]`) })
    await line.getByText(list.isTaken, { exact: true }).waitFor()
    await line.getByRole('button', { name: /^See the request/ }).click()
    await page.getByRole('heading', { name: new RegExp(booked.reference) }).waitFor()
    await screen.context.close()
  }
}, 120_000)

test('the same time at the same place, and one while the practice is closed, is asked about once before it is saved', async () => {
  const screen = await atWork('finn@maple.example.com')
  const { page } = screen
  const cells = await cellsOf(slot)
  const wall = wallTimeAt(String(cells['starts']), zone) ?? ''
  const before = (await finn.api.records.list.query({ table: 'slot', size: 100 })).records.length
  await page.getByRole('link', { name: list.add('Time') }).click()
  await fillTime(page, wall)
  await page.getByRole('radio', { name: /^East/ }).check()
  await page.getByRole('radio', { name: /Priya/ }).check()
  await page.getByRole('button', { name: list.save, exact: true }).click()
  await page.getByText(list.same('Time')).waitFor()
  await screen.isSound('a time that is there already')
  expect((await finn.api.records.list.query({ table: 'slot', size: 100 })).records).toHaveLength(before)
  await fillTime(page, `${wall.slice(0, 10)}T03:15`)
  await page.getByRole('button', { name: list.saveAnyway, exact: true }).click()
  await page.getByText(list.closed).waitFor()
  expect(await page.getByText(list.same('Time')).count()).toBe(0)
  await page.getByRole('button', { name: list.saveAnyway, exact: true }).click()
  await page.getByText(list.added).waitFor()
  await page.goto(`${practice.urls.portal}/kept/slot`)
  await page.getByText(list.closedThen).first().waitFor()
  await screen.isSound('a list with a time while the practice is closed')
  await screen.context.close()
}, 120_000)

test('who may neither read who has a time nor answer with one is not told which are taken', async () => {
  const nora = await practice.as('nora@maple.example.com')
  const asked = () => nora.api.records.taken.query({ table: 'slot', ids: [slot] })
  expect(await asked()).toEqual({ ids: [slot] })
  const dana = await practice.as('dana@maple.example.com', 'office')
  await edit(dana, {
    kind: 'set-cell',
    role: 'nurse',
    table: 'appointment',
    field: 'slot',
    verb: 'read',
    on: false,
  })
  await publishAlone(dana)
  expect(await refusalOf(asked())).toEqual({ code: 'not-found' })
  expect((await nora.api.records.list.query({ table: 'slot', size: 1 })).records).toHaveLength(1)
}, 120_000)
