import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { mailsTo } from '../servers.ts'
import { changeKindStory, hoursStory } from './change-kind.ts'
import { looksAtTheDiagram } from './diagram.ts'
import { findingStory } from './finding.ts'
import { liveLogo, logoStory, reviewsLogo } from './logo.ts'
import { cellOf, matrixStory } from './matrix.ts'
import { forMyself, toStartPage, said } from './asking.ts'
import { twoEditorsStory } from './two-editors.ts'
import { versionsStory } from './versions.ts'

let practice: Practice
let browser: Browser
let dana: Screen
/** Begun before Dana changes anything: it must go on as it began. */
let underWay: { readonly id: string; readonly reference: string }
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  underWay = await startRefill(await practice.as('ada@example.com'))
  dana = await Screen.open(browser, desk)
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const isSaved = () => dana.page.getByText(words.saving.saved).waitFor()
const to = (name: string | RegExp) => dana.page.getByRole('link', { name }).first().click()

test('R152 R222 Dana adds a field, asks for it and gives the front desk read on it, touching no file', async () => {
  const { page } = dana
  await page.goto(practice.urls.office)
  await page.getByRole('heading', { name: words.signIn.title }).waitFor()
  await dana.isSound('the office’s sign-in page')
  await dana.signInHere(practice, 'dana@maple.example.com')
  await page.getByRole('heading', { name: words.home.title }).waitFor()
  await page.getByText(words.banner.draft).waitFor()
  await dana.isSound('the office')

  await to(words.pages.tables)
  await page.getByRole('link', { name: 'Refill', exact: true }).waitFor()
  await dana.isSound('the tables')
  await to('Refill')
  const adding = page.getByRole('region', { name: words.tables.addField })
  await adding.getByLabel(words.inEnglish(words.tables.fieldName)).fill('Allergies')
  await adding.getByLabel(words.inSpanish(words.tables.fieldName)).fill('Alergias')
  await adding.getByLabel(words.tables.whatIsInIt).selectOption({ label: words.classes.clinical.name })
  await adding.getByRole('button', { name: words.tables.addField }).click()
  await page.getByText(words.tables.added('Allergies')).waitFor()
  await isSaved()
  await dana.isSound('a field added')

  await to(words.pages.forms)
  await page.getByRole('link', { name: 'Ask for a refill' }).waitFor()
  await dana.isSound('the forms')
  await to('Ask for a refill')
  await page.getByLabel(words.forms.ask).selectOption({ label: 'Allergies' })
  await page.getByRole('button', { name: words.forms.add }).click()
  await page.getByText(words.forms.added('Allergies')).waitFor()
  await isSaved()
  await dana.isSound('a form')

  await to(words.pages.access)
  await give('Allergies', 'Front desk', 'r')
  await give('Allergies', 'Nurse', 'r')
  await isSaved()
  await dana.isSound('the permissions')

  // Whoever sends the form must be able to fill the field in: she is told, and mends it with one click each.
  await to(/Problems/)
  const mend = page.getByRole('button', { name: /^Let / })
  await mend.first().waitFor()
  await dana.isSound('problems that can be mended')
  for (let left = await mend.count(); left > 0; left = await mend.count()) {
    await mend.first().click()
    await expect.poll(() => mend.count()).toBeLessThan(left)
  }
  await isSaved()
}, 120_000)

/** In the matrix, by the keyboard: to the cell, then the letter of what may be done. */
async function give(field: string, role: string, key: 'r'): Promise<void> {
  const { page } = dana
  const table = page.getByRole('combobox', { name: words.access.table })
  if (await table.isVisible()) await table.selectOption({ label: 'Refill' })
  await page.getByRole('grid').waitFor()
  const cell = await cellOf(dana, field, role)
  await cell.focus()
  await page.keyboard.press(key)
}

findingStory(() => ({ screen: dana, practice }))
logoStory(() => ({ screen: dana, practice, browser }))

test('Dana changes a step, and a private field in a wording is a problem at once that blocks publishing', async () => {
  const { page } = dana
  await to(words.pages.workflows)
  await page.getByRole('link', { name: 'Refill', exact: true }).waitFor()
  await dana.isSound('the workflows')
  await to('Refill')
  const decline = page
    .locator('details')
    .filter({ has: page.locator('summary', { hasText: /^\s*Decline/ }) })
    .last()
  await decline.locator('summary').click()
  await decline.getByRole('group', { name: words.workflows.asks }).getByLabel('Decision note').uncheck()
  await isSaved()
  await dana.isSound('a workflow')
  await looksAtTheDiagram(dana)
  await isSaved()

  await to(words.pages.wording)
  await page.getByRole('link', { name: 'News for the patient' }).waitFor()
  await dana.isSound('the wordings')
  await to('News for the patient')
  const body = page.getByLabel(words.wording.body).first()
  const before = await body.inputValue()
  await body.fill(`${before}\nYour medicine: {{medication}}`)
  await page
    .getByText(/can never be in a message/)
    .first()
    .waitFor({ timeout: 2000 })
  await isSaved()
  await dana.isSound('a wording with a private field')

  await to(/Problems/)
  const problem = page.getByRole('listitem').filter({ hasText: /can never be in a message/ })
  await problem.first().waitFor()
  await dana.isSound('the problems')
  await to(new RegExp(words.pages.publish))
  await page.getByRole('heading', { name: /in the way of publishing/ }).waitFor()
  await page.getByLabel(words.approval.whyAsk).fill('Nurses asked for it')
  const publish = page.getByRole('button', { name: words.approval.ask })
  expect(await publish.getAttribute('aria-disabled')).toBe('true')
  await publish.click({ force: true })
  await dana.isSound('publishing is blocked')
  expect((await live()).version).toBe(1)

  await page.getByRole('link', { name: words.problems.show }).first().click()
  await page.getByLabel(words.wording.body).first().fill(before.replace('Hello', 'Good day'))
  await page
    .getByText(/can never be in a message/)
    .first()
    .waitFor({ state: 'detached' })
  await isSaved()
}, 120_000)

const live = async () => (await practice.as('ada@example.com')).api.portal.live.query()

test('R226 Dana reads the changes as sentences, in people and records, and asks for a second person’s approval', async () => {
  const { page } = dana
  await to(new RegExp(words.pages.publish))
  const changes = page.getByRole('region', { name: words.publish.changes })
  await changes.getByText('Allergies').first().waitFor()
  await page.getByText(words.publish.open(1)).waitFor()
  await page
    .getByRole('region', { name: words.publish.plan })
    .getByText(/gets room for 1 new field/)
    .waitFor()
  await reviewsLogo(dana)
  const sentences = await changes.getByRole('listitem').allInnerTexts()
  for (const about of [/Allergies/, /Ask for a refill/, /Front desk/, /Decline/, /News for the patient/])
    expect(
      sentences.some((sentence) => about.test(sentence)),
      `${about} in ${sentences.join('\n')}`,
    ).toBe(true)
  expect(sentences.join('\n')).toMatch(/2 Front desk people gain read of Allergies on 1 record\./)
  expect(sentences.join('\n')).toMatch(/1 open request of Refill is touched: 1 in Submitted\./)
  await page.getByText(words.approval.needsOf(['Sam Iverson'])).waitFor()
  await page.getByLabel(words.approval.whyAsk).fill('Nurses asked for it')
  await dana.isSound('review, and wider access')
  await page.getByRole('button', { name: words.approval.ask }).click()
  await page.getByRole('heading', { name: words.approval.waitsFor(['Sam Iverson']) }).waitFor()
  await dana.isSound('waiting for a second person')
  expect((await live()).version).toBe(1)
}, 120_000)

test('Sam reads the same sentences and approves with a fresh sign-in; Dana sees it live within 5 s', async () => {
  const sam = await Screen.open(browser, desk)
  const { page } = sam
  await sam.signIn(practice, 'sam@maple.example.com', 'office')
  await page.getByText(words.approval.count(1)).waitFor({ state: 'attached' })
  await page
    .getByRole('link', { name: new RegExp(words.pages.approvals) })
    .first()
    .click()
  await page.getByRole('heading', { name: words.approval.toYou('Dana Whitfield') }).waitFor()
  const changes = page.getByRole('region', { name: words.publish.changes })
  await changes
    .getByText(/gain read of/)
    .first()
    .waitFor()
  expect(await changes.innerText()).toMatch(/2 Front desk people gain read of Allergies on 1 record\./)
  const proven = page.getByRole('region', { name: words.approval.proven })
  await proven.getByText(words.approval.notWalked).waitFor()
  expect(await proven.getByText(words.rehearsals.passes, { exact: true }).count()).toBeGreaterThan(3)
  await sam.isSound('what waits for approval')
  await page.setViewportSize(phone)
  await sam.isSound('what waits for approval on a phone')
  await page.setViewportSize(desk)
  await practice.superuser((client) =>
    client.query(`update portico.session set fresh_at = fresh_at - interval '16 minutes'`),
  )
  await page.getByRole('button', { name: words.approval.approve }).click()
  const dialog = page.getByRole('dialog', { name: words.confirm.title })
  await dialog.waitFor()
  const account = practice.account('sam@maple.example.com')
  await practice.forgetCodes()
  await dialog.getByLabel(words.signIn.password).fill(account.password)
  await dialog.getByLabel(words.signIn.code).fill(practice.code(account) ?? '')
  await dialog.getByRole('button', { name: words.confirm.submit }).click()
  await page.getByText(words.approval.youApproved(2)).waitFor()
  await sam.isSound('approved')
  await dana.page.getByText(words.approval.approved('Sam Iverson', 2)).waitFor({ timeout: 5000 })
  await dana.isSound('published with a second person')
  await sam.context.close()
}, 120_000)

liveLogo(() => ({ screen: dana, practice, browser }))

test('the data is kept, a new refill asks the new question, and the one under way goes on as it began', async () => {
  const ada = await practice.as('ada@example.com')
  const kept = await ada.api.records.open.query({ table: 'refill', id: underWay.id })
  expect(kept.cells).toMatchObject({ medication: refillAnswers.medication, dose: refillAnswers.dose })

  const screen = await Screen.open(browser, { width: 320, height: 640 })
  const { page } = screen
  await page.goto(practice.urls.portal)
  await screen.signInHere(practice, 'ada@example.com')
  await toStartPage(screen, said.en, async () => {})
  await page.getByRole('link', { name: said.en.ask }).click()
  await forMyself(screen, said.en)
  await page.getByRole('link', { name: said.en.words.form.begin }).click()
  await page.getByText(said.en.words.form.progress(1, 6)).waitFor()
  const goOn = page.getByRole('button', { name: said.en.words.form.continue })
  for (const question of [said.en.medication, said.en.dose, said.en.days]) {
    await page.getByLabel(question).fill('7')
    await goOn.click()
  }
  await page.getByLabel(said.en.byMail).check()
  await goOn.click()
  await page.getByLabel(said.en.reason).waitFor()
  await goOn.click()
  await page.getByLabel('Allergies').fill('Penicillin')
  await screen.isSound('the new question')
  await goOn.click()
  await page.getByRole('button', { name: said.en.words.form.send }).click()
  await page.getByRole('heading', { name: said.en.words.sent.title }).waitFor()

  const fresh = (await ada.api.records.list.query({ table: 'refill' })).records.find(
    ({ id }) => id !== underWay.id,
  )
  const finn = await practice.as('finn@maple.example.com')
  const seen = await finn.api.records.open.query({ table: 'refill', id: fresh?.id ?? '' })
  expect(seen.cells).toMatchObject({ allergies: 'Penicillin' })

  const asked = async (id: string) => {
    const nora = await practice.as('nora@maple.example.com')
    await advanceRefill(nora, id, 'take', 1)
    await advanceRefill(nora, id, 'send-on', 2)
    const priya = await practice.as('priya@maple.example.com')
    const { transitions } = await priya.api.requests.open.query({ table: 'refill', id })
    return transitions.find((transition) => transition.id === 'decline')?.asks
  }
  expect(await asked(underWay.id)).toEqual(['reply', 'decision_note'])
  expect(await asked(fresh?.id ?? '')).toEqual(['reply'])

  const priya = await practice.as('priya@maple.example.com')
  const texts = { reply: 'Please come in first', decision_note: 'Come in' }
  await advanceRefill(priya, underWay.id, 'decline', 3, texts, randomUUID())
  const herMail = async () =>
    (await mailsTo('ada@example.com')).find(({ text }) => text.includes(underWay.id))
  await practice.until('her mail arrives', async () => (await herMail()) !== undefined)
  expect((await herMail())?.text).toContain('Good day')
}, 120_000)

versionsStory(() => ({ screen: dana, practice }))
changeKindStory(() => ({ screen: dana, practice }))
twoEditorsStory(() => ({ screen: dana, practice, browser }))
hoursStory(() => ({ screen: dana, practice }))
matrixStory(() => ({ screen: dana, practice }))
