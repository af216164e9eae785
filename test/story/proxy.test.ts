import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingWords } from '../../packages/builder-ui/lib/acting/acting-words.ts'
import { calendarDay } from '../../packages/builder-ui/lib/answers/when.ts'
import { words as office } from '../../packages/builder-ui/lib/words.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { mailsTo } from '../servers.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { heading, said } from './asking.ts'

const words = said.en.words
const elsa = '20000000-0000-4000-8000-000000000005'
const adaAccount = '40000000-0000-4000-8000-000000000001'
const name = 'Elsa Lindqvist'

let practice: Practice
let browser: Browser
let ada: Screen
let alex: Person
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  ada = await Screen.open(browser, phone)
  alex = await practice.as('alex@maple.example.com', 'office')
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const look = (what: string) => ada.isSound(what)
const banner = () => ada.page.getByRole('region', { name: words.proxy.banner })
const goOn = () => ada.page.getByRole('button', { name: words.form.continue })
const act = () => ada.page.getByRole('button', { name: words.proxy.actFor(name) })
const shown = () => ada.page.locator('body').innerText()

const signedIn = async () => {
  await ada.signIn(practice, 'ada@example.com')
  await ada.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await heading(ada, words.start.title).waitFor()
}

test('R83 R201 whom it is for is the first question, and from then on a banner says so', async () => {
  await signedIn()
  const { page } = ada
  await page.getByRole('banner').getByText('Ada Lindqvist').waitFor()
  await act().waitFor()
  expect(await banner().isVisible()).toBe(false)
  await look('the start page of somebody who may act for another')
  await page.getByRole('link', { name: said.en.ask }).click()
  await page.getByLabel(name).waitFor()
  await goOn().click()
  await page.getByRole('alert').getByRole('link', { name: words.problems.missingChoice }).waitFor()
  await look('whom it is for, not answered')
  await page.getByLabel(name).check()
  await look('whom it is for')
  await goOn().click()
  await banner().getByText(name).waitFor()
  await page.getByRole('link', { name: words.form.begin }).click()
  for (const [question, answer] of [
    [said.en.medication, 'Warfarin'],
    [said.en.dose, '5 mg'],
    [said.en.days, '4'],
  ] as const) {
    await page.getByLabel(question).fill(answer)
    await look(`${question} for somebody else`)
    await goOn().click()
  }
  await page.getByLabel(said.en.byMail).check()
  await goOn().click()
  // What she may not add is not asked, and no question is missing.
  await heading(ada, words.form.check).waitFor()
  await look('check the answers for somebody else')
  expect(await shown()).not.toContain(said.en.reason)
  expect(await shown()).toContain(words.form.for(name))
  await page.getByRole('button', { name: words.form.send }).click()
  await heading(ada, words.sent.title).waitFor()
  await look('a request for somebody else is sent')
  await banner().getByText(name).waitFor()
  expect(page.url()).not.toContain('Elsa')
}, 120_000)

test('her mother’s requests are hers while she acts, and her own when she stops; each tab for itself', async () => {
  const { page } = ada
  // Whom she chose for one form she does not act for any more.
  await page.goto(practice.urls.portal)
  await heading(ada, words.start.title).waitFor()
  expect(await banner().isVisible()).toBe(false)
  await act().click()
  await heading(ada, words.start.titleFor(name)).waitFor()
  const request = page.getByRole('link', { name: /Refill/ }).filter({ hasText: '-' })
  await request.first().waitFor()
  await look('the start page for somebody else')
  const other = await ada.context.newPage()
  await other.goto(practice.urls.portal)
  await other.getByRole('heading', { level: 1, name: words.start.title }).waitFor()
  await other.getByText(words.start.noRequests).waitFor()
  expect(await other.getByRole('region', { name: words.proxy.banner }).isVisible()).toBe(false)
  await other.close()
  await page.getByRole('button', { name: words.proxy.stopFor(name) }).click()
  await page.getByText(words.start.noRequests).waitFor()
  expect(await shown()).not.toContain('Warfarin')
}, 120_000)

test('a link to her mother’s request asks whether she wants to act for her, and one to her own the other way', async () => {
  const { page } = ada
  const person = await practice.as('ada@example.com')
  const { records } = await person.standingFor(elsa).api.records.list.query({ table: 'refill' })
  const [mothers, own] = [records[0]?.id ?? '', (await startRefill(person)).id]
  await page.goto(`${practice.urls.portal}/r/${mothers}`)
  await heading(ada, words.proxy.isOf(name)).waitFor()
  await look('a link to the request of somebody else')
  expect(await shown()).not.toContain('Warfarin')
  await act().click()
  await page.getByText('Warfarin').waitFor()
  await banner().getByText(name).waitFor()
  await look('the request of somebody else')
  await page.goto(`${practice.urls.portal}/r/${own}`)
  await heading(ada, words.proxy.isYours).waitFor()
  await look('a link to her own request while she acts')
  await page.getByRole('main').getByRole('button', { name: words.proxy.stop }).click()
  await page.getByText(refillAnswers.medication).waitFor()
  expect(await banner().isVisible()).toBe(false)
}, 120_000)

test('R87 ended by the practice, an open page says so within five seconds and shows nothing more of hers', async () => {
  const { page } = ada
  await page.goto(practice.urls.portal)
  await act().click()
  await heading(ada, words.start.titleFor(name)).waitFor()
  await page
    .getByRole('link', { name: /Refill/ })
    .filter({ hasText: '-' })
    .first()
    .click()
  await page.getByText('Warfarin').waitFor()
  const begun = performance.now()
  await alex.api.proxies.end.mutate({ account: adaAccount, patient: elsa })
  await page.getByText(words.proxy.over).waitFor({ timeout: 5_000 })
  expect(performance.now() - begun).toBeLessThan(5_000)
  await heading(ada, words.start.title).waitFor()
  expect(await page.content()).not.toMatch(/Warfarin|Elsa/)
  expect(await act().isVisible()).toBe(false)
  await look('the right to act was ended')
  const person = (await practice.as('ada@example.com')).standingFor(elsa)
  expect(await refusalOf(person.api.records.list.query({ table: 'refill' }))).toEqual({
    code: 'not-acting-for',
  })
}, 120_000)

test('her account shows whom she acts for, and she may end it herself, after being asked once more', async () => {
  await alex.api.proxies.grant.mutate({ account: adaAccount, patient: elsa, role: 'proxy', until: null })
  const { page } = ada
  await page.goto(practice.urls.portal)
  await page.getByRole('banner').getByRole('link', { name: 'Ada Lindqvist' }).click()
  await heading(ada, words.account.title).waitFor()
  await page.getByRole('heading', { name: words.proxy.youActFor }).waitFor()
  await look('the account page')
  await page.getByRole('button', { name: words.proxy.endWith(name) }).click()
  await page.getByRole('dialog').getByText(words.proxy.endForText(name)).waitFor()
  await look('asked whether to end it')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: words.proxy.endWith(name) }).click()
  await page.getByRole('button', { name: words.proxy.endNow }).click()
  await page.getByText(words.proxy.nobody).waitFor()
}, 120_000)

test('R87 the administrator lets Ada act for her mother until a day, sees it among what stands, and ends it', async () => {
  const screen = await Screen.open(browser, desk)
  const { page } = screen
  await screen.signIn(practice, 'alex@maple.example.com', 'office')
  await page.getByRole('link', { name: actingWords.page }).first().click()
  await page.getByText(actingWords.nobody).waitFor()
  await screen.isSound('who acts for whom, and nobody does')
  const allow = page.getByRole('button', { name: actingWords.allow })
  const isMissing = async (what: keyof typeof actingWords.missing) =>
    expect(await allow.getAttribute('title')).toBe(actingWords.missing[what])
  await isMissing('patient')
  await page.getByLabel(actingWords.patient).fill('Elsa')
  await page.getByRole('search').getByRole('button', { name: office.trail.find }).click()
  await page.getByRole('button', { name: /^Elsa Lindqvist/ }).click()
  await isMissing('account')
  const whom = page.getByLabel(actingWords.whoLabel)
  for (const [address, said] of [
    ['nobody@example.com', actingWords.notFound],
    ['ada@example.com', 'Ada Lindqvist'],
  ] as const) {
    await whom.fill(address)
    await page.keyboard.press('Enter')
    await page.getByText(said).first().waitFor()
  }
  await isMissing('until')
  await page.getByLabel(actingWords.untils.day).check()
  await isMissing('day')
  const day = '2090-05-03'
  await page.getByLabel(actingWords.lastDay).fill(day)
  await screen.isSound('somebody is about to be let act')
  await practice.superuser((client) =>
    client.query(`update portico.session set fresh_at = fresh_at - interval '16 minutes'`),
  )
  await allow.click()
  const dialog = page.getByRole('dialog', { name: office.confirm.title })
  const account = practice.account('alex@maple.example.com')
  await practice.forgetCodes()
  await dialog.getByLabel(office.signIn.password).fill(account.password)
  await dialog.getByLabel(office.signIn.code).fill(practice.code(account) ?? '')
  await dialog.getByRole('button', { name: office.confirm.submit }).click()
  await page.getByText(/^Ada Lindqvist may now act for Elsa Lindqvist.*, until May 3, 2090\.$/).waitFor()
  const standing = page.getByRole('listitem').filter({ hasText: actingWords.untilDay(calendarDay(day)) })
  await standing.getByText('Ada Lindqvist').waitFor()
  await page.getByRole('search').waitFor()
  await screen.isSound('who acts for whom')
  await ada.page.goto(`${practice.urls.portal}/account`)
  await ada.page.getByText(words.proxy.until('May 3, 2090')).waitFor()
  await look('the account of somebody who acts until a day')

  await act().click()
  await heading(ada, words.start.titleFor(name)).waitFor()
  // Its last moment passes: the open page says so by itself.
  const begun = performance.now()
  await practice.superuser((client) =>
    client.query('update portico.account_role set until = portico.portico_now() where until is not null'),
  )
  await ada.page.getByText(words.proxy.over).waitFor({ timeout: 5_000 })
  expect(performance.now() - begun).toBeLessThan(5_000)
  await page.reload()
  await page.getByText(actingWords.nobody).waitFor()

  alex = await practice.as('alex@maple.example.com', 'office')
  await alex.api.proxies.grant.mutate({ account: adaAccount, patient: elsa, role: 'proxy', until: null })
  await page.reload()
  await page.getByRole('button', { name: actingWords.endWith('Ada Lindqvist', 'Elsa Lindqvist') }).click()
  await page.getByText(actingWords.ended('Ada Lindqvist', 'Elsa Lindqvist')).waitFor()
  await page.getByText(actingWords.nobody).waitFor()
  await page.setViewportSize(phone)
  await screen.isSound('who acts for whom, on a phone')
  await screen.context.close()
}, 120_000)

test('a patient sees who acts for her, and ends it', async () => {
  const ben = await Screen.open(browser, phone)
  const benPerson = '20000000-0000-4000-8000-000000000003'
  await alex.api.proxies.grant.mutate({ account: adaAccount, patient: benPerson, role: 'proxy', until: null })
  await ben.signIn(practice, 'ben@example.com')
  await ben.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await ben.page.getByRole('banner').getByRole('link', { name: 'Ben Okafor' }).click()
  await ben.page.getByRole('heading', { name: words.proxy.actForYou }).waitFor()
  await ben.isSound('who acts for a patient')
  await ben.page.getByRole('button', { name: words.proxy.endWith('Ada Lindqvist') }).click()
  await ben.page.getByRole('button', { name: words.proxy.endNow }).click()
  await ben.page.getByText(words.proxy.nobody).waitFor()
  await ben.context.close()
}, 120_000)

test('signing out forgets whom she acted for', async () => {
  await alex.api.proxies.grant.mutate({ account: adaAccount, patient: elsa, role: 'proxy', until: null })
  const { page } = ada
  await page.goto(practice.urls.portal)
  await act().click()
  await banner().getByText(name).waitFor()
  await page.getByRole('button', { name: words.shell.signOut }).click()
  await page.getByText(words.signIn.left).waitFor()
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('a')))).toEqual(
    [],
  )
  await signedIn()
  expect(await banner().isVisible()).toBe(false)
}, 120_000)

test('the one who asked is told of news as well, as long as she acts for the patient', async () => {
  const person = await practice.as('ada@example.com')
  const { reason: _, ...narrower } = refillAnswers
  const decided = async () => {
    const { id } = await startRefill(person.standingFor(elsa), narrower)
    const nora = await practice.as('nora@maple.example.com')
    await advanceRefill(nora, id, 'take', 1)
    await advanceRefill(nora, id, 'send-on', 2)
    const priya = await practice.as('priya@maple.example.com')
    return () => advanceRefill(priya, id, 'approve', 3, { decision_note: 'Fine' }).then(() => id)
  }
  const mailsAbout = async (id: string) =>
    (await mailsTo('ada@example.com')).filter(({ text }) => text.includes(id))
  const first = await (await decided())()
  await practice.until('the news is sent', async () => (await mailsAbout(first)).length > 0)
  expect(JSON.stringify(await mailsAbout(first))).not.toMatch(/Elsa|Lindqvist|Lisinopril/)
  const approve = await decided()
  await alex.api.proxies.end.mutate({ account: adaAccount, patient: elsa })
  const second = await approve()
  await practice.until('the effects are done', () =>
    practice.superuser(async (client) => {
      const { rows } = await client.query<{ status: string; receiver: string }>(
        'select status, receiver from portico.effect where request = $1',
        [second],
      )
      return rows.length > 0 && rows.every(({ status }) => status !== 'pending')
    }),
  )
  expect(await mailsAbout(second)).toEqual([])
}, 120_000)
