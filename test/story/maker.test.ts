import { howWords } from '@portico/engine/access/condition-words'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { en as portalWords } from '../../packages/portal-ui/words/en.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { mailsTo } from '../servers.ts'
import { approveWaiting } from '../two-people.ts'
import { forMyself, heading, said, toStartPage } from './asking.ts'
import { limitsADay, makingMore } from './making-more.ts'
import { dividingAForm } from './dividing.ts'
import { addField, name, regionOf } from './making.ts'
import { cellOf } from './matrix.ts'
import {
  asksForAName,
  asksHowLong,
  keepsItsAnswers,
  keepsTheRole,
  letsAProxySend,
  renamesAlong,
  warnsOfAName,
} from './thinking-twice.ts'

const { made, wizard } = words.workflows
let practice: Practice
let browser: Browser
let dana: Screen
let nora: Screen
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  ;[dana, nora] = await Promise.all([Screen.open(browser, desk), Screen.open(browser, desk)])
  dana.page.setDefaultTimeout(9000)
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const folded = (summary: RegExp) =>
  dana.page.locator('details').filter({ has: dana.page.locator('summary', { hasText: summary }) })
const isSaved = () => dana.page.getByText(words.saving.saved).waitFor()
const region = (name: string | RegExp) => regionOf(dana, name)
const to = (name: string | RegExp) =>
  dana.page.getByRole('navigation', { name: words.nav.label }).getByRole('link', { name }).click()

test('Dana makes a table of her own, with fields of three classes, and is told what is missing', async () => {
  const { page } = dana
  await dana.signIn(practice, 'dana@maple.example.com', 'office')
  await page.getByRole('banner').getByText('Dana Whitfield – Operations').waitFor()
  await to(words.pages.tables)
  await asksForAName(dana)
  await name(
    dana,
    words.tables.addTable,
    words.tables.tableName,
    'Parking letter',
    'Carta de estacionamiento',
  )
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Parking letter' }).waitFor()

  const { classes, kinds } = words
  await addField(dana, 'Car plate', 'Matrícula', kinds.text, classes.identifier.name)
  await addField(dana, 'What it is for', 'Para qué es', kinds['long-text'], classes.clinical.name)
  await addField(dana, 'Pick-up', 'Recogida', kinds.choice, classes.operational.name, [
    'East desk',
    'West desk',
  ])
  await addField(dana, 'Written on', 'Fecha de la carta', kinds.date, classes.operational.name)
  await addField(dana, 'Pick-up', 'Otra', kinds.text, classes.identifier.name)
  const marked = page.locator('summary').getByText(words.nav.problems(1))
  await marked.click()
  await page.getByText(/two fields that are called/).waitFor()
  await dana.isSound('two fields of the same name')
  await page.getByRole('button', { name: words.undo.undo }).click()
  await marked.waitFor({ state: 'detached' })
  await limitsADay(dana, 'Written on')
  await isSaved()
  await page.reload()
  await page.getByText('Written on').first().waitFor()
  await page.getByRole('button', { name: words.undo.undo }).click()
  await page.getByText('Written on').first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: words.undo.redo }).click()
  await page.getByText('Written on').first().waitFor()
  await isSaved()
  await dana.isSound('a table of her own')
}, 120_000)

test('Dana makes a role, then a workflow for her table by answering six questions', async () => {
  const { page } = dana
  await to(words.pages.access)
  const role = await name(dana, words.access.addRole, words.access.roleName, 'Letters desk', 'Mesa de cartas')
  await role.getByRole('button', { name: words.access.addRole }).click()
  await page.getByText(words.access.added('Letters desk')).waitFor()
  await dana.isSound('a role of her own')

  await to(words.pages.workflows)
  await page.getByRole('link', { name: words.workflows.make }).click()
  await heading(dana, wizard.title).waitFor()
  await page.getByRole('button', { name: wizard.make }).click()
  await page.getByText(wizard.missing.handlers).first().waitFor()
  await dana.isSound('a workflow to be made')
  await warnsOfAName(dana, 'Parking letter')
  await letsAProxySend(dana)
  await page.getByRole('group', { name: wizard.handlers }).getByLabel('Letters desk').check()
  await page.getByText(wizard.allAsked).waitFor()
  await page.getByRole('group', { name: wizard.asked }).getByLabel('Written on').uncheck()
  await page.getByRole('group', { name: wizard.written }).getByLabel('Written on').check()
  await page.getByLabel(wizard.mailbox).fill('letters@maple.example.com')
  expect(await page.getByLabel(/read who the patient is/).isChecked()).toBe(true)
  expect(await page.getByLabel(wizard.says).isChecked()).toBe(true)
  await asksHowLong(dana)
  await keepsItsAnswers(dana)
  await page.getByText(/finish or decline it within 2 business days/).waitFor()
  await page.getByRole('button', { name: wizard.make }).click()
  await heading(dana, 'Parking letter').waitFor()
  await renamesAlong(dana, 'Parking letter')
  await isSaved()
  await dana.isSound('a workflow of her own')
}, 120_000)

test('Dana changes what she made: a step’s name, a question, which records, and the wording in two languages', async () => {
  const { page } = dana
  const finish = folded(/^\s*Finish/)
  await finish.locator('summary').click()
  await finish.getByLabel(words.inEnglish(words.workflows.transitionName)).fill('Hand it out')
  await page.keyboard.press('Tab')
  const step = folded(/^\s*Hand it out/)
  const condition = step.getByRole('group', { name: words.workflows.onlyWhen })
  await condition.getByRole('button', { name: words.conditions.addFirst }).click()
  await condition.getByLabel(words.conditions.field).selectOption({ label: 'Pick-up' })
  const filled = howWords('filled', false, 'en')
  await condition.getByLabel(words.conditions.operator).selectOption({ label: filled })
  await condition.getByText(`pick-up ${filled}`).waitFor()
  await dana.isSound('a condition of a step')

  await to(words.pages.forms)
  await page.getByRole('link', { name: 'Parking letter' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Pick-up' })
  await row.locator('summary').click()
  await row.getByLabel(words.inEnglish(words.forms.title)).fill('Where will you pick it up?')
  await page.keyboard.press('Tab')
  await row.getByLabel(words.inSpanish(words.forms.title)).fill('¿Dónde la va a recoger?')
  await page.keyboard.press('Tab')
  await isSaved()
  await dana.isSound('a form of her own')

  await to(words.pages.access)
  await page.getByRole('combobox', { name: words.access.table }).selectOption({ label: 'Parking letter' })
  const plate = await cellOf(dana, 'Car plate', 'Letters desk')
  await plate.click()
  const records = region(/^Which records of “Parking letter” Letters desk/)
  const which = records.getByLabel(words.access.which)
  for (let at = 0; at < (await which.count()); at += 1)
    await which.nth(at).selectOption({ label: words.conditions.preset.location('location') })
  await records
    .getByText(/patient's location is their own location/)
    .first()
    .waitFor()
  await isSaved()
  await dana.isSound('which records a role reaches')

  await to(words.pages.wording)
  await page.getByRole('link', { name: made.news.en('Parking letter') }).click()
  const english = region(words.languages.en)
  await english.getByLabel(words.wording.subject).fill('Your letter')
  await english.getByLabel(words.wording.body).fill('Your letter has news:\n')
  await english.getByRole('button', { name: words.wording.means.link ?? '' }).click()
  await region(words.languages.es).getByLabel(words.wording.subject).fill('Su carta')
  await english.getByText('https://portal.example.com').waitFor()
  await isSaved()
  await dana.isSound('a message of her own')
}, 120_000)

makingMore(() => ({ screen: dana, practice }))
dividingAForm(() => ({ screen: dana, practice }))

test('what something needs cannot be removed, and says what must change first', async () => {
  const { page } = dana
  await page.goto(`${practice.urls.office}/wording/parking-letter-news`)
  const remove = page.getByRole('button', { name: words.wording.remove })
  expect(await remove.getAttribute('aria-disabled')).toBe('true')
  await page.getByText(/is needed by the step/).waitFor()
  await to(words.pages.wording)
  const form = await name(dana, words.wording.add, words.wording.noticeName, 'Not wanted', 'No deseado')
  await form.getByRole('button', { name: words.wording.add }).click()
  await heading(dana, 'Not wanted').waitFor()
  await to(/Problems/)
  await page.getByText(/Nothing sends/).waitFor()
  await dana.isSound('a problem with one click to mend it')
  await page.getByRole('button', { name: words.problems.fixes.remove('Not wanted') }).click()
  await page.getByText(/Nothing sends/).waitFor({ state: 'detached' })
  await isSaved()
}, 120_000)

test('R226 Dana reviews every change with its new words, asks for it, and Sam lets it through', async () => {
  const { page } = dana
  await to(new RegExp(words.pages.publish))
  const changes = region(words.publish.changes)
  for (const told of ['The table Parking letter is added', 'Su carta', 'Nobody holds Letters desk yet.'])
    await changes.getByText(told).first().waitFor()
  await page.getByLabel(words.approval.whyAsk).fill('Letters for parking permits')
  await dana.isSound('everything she made, to be published')
  await page.getByRole('button', { name: words.approval.ask }).click()
  const waits = page.getByRole('heading', { name: words.approval.waitsFor(['Sam Iverson']) })
  await waits.waitFor()
  await expect.poll(() => waits.evaluate((at) => at.closest(':focus') !== null)).toBe(true)
  await approveWaiting(await practice.as('sam@maple.example.com', 'office'))
  await page.getByText(words.approval.approved('Sam Iverson', 2)).waitFor()
  await page.getByText(words.publish.thenPeople(['Letters desk'])).waitFor()
  const navigation = page.getByRole('navigation', { name: words.nav.label })
  expect(await navigation.getByRole('link', { name: words.pages.people }).count()).toBe(0)
}, 120_000)

test('Alex, who may not build, looks at the portal and gives the nurse the role; she has it within 5 s', async () => {
  await nora.signIn(practice, 'nora@maple.example.com')
  await heading(nora, 'Nurses').waitFor()
  const alex = await Screen.open(browser, desk)
  const { page } = alex
  await alex.signIn(practice, 'alex@maple.example.com', 'office')
  await page.getByText(words.nav.lookOn).first().waitFor()
  await alex.isSound('the office of somebody who may not build')
  await page.getByRole('link', { name: words.pages.tables }).first().click()
  await page.getByText('Parking letter').first().waitFor()
  await page.getByRole('link', { name: 'Parking letter' }).click()
  await page.locator('summary').getByText('Car plate').click()
  const field = page.getByRole('textbox', { name: words.inEnglish(words.tables.fieldName) })
  expect(await field.isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: words.tables.addField }).count()).toBe(0)
  await alex.isSound('a page one may only look at')

  await page.getByRole('link', { name: words.pages.people }).first().click()
  const person = page.getByRole('listitem').filter({ hasText: 'nora@maple.example.com' })
  await person.getByLabel(words.people.giveTo('Nora Quinn')).selectOption({ label: 'Letters desk' })
  await alex.isSound('the people')
  await practice.superuser((client) =>
    client.query(`update portico.session set fresh_at = fresh_at - interval '16 minutes'`),
  )
  await person.getByRole('button', { name: words.people.give, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: words.confirm.title })
  await dialog.waitFor()
  await alex.isSound('a fresh sign-in before a role is given')
  const account = practice.account('alex@maple.example.com')
  await practice.forgetCodes()
  await dialog.getByLabel(words.signIn.password).fill(account.password)
  await dialog.getByLabel(words.signIn.code).fill(practice.code(account) ?? '')
  await dialog.getByRole('button', { name: words.confirm.submit }).click()
  await page.getByText(words.people.gave('Letters desk', 'Nora Quinn')).waitFor()
  await nora.page.getByRole('link', { name: 'Parking letter', exact: true }).waitFor({ timeout: 5000 })
  await keepsTheRole(alex, 'Letters desk', 'Nora Quinn')
  await alex.context.close()
}, 120_000)

test('Ada asks for her letter, the nurse finds it in her queue and hands it out, and Ada’s mail came', async () => {
  const ada = await Screen.open(browser, phone)
  await ada.page.goto(practice.urls.portal)
  await ada.signInHere(practice, 'ada@example.com')
  await toStartPage(ada, said.en, async () => {})
  await ada.page.getByRole('link', { name: 'Parking letter' }).click()
  await forMyself(ada, said.en)
  await ada.page.getByRole('link', { name: portalWords.form.begin }).click()
  const goOn = ada.page.getByRole('button', { name: portalWords.form.continue })
  await ada.page.getByLabel('Car plate').fill('MPL 204')
  await goOn.click()
  await ada.page.getByLabel('What it is for').fill('The permit office asks for it')
  await goOn.click()
  await ada.page.getByLabel('East desk').check()
  await ada.isSound('a question Dana wrote')
  await goOn.click()
  await ada.page.getByRole('button', { name: portalWords.form.send }).click()
  await heading(ada, portalWords.sent.title).waitFor()
  await ada.isSound('a request of a kind that did not exist')

  const { page } = nora
  await page.getByRole('link', { name: 'Parking letter', exact: true }).click()
  await heading(nora, 'Parking letter').waitFor()
  const row = page.getByRole('row', { name: /Ada Lindqvist/ })
  await row.getByText(/Due (tomorrow|Mon|Tue|Wed|Thu|Fri)/).waitFor()
  await nora.isSound('the queue Dana made')
  await row.getByRole('link').click()
  await page.getByRole('button', { name: 'Hand it out', exact: true }).waitFor()
  await page.getByText('MPL 204').waitFor()
  await nora.isSound('a request of hers as the nurse sees it')
  await page.getByRole('button', { name: 'Hand it out', exact: true }).click()
  for (const [part, value] of [
    [/^Month/, '11'],
    [/^Day/, '23'],
    [/^Year/, '2026'],
  ] as const)
    await page.getByLabel(part).fill(value)
  await page.getByRole('button', { name: 'Hand it out', exact: true }).click()
  await page.getByText(/^This step is taken\. It is now at /).waitFor()
  await nora.isSound('a letter handed out')

  const news = async () => (await mailsTo('ada@example.com')).find(({ subject }) => subject === 'Your letter')
  await practice.until('her mail arrives', async () => (await news()) !== undefined)
  expect((await news())?.text).toMatch(/Your letter has news:\s+http/)
  expect((await news())?.text).not.toMatch(/MPL|permit office/)
}, 120_000)
