import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { portalsWords } from '../../packages/builder-ui/lib/portals/portals-words.ts'
import { walkWords } from '../../packages/builder-ui/lib/walk/walk-words.ts'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { en } from '../../packages/portal-ui/words/en.ts'
import { codeAt, currentStep } from '../../packages/runtime/keys/totp.ts'
import { closeBrowser, desk, openBrowser, Screen } from '../browser.ts'
import { Person, refusalOf } from '../person.ts'
import { edit } from '../publishing/drafting.ts'
import { startRefill } from '../refill.ts'
import { copySessions } from './copy-sessions.ts'
import { doorIsShut } from './rehearsal-door.ts'
import { askForRefill, jumpToDeadline, saveWalk, startWalk, walkAs } from './walking.ts'
import {
  clear,
  descendants,
  emptyHome,
  running,
  start,
  until,
  untilRunning,
  type Started,
} from '../start/started.ts'

// A whole installation comes up here, and a second portal in it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const devFile = z.object({
  urls: z.object({ portal: z.string(), builder: z.string() }),
  accounts: z.array(z.object({ email: z.string(), password: z.string(), totpSecret: z.string().nullable() })),
})
type Dev = z.infer<typeof devFile>

const home = emptyHome()
let started: Started
let browser: Browser
let dana: Screen
let sam: Person
let first: Dev
let second: Dev
beforeAll(async () => {
  ;[started, browser] = await Promise.all([start(home), openBrowser()])
  await untilRunning(started)
  first = dev()
  sam = await signedIn(first, 'sam@maple.example.com', 'builder')
  dana = await Screen.open(browser, desk)
  dana.page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await closeBrowser(browser)
  const pids = started.launcher.pid === undefined ? [] : descendants(started.launcher.pid)
  started.launcher.kill('SIGTERM')
  await started.ended
  expect(running(pids)).toEqual([])
  clear(pids, home)
})

const oakStreet = 'Oak Street Clinic'
const dev = (...folder: readonly string[]): Dev =>
  devFile.parse(JSON.parse(readFileSync(join(home, ...folder, 'dev.json'), 'utf8')))

const accountOf = ({ accounts }: Dev, email: string): Dev['accounts'][number] => {
  const account = accounts.find((one) => one.email === email)
  if (!account) throw new Error(`Nobody here is ${email}.`)
  return account
}
const codeOf = ({ totpSecret }: Dev['accounts'][number]): string | undefined =>
  totpSecret === null ? undefined : codeAt(totpSecret, currentStep())

const signedIn = async (at: Dev, email: string, door: keyof Dev['urls'] = 'portal'): Promise<Person> => {
  const person = new Person(at.urls[door])
  const account = accountOf(at, email)
  await person.api.session.signIn.mutate({ name: email, password: account.password, code: codeOf(account) })
  return person
}

test('R222 Dana starts a second portal from the template beside the first, in the builder alone', async () => {
  const { page } = dana
  const account = accountOf(first, 'dana@maple.example.com')
  await page.goto(first.urls.builder)
  await page.getByLabel(/^e-mail address/i).fill(account.email)
  await page.getByLabel(/^password$/i).fill(account.password)
  await page.getByLabel(/^code from/i).fill(codeOf(account) ?? '')
  await page.getByRole('button', { name: /^sign in$/i }).click()
  await page.getByRole('link', { name: words.pages.portals }).first().click()
  await page.getByText(portalsWords.none).waitFor()
  await dana.isSound('the portals')

  await page.getByRole('button', { name: portalsWords.start }).click()
  await page.getByText(portalsWords.nameMissing).waitFor()
  await page.getByLabel(words.inEnglish(portalsWords.name)).fill(oakStreet)
  await page.getByRole('button', { name: portalsWords.start }).click()
  await page.getByText(portalsWords.running).waitFor({ timeout: 60_000 })
  await dana.isSound('a second portal')

  second = dev('portals', 'oak-street-clinic')
  const portal = page.getByRole('link', { name: portalsWords.openPortal(oakStreet), exact: true })
  expect(await portal.getAttribute('href')).toBe(second.urls.portal)
  await until(
    () =>
      fetch(`${second.urls.portal}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    started.said,
  )
  await portal.click()
  await page.getByText(oakStreet).first().waitFor()
  await dana.isSound('the sign-in page of the second portal')
})

test('Dana walks through her draft: a patient asks, the clock jumps, what falls due falls due, and it becomes a rehearsal', async () => {
  const { page } = dana
  await page.goto(`${first.urls.builder}/walk`)
  await startWalk(page)
  await dana.isSound('a rehearsal that runs')
  await walkAs(page, /^Rosa/)
  await askForRefill(page)
  await jumpToDeadline(page, 'Remind')
  await jumpToDeadline(page, 'Escalate')
  await page.getByText(walkWords.to('Overdue', 'queue')).first().waitFor()
  await page.getByText(walkWords.status.done).first().waitFor()
  // Nobody sat before the screen for as long as was skipped: she is still signed in.
  const portal = page.frameLocator('iframe')
  await portal.getByRole('link', { name: /Maple/ }).click()
  await portal.getByRole('heading', { name: en.start.title }).waitFor()

  const walked = await sam.api.walk.load.query()
  expect(walked).toMatchObject({ step: 'up', draft: { isCarried: true, isWalked: true } })
  expect((await sam.api.draft.review.query()).walkedAt).toMatch(/^20\d\d-/)
  await saveWalk(page)
  await dana.isSound('a walk that was saved')
  const { portal: draft } = await sam.api.draft.load.query()
  const saved = Object.values(draft.rehearsals ?? {}).find(({ label }) => label?.en.endsWith('as walked'))
  expect(saved).toMatchObject({
    workflow: 'refill',
    start: { by: 'patient', with: { medication: 'Metformin' } },
  })
  expect(JSON.stringify(saved)).not.toContain('Rosa')

  // To keep a walk changes nothing for anybody who walks.
  expect(await sam.api.walk.load.query()).toMatchObject({ draft: { isCarried: true, isWalked: true } })

  // The draft goes on; what was walked stays.
  await edit(sam, { kind: 'set-look', look: { colour: '#1f4f6f' } })
  expect(await sam.api.walk.load.query()).toMatchObject({ draft: { isCarried: false, isWalked: false } })
  await page.reload()
  await page.getByRole('button', { name: walkWords.carry }).click()
  await page.getByText(walkWords.carried).waitFor()
  expect((await sam.api.walk.load.query()).look?.requests).toHaveLength(1)
})

test('a way into a rehearsal works once, there, and nowhere else', async () => {
  const { look } = await sam.api.walk.load.query()
  const account = look?.people.find(({ audience }) => audience === 'staff')?.account
  if (!account) throw new Error('A rehearsal has staff.')
  const { ticket, url } = await sam.api.walk.enter.mutate({ account })
  const live = new Person(first.urls.portal)
  await expect(live.api.rehearsal.enter.mutate({ ticket })).rejects.toMatchObject({
    data: { code: 'NOT_FOUND' },
  })
  const there = new Person(url)
  await there.api.rehearsal.enter.mutate({ ticket })
  expect(await there.api.session.whoAmI.query()).toMatchObject({ signedIn: true, actor: { account } })
  const again = new Person(url)
  expect(await refusalOf(again.api.rehearsal.enter.mutate({ ticket }))).toEqual({
    code: 'sign-in-failed',
  })
  // A session of the rehearsal is none of the portal it rehearses.
  const [, token] = there.cookie.split('=')
  live.cookie = `portico-live-portal=${token}`
  expect(await live.api.session.whoAmI.query()).toEqual({ signedIn: false })
  await doorIsShut(join(home, 'rehearsal', 'state.json'), url)
  // A tab that shows none yet, or another one, throws nothing of it away.
  const [{ run }, { revision }] = [await sam.api.walk.load.query(), await sam.api.draft.load.query()]
  for (const [isFresh, over] of [
    [true, null],
    [true, crypto.randomUUID()],
    [false, null],
  ] as const)
    expect(await sam.api.walk.start.mutate({ revision, isFresh, over })).toEqual({ run, isBegun: false })
  await sam.api.walk.stop.mutate()
  await until(
    () =>
      fetch(`${url}/healthz`).then(
        () => false,
        () => true,
      ),
    started.said,
  )
  expect(await sam.api.walk.load.query()).toMatchObject({ step: 'off', canGoOn: true, look: null })
})

test('a name that is taken or speaks of health is refused, and nothing is started', async () => {
  const wanted = { portal: 'oak-street-clinic', name: { en: 'Oak' }, template: 'family-practice' }
  expect(await refusalOf(sam.api.portals.start.mutate(wanted))).toEqual({ code: 'id-taken' })
  const same = { ...wanted, portal: 'family-practice' }
  expect(await refusalOf(sam.api.portals.start.mutate(same))).toEqual({ code: 'id-taken' })
  const unknown = { ...wanted, portal: 'elm', template: 'no-such' }
  expect(await refusalOf(sam.api.portals.start.mutate(unknown))).toEqual({ code: 'not-found' })
  const told = { ...wanted, portal: 'riverside', name: { en: 'Riverside HIV Clinic' } }
  expect(await refusalOf(sam.api.portals.start.mutate(told))).toMatchObject({
    code: 'not-publishable',
    problems: [{ code: 'words', words: ['HIV Clinic'] }],
  })
})

test('nothing of one portal is reachable from the other, by any id', async () => {
  const [here, there] = [await signedIn(first, 'ada@example.com'), await signedIn(second, 'ada@example.com')]
  const [mine, theirs] = [await startRefill(here), await startRefill(there)]
  for (const [person, foreign] of [
    [here, theirs],
    [there, mine],
  ] as const) {
    const asked = { table: 'refill', id: foreign.id }
    expect(await refusalOf(person.api.requests.open.query(asked))).toEqual({ code: 'not-found' })
    expect(await refusalOf(person.api.records.open.query(asked))).toEqual({ code: 'not-found' })
    const step = {
      ...asked,
      transition: 'withdraw',
      answers: {},
      expectedVersion: 1,
      key: crypto.randomUUID(),
    }
    expect(await refusalOf(person.api.requests.advance.mutate(step))).toEqual({ code: 'not-found' })
    const { records } = await person.api.records.list.query({ table: 'refill' })
    expect(records.map(({ id }) => id)).not.toContain(foreign.id)
  }
})

test('a session of one portal is none in the other, also under the other’s cookie name and in its tables', async () => {
  const [here, there] = [await signedIn(first, 'ben@example.com'), await signedIn(second, 'ben@example.com')]
  const [name] = there.cookie.split('=')
  const [, token] = here.cookie.split('=')
  expect(here.cookie.startsWith(`${name}=`)).toBe(false)
  const intruder = new Person(second.urls.portal)
  for (const cookie of [here.cookie, `${name}=${token}`]) {
    intruder.cookie = cookie
    expect(await intruder.api.session.whoAmI.query()).toEqual({ signedIn: false })
  }
  // Even with every session of the first copied into the second: the keys that make them mean something differ.
  await copySessions(home)
  intruder.cookie = `${name}=${token}`
  expect(await intruder.api.session.whoAmI.query()).toEqual({ signedIn: false })
})

/** By day the empty one, which is soonest there; at night `TEMPLATES` says all. */
const startedHere = process.env['TEMPLATES']?.split(',') ?? ['empty']
test('other templates start beside them, with their invented people and what they asked for', async () => {
  const wanted = [
    ['willow-house', 'behavioural-health', 'ines@example.com', ['intake', 'consent', 'session']],
    ['lakeside', 'patients-rights', 'nadia@example.com', ['records-copy', 'amendment', 'accounting']],
    ['nothing-yet', 'empty', 'ada@example.com', []],
  ] as const
  const { templates } = await sam.api.portals.list.query()
  expect(templates.map(({ id }) => id)).toEqual([
    'family-practice',
    ...wanted.map(([, template]) => template),
  ])
  for (const [portal, template, email, tables] of wanted) {
    if (!startedHere.includes(template)) continue
    await sam.api.portals.start.mutate({ portal, name: { en: `New ${portal}` }, template })
    await until(async () => {
      const { portals } = await sam.api.portals.list.query()
      return portals.some((one) => one.portal === portal && one.urls !== null)
    }, started.said)
    const person = await signedIn(dev('portals', portal), email)
    const { portal: seen } = await person.api.portal.live.query()
    expect(seen.name.en).toBe(`New ${portal}`)
    for (const table of tables) {
      const { records } = await person.api.records.list.query({ table })
      expect(records.length).toBeGreaterThan(0)
    }
  }
})
