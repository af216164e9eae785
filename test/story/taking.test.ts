import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { workWords } from '../../packages/portal-ui/staff/work-words.ts'
import { askForAppointment } from '../appointment.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import type { Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { heading } from './asking.ts'

const more = workWords('en')
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

const at = (id: string) => `${practice.urls.portal}/requests/refill/${id}`
const named = ({ page }: Screen, name: string) => page.getByRole('button', { name, exact: true })
const withProvider = async (): Promise<string> => {
  const { id } = await startRefill(ada)
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  return id
}

test('a request that nobody has is taken on its own page, and by whom it cannot be taken she reads why', async () => {
  const id = await withProvider()
  const priya = await atWork('priya@maple.example.com', phone)
  await priya.page.goto(at(id))
  await named(priya, more.take).waitFor()
  await priya.isSound('a request that nobody has')
  await named(priya, more.take).click()
  await priya.page.getByText(more.took).waitFor()
  await named(priya, more.take).waitFor({ state: 'detached' })
  await priya.isSound('a request that was taken')
  const { record, timeline } = await (
    await practice.as('priya@maple.example.com')
  ).api.requests.open.query({ table: 'refill', id })
  expect(timeline.at(-1)).toMatchObject({ transition: '_reassign', by: 'you' })
  expect(record.request?.assignee).not.toBeNull()
  await priya.context.close()

  const other = await withProvider()
  const reading = await atWork('nora@maple.example.com')
  await reading.page.goto(at(other))
  await reading.page.getByText(more.takeNot).waitFor()
  expect(await named(reading, more.take).getAttribute('aria-disabled')).toBe('true')
  await reading.isSound('a request that others have to take')
  await reading.context.close()
}, 120_000)

test('an open page shows by itself that a colleague went on with the request, and keeps what is being typed', async () => {
  const id = await withProvider()
  const priya = await atWork('priya@maple.example.com', phone)
  const { page } = priya
  await page.clock.install()
  await page.goto(at(id))
  await named(priya, more.take).click()
  await page.getByText(more.took).waitFor()
  await handTo('omar', 'omar', id)
  await page.clock.fastForward(16_000)
  await page.getByText(more.took).waitFor({ state: 'detached' })
  await named(priya, 'Decline').click()
  await page.getByText(more.colleagueHas('Omar Haddad')).waitFor()
  await named(priya, words.request.sureYes('Decline')).click()
  await page.getByLabel('Our answer').fill('Please come and see us first')
  await handTo('omar', 'priya', id)
  await page.clock.fastForward(16_000)
  await page.getByRole('alert').getByRole('heading', { name: words.staff.faster }).waitFor()
  await page.keyboard.type(', today')
  expect(await page.getByLabel('Our answer').inputValue()).toBe('Please come and see us first, today')
  await priya.isSound('a request a colleague went on with while she typed')
  await priya.context.close()
}, 120_000)

test('that something was not found is not told as a request that was lost, as long as it opens', async () => {
  const { id } = await startRefill(ada)
  const screen = await atWork('nora@maple.example.com')
  const { page } = screen
  await page.goto(at(id))
  // It is another one that is sent, as if what was answered with were gone.
  const advance = /requests\.advance/
  await page.route(advance, (route) =>
    route.continue({ postData: route.request().postData()?.replaceAll(id, randomUUID()) ?? '' }),
  )
  await named(screen, 'Take it').click()
  await page.getByRole('alert').getByText(words.failures.notFound).waitFor()
  expect(page.url()).toBe(at(id))
  await page.unroute(advance)
  await named(screen, 'Take it').click()
  await page.getByText(words.request.done('In review')).waitFor()
  expect(await page.getByText(more.lostKept).count()).toBe(0)
  await screen.context.close()
}, 120_000)

test('who is nobody on the staff list reads why no request can be hers', async () => {
  const id = await withProvider()
  const screen = await atWork('omar@maple.example.com', phone)
  const who = await (await practice.as('omar@maple.example.com')).api.session.whoAmI.query()
  const account = who.signedIn ? who.actor.account : null
  await practice.superuser((client) =>
    client.query('update portico.account set person = null where id = $1', [account]),
  )
  await screen.page.goto(at(id))
  await screen.page.getByText(more.takeNobody).waitFor()
  expect(await named(screen, more.take).getAttribute('aria-disabled')).toBe('true')
  await screen.isSound('a request for an account that is nobody on the staff list')
  await screen.context.close()
}, 120_000)

test('a request handed on is no more counted among the list it was opened from, which is one press away', async () => {
  const { reference } = await startRefill(ada)
  const screen = await atWork('nora@maple.example.com')
  await screen.page.getByRole('link', { name: new RegExp(reference) }).click()
  const list = screen.page.getByRole('navigation', { name: more.inList })
  await list.getByText(/^\d+ of \d+/).waitFor()
  await named(screen, 'Take it').click()
  await named(screen, 'Send to a provider').click()
  await screen.page.getByText(words.request.done('Waiting for a decision')).waitFor()
  await list.getByText(/^\d+ of \d+/).waitFor({ state: 'detached' })
  await list.getByRole('link', { name: more.toList('Nurses') }).click()
  await heading(screen, 'Nurses').waitFor()
  expect(await screen.page.getByText(more.lost).count()).toBe(0)
  await screen.context.close()
}, 120_000)

test('what went out of her hands leads back to the queue, which says so calmly; what was typed stays to be copied', async () => {
  const { id, reference } = await askForAppointment(ada)
  const screen = await atWork('finn@maple.example.com')
  const { page } = screen
  await page.goto(`${practice.urls.portal}/queues/desk`)
  await page.getByRole('link', { name: new RegExp(reference) }).click()
  await named(screen, more.take).waitFor()
  const other = await screen.context.newPage()
  await other.goto(`${practice.urls.portal}/requests/appointment/${id}`)
  await other.getByRole('button', { name: 'Cancel it', exact: true }).click()
  const kept = other.waitForResponse((answer) => answer.url().includes('answers.keepStep'))
  await other.getByLabel('Our answer').fill('We are closed that day')
  await kept
  await movedAway('finn@maple.example.com')
  await named(screen, more.take).click()
  await page.getByRole('status').getByText(more.lost).waitFor()
  expect(new URL(page.url()).pathname).toBe('/queues/desk')
  expect(await page.locator('.notice.wrong').count()).toBe(0)
  await screen.isSound('a queue somebody came back to')
  await other.getByLabel('Note for colleagues').fill('Called')
  await other.getByRole('button', { name: more.toCheck }).click()
  await other.getByRole('button', { name: more.send }).click()
  await other.getByRole('alert').getByText(more.lostKept).waitFor()
  expect(await other.locator('.notice.wrong').count()).toBe(0)
  await other.getByText('We are closed that day').first().waitFor()
  await screen.context.close()
}, 120_000)

/** One of the providers gets it, whoever has it. */
async function handTo(from: string, to: string, id: string): Promise<void> {
  const { api } = await practice.as(`${from}@maple.example.com`)
  const who = await (await practice.as(`${to}@maple.example.com`)).api.session.whoAmI.query()
  if (!who.signedIn || who.actor.person === null) throw new Error(`${to} is nobody.`)
  const { record } = await api.requests.open.query({ table: 'refill', id })
  const line = { table: 'refill', id, expectedVersion: record.request?.version ?? 0, key: randomUUID() }
  const [answer] = await api.requests.reassign.mutate({ to: who.actor.person, lines: [line] })
  expect(answer?.refusal).toBeNull()
}

/** Somebody goes to work at another place of the practice, whose patients Ada is not among. */
async function movedAway(email: string): Promise<void> {
  const who = await (await practice.as(email)).api.session.whoAmI.query()
  if (!who.signedIn || who.actor.person === null) throw new Error(`${email} is nobody.`)
  const { api } = await practice.as('alex@maple.example.com')
  const { records: places } = await api.records.list.query({ table: 'location' })
  const { cells } = await api.records.open.query({ table: 'staff', id: who.actor.person })
  const other = places.find(({ id }) => id !== cells['location'])
  const answers = { location: other?.id ?? '' }
  await api.records.change.mutate({ table: 'staff', id: who.actor.person, answers })
}
