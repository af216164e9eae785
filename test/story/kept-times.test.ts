import { randomUUID } from 'node:crypto'
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
import { publishAlone, publishTogether } from '../two-people.ts'
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
    const asked: string[] = []
    page.on('request', (call) => asked.push(call.url()))
    const all = await page.getByRole('listitem').count()
    await page.getByLabel(workWords('en').findIn).fill('2:30 pm east')
    await page.getByText(/^\d+ of \d+$/).waitFor()
    expect(await page.getByRole('listitem').count()).toBeLessThan(all)
    await page.getByLabel(workWords('en').findIn).fill('')
    await expect.poll(() => page.getByRole('listitem').count()).toBe(all)
    // Each time it is asked what is taken is an entry, so it is not asked anew for what is sought.
    expect(asked.filter((url) => url.includes('records.taken'))).toEqual([])
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

test('what has a time is looked for in every list she may read, and what was found out takes the focus', async () => {
  const [first = '', second = ''] = await freeSlots(ada)
  const ben = await practice.as('ben@example.com')
  await askForAppointment(ben, { slot: first, visit_reason: 'A check' })
  const dana = await practice.as('dana@maple.example.com', 'office')
  const by = { kind: 'reference', to: 'slot', class: 'operational', once: true } as const
  const fields = { name: { kind: 'text', class: 'operational' }, slot: by } as const
  await edit(
    dana,
    { kind: 'add-table', table: 'absence', as: { label: { en: 'Absence', es: 'Ausencia' }, fields } },
    {
      kind: 'add-permission',
      permission: { role: 'nurse-lead', table: 'absence', may: ['create', 'read'], fields: ['name', 'slot'] },
    },
  )
  await publishTogether(dana, await practice.as('sam@maple.example.com', 'office'))
  const lena = await practice.as('lena@maple.example.com')
  const away = await lena.api.records.create.mutate({
    table: 'absence',
    answers: { name: 'Training', slot: second },
    key: randomUUID(),
  })
  const seeing = async (email: string, id: string): Promise<Screen> => {
    const screen = await atWork(email, phone)
    const line = screen.page.getByRole('listitem').filter({ has: screen.page.locator(`a[href$="${id}"]`) })
    await line.getByRole('button', { name: /^See the request/ }).focus()
    await screen.page.keyboard.press('Enter')
    return screen
  }
  const hers = await seeing('lena@maple.example.com', second)
  await hers.page.waitForURL(`**/kept/absence/${away.id}`)
  await hers.context.close()
  const seen = await seeing('lena@maple.example.com', slot)
  await seen.page.getByRole('heading', { name: new RegExp(booked.reference) }).waitFor()
  await seen.context.close()
  const not = await seeing('finn@maple.example.com', first)
  await not.page.getByText(list.notToSee).waitFor()
  expect(await not.page.evaluate('document.activeElement.innerText.trim()')).toBe(list.notToSee)
  await not.isSound('a time of a request she may not see')
  await not.context.close()
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
