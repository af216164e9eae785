import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { heading } from './asking.ts'
import { name, regionOf } from './making.ts'

const { classes, kinds, tables, workflows } = words
const { wizard } = workflows
const referral = 'Referral request'
const why = 'Why you are referred'
const seen = 'Appointment made with'

let practice: Practice
let browser: Browser
let dana: Screen
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  dana = await Screen.open(browser, desk)
  dana.page.setDefaultTimeout(9000)
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

const group = (name: string) => dana.page.getByRole('group', { name, exact: true })
const button = (name: string) => dana.page.getByRole('button', { name, exact: true })
const isSaved = () => dana.page.getByText(words.saving.saved).waitFor()
const to = (name: string | RegExp) =>
  dana.page.getByRole('navigation', { name: words.nav.label }).getByRole('link', { name }).click()
const nameField = () => dana.page.getByLabel(words.inEnglish(workflows.name))
const opens = async (): Promise<void> => {
  await to(words.pages.workflows)
  await dana.page.getByRole('link', { name: workflows.make }).click()
  await heading(dana, wizard.title).waitFor()
}

const fromLocation = async (): Promise<void> => {
  await to(words.pages.tables)
  await dana.page.getByRole('link', { name: 'Location' }).click()
  await dana.page.getByRole('link', { name: tables.makeWorkflow }).click()
}

/** What it leaves out is told beside it, and no longer told once it is there. */
const isToldUntil = async (missing: string, met: () => Promise<void>): Promise<void> => {
  const told = dana.page.getByText(missing)
  await told.first().waitFor()
  await met()
  await told.first().waitFor({ state: 'detached' })
}

test('the wizard begins with something new, and what is missing is told until it is there', async () => {
  const { page } = dana
  await dana.signIn(practice, 'dana@maple.example.com', 'office')
  await opens()
  expect(await group(wizard.table).getByLabel(wizard.abouts.new).isChecked()).toBe(true)
  expect(await group(wizard.senders).getByLabel('Patient').isChecked()).toBe(true)
  await button(wizard.make).click()
  await expect.poll(() => nameField().evaluate((field) => field === document.activeElement)).toBe(true)
  await dana.isSound('something new that says nothing yet')
  await isToldUntil(words.nameMissing, async () => {
    await nameField().fill(referral)
    await group(wizard.nth(1)).getByLabel(words.inEnglish(wizard.question)).fill(why)
  })
  await isToldUntil(wizard.missing.handlers, () => group(wizard.handlers).getByLabel('Front desk').check())
  await regionOf(dana, wizard.summary).getByText(wizard.all).waitFor()
  await page.getByLabel(wizard.mailbox).fill('desk')
  await page.keyboard.press('Tab')
  await isToldUntil(wizard.missing.mailbox, () =>
    page.getByLabel(wizard.mailbox).fill('desk@maple.example.com'),
  )
}, 120_000)

test('what is asked and written down is said in everyday words, the strictest first', async () => {
  const { page } = dana
  await page.getByLabel(words.inSpanish(workflows.name)).fill('Solicitud de derivación')
  const first = group(wizard.nth(1))
  expect(await first.getByLabel(tables.whatIsInIt).inputValue()).toBe('specially-protected')
  await first.getByText(classes['specially-protected'].examples).waitFor()
  await first.getByLabel(words.inSpanish(wizard.question)).fill('Por qué se le deriva')
  await first.getByLabel(tables.kind).selectOption({ label: kinds['long-text'] })
  await first.getByLabel(tables.whatIsInIt).selectOption({ label: classes.clinical.name })
  await button(wizard.addQuestion).click()
  const second = group(wizard.nth(2))
  const typed = second.getByLabel(words.inEnglish(wizard.question))
  await expect.poll(() => typed.evaluate((field) => field === document.activeElement)).toBe(true)
  await typed.fill(why)
  await isToldUntil(wizard.missing.twice, () => typed.fill('How soon'))
  await second.getByLabel(words.inSpanish(wizard.question)).fill('Con qué urgencia')
  await second.getByLabel(tables.kind).selectOption({ label: kinds.choice })
  await isToldUntil(wizard.missing.options, async () => {
    for (const option of ['This week', 'Later']) {
      await second.getByLabel(tables.newOption).fill(option)
      await second.getByRole('button', { name: tables.addOption }).click()
    }
  })
  for (const [at, option] of ['Esta semana', 'Más tarde'].entries()) {
    await second.getByLabel(words.inSpanish(tables.option(at + 1))).fill(option)
    await page.keyboard.press('Tab')
  }
  await second.getByLabel(tables.whatIsInIt).selectOption({ label: classes.clinical.name })
  await button(wizard.addNote).click()
  const note = group(wizard.nthNote(1))
  await note.getByLabel(words.inEnglish(wizard.note)).fill(seen)
  await note.getByLabel(words.inSpanish(wizard.note)).fill('Cita con')
  await note.getByLabel(tables.whatIsInIt).selectOption({ label: classes.clinical.name })
  await page.getByText(wizard.sharedNothing).waitFor()
  await group(wizard.shared).getByLabel(seen).check()
  await page.getByText(wizard.sharedMakes({ who: 'Patient', fields: seen })).waitFor()
  await page.getByLabel(wizard.more).check()
  await regionOf(dana, wizard.summary).getByText(wizard.asksBack('Front desk')).waitFor()
  await page.getByLabel(wizard.more).uncheck()
  await dana.isSound('something new, answered')
}, 120_000)

test('its answers survive a reload and a look elsewhere', async () => {
  const { page } = dana
  await page.reload()
  await group(wizard.shared).getByLabel(seen).waitFor()
  expect(await group(wizard.shared).getByLabel(seen).isChecked()).toBe(true)
  expect(await nameField().inputValue()).toBe(referral)
  expect(await group(wizard.nth(2)).getByLabel(tables.kind).inputValue()).toBe('choice')
  expect(await page.getByLabel(wizard.mailbox).inputValue()).toBe('desk@maple.example.com')
  await opens()
  expect(await group(wizard.handlers).getByLabel('Front desk').isChecked()).toBe(true)
}, 120_000)

test('whoever comes from a table goes on with what she had begun, and is asked before it is forgotten', async () => {
  const { page } = dana
  await fromLocation()
  await page.getByText(wizard.goesOn(referral, 'Location')).waitFor()
  expect(await nameField().inputValue()).toBe(referral)
  await dana.isSound('a workflow begun, met from the page of another table')
  await page.setViewportSize(phone)
  await dana.isSound('a workflow begun, met from the page of another table, on a phone')
  await page.setViewportSize(desk)
  await button(wizard.instead('Location')).click()
  const asked = page.getByRole('dialog', { name: wizard.giveUpTitle })
  await asked.getByRole('button', { name: words.keep }).click()
  await asked.waitFor({ state: 'hidden' })
  expect(await nameField().inputValue()).toBe(referral)
  await opens()
  expect(await nameField().inputValue()).toBe(referral)
}, 120_000)

test('one time is of the whole, what the patient is promised; a group’s own time fits into it', async () => {
  const { page } = dana
  await page.getByText(wizard.promise('1 business day')).first().waitFor()
  await button(wizard.then).click()
  await regionOf(dana, wizard.further[0]).getByLabel('Nurse', { exact: true }).check()
  await page.getByLabel(wizard.ownTime).check()
  await isToldUntil(wizard.missing.longer, () => page.getByLabel(workflows.within).last().fill('5'))
  await page.getByText(wizard.lastTime('5 business days')).waitFor()
  const summary = regionOf(dana, wizard.summary)
  await summary
    .getByText(/for Front desk, who hand it on to Nurse or decline it within 1 business day/)
    .waitFor()
  await summary.getByText(wizard.promise('5 business days')).waitFor()
  await dana.isSound('one time of the whole and one of a group')
  await button(words.removeNamed(wizard.further[0])).click()
}, 120_000)

test('all it makes is told before, is one step, and leads on', async () => {
  const { page } = dana
  const summary = regionOf(dana, wizard.summary)
  await summary.getByText(/The table Referral request is added, with Patient, Why you are referred/).waitFor()
  await summary
    .getByText(/Front desk can now read/)
    .first()
    .waitFor()
  await summary.getByText(/The queue Referral request is added/).waitFor()
  await button(wizard.make).click()
  await heading(dana, referral).waitFor()
  const next = group(wizard.done.title(referral))
  await next.getByText(wizard.done.saved).waitFor()
  await page.getByText(new RegExp(`${words.undo.next} The workflow ${referral} is made.`)).waitFor()
  await dana.isSound('what comes after a workflow was made')
  await button(words.undo.undo).click()
  await page.getByText(words.notHere).waitFor()
  await to(words.pages.tables)
  await heading(dana, words.pages.tables).waitFor()
  expect(await page.getByRole('link', { name: referral }).count()).toBe(0)
  await button(words.undo.redo).click()
  await page.getByRole('link', { name: referral }).waitFor()
  await page.goBack()
  await next.getByRole('link', { name: wizard.done.form }).click()
  await heading(dana, referral).waitFor()
  await page.getByText(why).first().waitFor()
  await isSaved()
  // Nothing is wrong with it; that no rehearsal walks it is a hint.
  const problems = page
    .getByRole('navigation', { name: words.nav.label })
    .getByRole('link', { name: /Problems/ })
  expect(await problems.innerText()).toContain(`(${words.nav.hints(1)})`)
}, 120_000)

test('a table that is there is chosen from a list that says which cannot be, and given up again', async () => {
  const { page } = dana
  await opens()
  // What was made is not kept for the next one.
  expect(await nameField().inputValue()).toBe('')
  await group(wizard.table).getByLabel(wizard.abouts.table).check()
  const which = page.getByLabel(wizard.whichTable)
  const no = wizard.cannot(referral, wizard.hasOne(referral))
  expect(await which.getByRole('option', { name: no }).isDisabled()).toBe(true)
  const people = wizard.cannot('Patient', wizard.holdsPeople)
  expect(await which.getByRole('option', { name: people }).isDisabled()).toBe(true)
  await which.selectOption({ label: 'Location' })
  await page.getByText(wizard.ofNobody).waitFor()
  await page.setViewportSize(phone)
  await dana.isSound('a table of the practice, on a phone')
  await button(wizard.giveUp).click()
  await page.getByRole('dialog', { name: wizard.giveUpTitle }).waitFor()
  await dana.isSound('a workflow that is given up')
  await button(wizard.giveUpSure).click()
  await heading(dana, words.pages.workflows).waitFor()
  await page.goto(`${practice.urls.office}/workflows/new`)
  await heading(dana, wizard.title).waitFor()
  expect(await group(wizard.table).getByLabel(wizard.abouts.new).isChecked()).toBe(true)
  await dana.isSound('the wizard on a phone')
  await page.setViewportSize(desk)
}, 120_000)

test('what she had begun is forgotten for the table she came from once she says so', async () => {
  const { page } = dana
  await opens()
  await nameField().fill('Errand')
  await fromLocation()
  await page.getByText(wizard.goesOn('Errand', 'Location')).waitFor()
  await button(wizard.instead('Location')).click()
  await button(wizard.giveUpSure).click()
  await page.getByText(wizard.ofNobody).waitFor()
  expect(await nameField().inputValue()).toBe('Location')
  expect(await page.getByText(wizard.goesOn('Location', 'Location')).count()).toBe(0)
  const first = group(wizard.table).getByLabel(wizard.abouts.table)
  await expect.poll(() => first.evaluate((radio) => radio === document.activeElement)).toBe(true)
  await dana.isSound('the wizard begun anew with a table')
}, 120_000)

test('a table that leads to no patient is offered the field that does', async () => {
  const { page } = dana
  await to(words.pages.tables)
  const adding = await name(dana, tables.addTable, tables.tableName, 'House call', 'Visita a domicilio')
  await adding.getByLabel(tables.whoseIs.nobody).check()
  await adding.getByRole('button', { name: tables.addTable }).click()
  await heading(dana, 'House call').waitFor()
  await page.getByRole('link', { name: tables.makeWorkflow }).click()
  const owns = page.getByLabel(wizard.owns)
  await owns.waitFor()
  expect(await group(wizard.senders).getByLabel('Patient').isChecked()).toBe(false)
  await owns.check()
  expect(await group(wizard.senders).getByLabel('Patient').isChecked()).toBe(true)
  await button(wizard.addQuestion).click()
  const first = group(wizard.nth(1))
  await first.getByLabel(words.inEnglish(wizard.question)).fill('Which day')
  await group(wizard.handlers).getByLabel('Nurse', { exact: true }).check()
  await dana.isSound('a table that gets its way to the patient')
  await button(wizard.make).click()
  await group(wizard.done.title('House call')).waitFor()
  await to(words.pages.tables)
  await page.getByRole('link', { name: 'House call' }).click()
  await page.locator('summary').getByText(tables.patientField.en, { exact: true }).waitFor()
}, 120_000)
