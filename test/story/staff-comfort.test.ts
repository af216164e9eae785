import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { workWords } from '../../packages/portal-ui/staff/work-words.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import type { Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { heading } from './asking.ts'

const more = workWords('en')
const note = 'Her kidneys need a look first'
const reply = 'Please come and see us first'
let practice: Practice
let browser: Browser
let ada: Person
let nora: Person
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  ada = await practice.as('ada@example.com')
  nora = await practice.as('nora@maple.example.com')
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

async function atWork(email: string, size = desk): Promise<Screen> {
  const screen = await Screen.open(browser, size)
  await screen.signIn(practice, email)
  return screen
}

const begun = () => startRefill(ada)
const at = (id: string) => `${practice.urls.portal}/requests/refill/${id}`
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
/** A page that looks again by itself finds out nothing until somebody presses, as when she is just as fast. */
const looking = /requests\.open/
const holdStill = (page: Page) => page.route(looking, () => undefined)
const withProvider = async (): Promise<string> => {
  const { id } = await begun()
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  return id
}

test('two nurses open one request; who is slower hears who took it and how it stands now', async () => {
  const { id } = await begun()
  const [first, second] = [await atWork('nora@maple.example.com'), await atWork('lena@maple.example.com')]
  for (const { page } of [first, second]) {
    await page.goto(at(id))
    await page.getByRole('heading', { name: words.staff.nextSteps }).waitFor()
  }
  await holdStill(first.page)
  await press(second.page, 'Take it')
  await second.page.getByText(words.request.done('In review')).waitFor()
  await first.page.unroute(looking)
  await press(first.page, 'Take it')
  const told = first.page.getByRole('alert')
  await told.getByRole('heading', { name: words.staff.faster }).waitFor()
  await told.getByText('Lena Vogel: “Take it”, just now').waitFor()
  await told.getByText(more.nowAt('In review')).waitFor()
  await first.isSound('somebody was faster')
  // What a colleague has is moved only after a question, the same for all steps.
  await press(first.page, 'Send to a provider')
  await first.page.getByText(more.colleagueHas('Lena Vogel')).waitFor()
  await first.isSound('a step on what a colleague has')
  await press(first.page, words.request.sureNo)
  await press(first.page, 'Send to a provider')
  await press(first.page, words.request.sureYes('Send to a provider'))
  await first.page.getByText(words.request.done('Waiting for a decision')).waitFor()
  await first.context.close()
  await second.context.close()
}, 120_000)

test('what a provider typed outlives a reload, is kept for copying when a colleague was faster, and her own other tab is called that', async () => {
  const id = await withProvider()
  const priya = await atWork('priya@maple.example.com')
  const { page } = priya
  await page.goto(at(id))
  await press(page, 'Decline')
  await page.getByLabel('Our answer').fill(reply)
  const kept = page.waitForResponse((answer) => answer.url().includes('answers.keepStep'))
  await page.getByLabel('Decision note').fill(note)
  await kept
  await page.reload()
  await page.getByText(more.keptFrom).waitFor()
  expect(await page.getByLabel('Decision note').inputValue()).toBe(note)
  expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('kidneys')
  await page.getByText(more.staffReads).first().waitFor()
  await priya.isSound('a step that was begun before')
  await holdStill(page)

  const other = await priya.context.newPage()
  await other.goto(at(id))
  await other.getByText(more.keptFrom).waitFor()
  await other.getByRole('button', { name: words.request.goBack }).click()
  await press(other, 'Approve')
  await other.getByLabel('Decision note').fill('Fine')
  await press(other, 'Approve')
  await other.getByText(words.request.done('Approved')).waitFor()
  await press(page, more.toCheck)
  await page.unroute(looking)
  await press(page, more.send)
  await page.getByRole('alert').getByRole('heading', { name: more.sameHands }).waitFor()
  await page.getByText(words.staff.notPossible).waitFor()
  await page.getByText(note).first().waitFor()
  // Which of the two texts was for the patient is said beside each.
  await page.getByText(more.patientReads).waitFor()
  await page.getByText(more.staffReads).waitFor()
  await priya.isSound('done in another tab')
  await press(page, more.seenTo)
  await page.getByText(words.staff.notPossible).waitFor({ state: 'detached' })
  await priya.context.close()
}, 120_000)

test('a decline with two texts says beside each who will read it, and shows the patient’s page before it is sent', async () => {
  const id = await withProvider()
  const priya = await atWork('priya@maple.example.com')
  const { page } = priya
  await page.goto(at(id))
  await press(page, 'Decline')
  const answer = page.getByLabel('Our answer')
  await answer.fill(reply)
  await page.getByText(more.patientReads).waitFor()
  await page.getByText(more.staffReads).waitFor()
  const [left, right] = [await answer.boundingBox(), await page.getByLabel('Decision note').boundingBox()]
  expect(Math.abs((left?.y ?? 0) - (right?.y ?? 99))).toBeLessThan(3)
  await priya.isSound('two texts side by side')
  await press(page, more.toCheck)
  await page.getByRole('alert').getByRole('link').waitFor()
  await page.getByLabel('Decision note').fill(note)
  await press(page, more.toCheck)
  const hers = page.getByRole('region', { name: more.checkPatient })
  await hers.getByText(reply).waitFor()
  await hers.getByText('Not approved, please call us').waitFor()
  expect(await hers.innerText()).not.toContain(note)
  expect(await page.getByRole('region', { name: more.checkStaff }).innerText()).toContain(note)
  await priya.isSound('what the patient will see')
  await press(page, more.send)
  await page.getByText(words.request.done('Declined')).waitFor()
  const { record } = await ada.api.requests.open.query({ table: 'refill', id })
  expect(record.cells['reply']).toBe(reply)
  expect(JSON.stringify(record)).not.toContain(note)
  await priya.context.close()
}, 120_000)

test('of twenty requests handed to a colleague, three that cannot go say why before and after', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, begun))
  const ids = all.map(({ id }) => id)
  const lena = await atWork('lena@maple.example.com')
  const { page } = lena
  await page.goto(`${practice.urls.portal}/queues/nurse`)
  await page.getByLabel(words.staff.has).waitFor()
  await page.getByLabel(words.staff.has).selectOption('nobody')
  await page.getByLabel(more.chooseAll).check()
  await page.getByLabel(more.chooseAll).uncheck()
  await page.getByLabel(more.findIn).fill(all[7]?.reference.toLowerCase() ?? '')
  await page.getByText(/^1 of \d+$/).waitFor()
  await lena.isSound('one request found in a list')
  await page.getByLabel(more.findIn).fill('lindq ada')
  await page.getByText(/^(\d+) of \d+$/).waitFor()
  await page.getByLabel(more.findIn).fill('')
  for (const { reference } of all) await page.getByLabel(more.chooseOne(reference)).check()
  await page.getByText(more.chosen(20)).waitFor()
  await lena.isSound('a queue of twenty')
  const [taken = '', withdrawn = '', sentOn = ''] = ids
  await advanceRefill(nora, taken, 'take', 1)
  await advanceRefill(ada, withdrawn, 'withdraw', 1)
  await advanceRefill(nora, sentOn, 'take', 1)
  await advanceRefill(nora, sentOn, 'send-on', 2)
  await page.getByText(more.gone).first().waitFor()
  await lena.isSound('a list that changed while it was read')
  await press(page, more.handOver)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(more.handTo).selectOption({ label: 'Nora Quinn' })
  await dialog.getByRole('button', { name: more.handCheck }).click()
  await dialog.getByRole('heading', { name: more.handPreview(17, 'Nora Quinn') }).waitFor()
  await dialog.getByText(more.handCannot(3)).waitFor()
  await lena.isSound('what handing over would come to')
  await dialog.getByRole('button', { name: more.handDo(17) }).click()
  await dialog.getByRole('heading', { name: more.handDone(17, 'Nora Quinn') }).waitFor()
  await lena.isSound('what handing over came to')
  await dialog.getByRole('button', { name: more.close }).click()
  const { records } = await nora.api.records.list.query({
    table: 'refill',
    where: [{ field: 'queue', in: ['nurse'] }],
    size: 100,
  })
  const who = await nora.api.session.whoAmI.query()
  const hers = who.signedIn ? who.actor.person : null
  const handed = records.filter(({ request }) => request?.version === 2 && request.assignee === hers)
  expect(handed.map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(3)))
  await lena.context.close()
}, 120_000)

test('the morning list prints black on white, says by whom and when, and is in the trail', async () => {
  const screen = await atWork('nora@maple.example.com')
  const { page } = screen
  await page.goto(`${practice.urls.portal}/mine`)
  await heading(screen, words.staff.mine).waitFor()
  await page.getByRole('table').waitFor()
  await screen.isSound('what a nurse has herself')
  await press(page, more.print)
  await page.getByText(/^Printed .* by Nora Quinn$/).waitFor()
  await page.getByText(more.printPrivate).waitFor()
  await page.getByText('Ada Lindqvist').first().waitFor()
  await screen.isSound('a list for paper')
  await page.emulateMedia({ media: 'print' })
  await screen.isSound('a list on paper')
  await page.emulateMedia({ media: null })
  const { rows } = await practice.superuser((client) =>
    client.query<{ records: string[] }>(
      "select records from portico.entry where verb = 'export' and detail = 'morning-list' and table_id = 'refill'",
    ),
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.records.length).toBeGreaterThan(10)
  await press(page, more.printBack)
  await heading(screen, words.staff.mine).waitFor()
  await screen.context.close()
}, 120_000)

test('a queue is read, narrowed and worked through on a telephone, from one request to the next', async () => {
  const screen = await atWork('nora@maple.example.com', { width: 390, height: 844 })
  const { page } = screen
  await page.getByText(more.showMore).or(page.getByRole('table')).first().waitFor()
  await screen.isSound('a queue on a telephone')
  const rows = page.getByRole('row').filter({ has: page.getByRole('link') })
  expect(await rows.first().innerText()).toMatch(/Due|Overdue/)
  await rows.first().getByRole('link').click()
  await page.getByRole('heading', { name: words.staff.nextSteps }).waitFor()
  await page.getByRole('navigation', { name: more.inList }).getByText(/^1 of/).waitFor()
  await screen.isSound('a request on a telephone')
  await page.getByRole('link', { name: more.next, exact: true }).click()
  await page.getByText(/^2 of/).waitFor()
  await screen.context.close()
}, 120_000)

test('R67 a senior nurse takes a list along from her queue after a fresh sign-in; others read why they cannot', async () => {
  await practice.forgetCodes()
  const lena = await atWork('lena@maple.example.com')
  await lena.page.goto(`${practice.urls.portal}/open-requests`)
  const button = lena.page.getByRole('button', { name: more.exportOf('Refill') })
  await button.waitFor()
  await lena.isSound('a list that can be taken along')
  const saved = lena.page.waitForEvent('download')
  await button.click()
  expect((await saved).suggestedFilename()).toBe('refill.csv')
  await lena.page.getByText(more.exported).waitFor()
  await lena.context.close()
  const priya = await atWork('priya@maple.example.com', phone)
  await priya.page.goto(`${practice.urls.portal}/open-requests`)
  const closed = priya.page.getByRole('button', { name: more.export })
  await priya.page.getByText(more.exportNo['no-power']).waitFor()
  expect(await closed.getAttribute('aria-disabled')).toBe('true')
  await priya.isSound('a list that cannot be taken along')
  await priya.context.close()
}, 120_000)
