import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { isRecordId } from '@portico/engine/brand'
import { shreddingWords as said } from '../../packages/builder-ui/lib/shredding/shredding-words.ts'
import { testAsWords } from '../../packages/builder-ui/lib/test-as/test-as-words.ts'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { en as portalWords } from '../../packages/portal-ui/words/en.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { cellOf } from './matrix.ts'
import { looksAtStage } from './staged.ts'

let practice: Practice
let browser: Browser
let sam: Screen
let request: { readonly id: string; readonly reference: string }
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  const ada = await practice.as('ada@example.com')
  request = await startRefill(ada)
  await ada.api.requests.open.query({ table: 'refill', id: request.id })
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, request.id, 'take', 1)
  const wanda = await practice.as('wanda@maple.example.com')
  await refusalOf(wanda.api.requests.open.query({ table: 'refill', id: request.id }))
  sam = await Screen.open(browser, desk)
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

test('within five seconds of publishing, a cell taken out of the matrix is gone from a session that is open', async () => {
  const finn = await Screen.open(browser, desk)
  await finn.signIn(practice, 'finn@maple.example.com')
  const called = await practice.as('finn@maple.example.com')
  await finn.page.goto(`${practice.urls.portal}/requests/refill/${request.id}`)
  const dose = finn.page.getByText(refillAnswers.dose, { exact: true })
  await dose.waitFor()

  const { page } = sam
  await sam.signIn(practice, 'sam@maple.example.com', 'office')
  await page.getByRole('link', { name: words.pages.access }).first().click()
  await page.getByRole('grid').waitFor()
  await page.goto(`${practice.urls.office}/access/refill`)
  const cell = await cellOf(sam, 'Dose', 'Front desk')
  await cell.focus()
  await page.keyboard.press('Enter')
  // The front desk goes on writing down what a caller says; it only does not read it any more.
  await page.getByRole('dialog').getByLabel(words.access.may.read).uncheck()
  await page.keyboard.press('Escape')
  await page.getByText(words.saving.saved).waitFor()
  await sam.isSound('a cell taken out')
  await page
    .getByRole('link', { name: new RegExp(words.pages.publish) })
    .first()
    .click()
  const changes = page.getByRole('region', { name: words.publish.changes })
  await changes.getByText(words.publish.badges.narrower.name).first().waitFor()
  await page.getByLabel(words.publish.reason).fill('The front desk does not need it')
  await sam.isSound('a narrower permission, reviewed')
  const publish = page.getByRole('button', { name: words.publish.publish, exact: true })
  await publish.click()
  await page.getByText(words.publish.live(2)).first().waitFor()

  await dose.waitFor({ state: 'detached', timeout: 5000 })
  const fact = finn.page.getByText(portalWords.request.hidden).first()
  await fact.waitFor()
  const seen = await called.api.requests.open.query({ table: 'refill', id: request.id })
  expect(seen.record.cells).not.toHaveProperty('dose')
  expect(seen.record.hidden).toContain('dose')
  await finn.isSound('a page after its permission was revoked')
  await finn.context.close()
}, 120_000)

const table = () => sam.page.getByRole('region', { name: words.trail.table }).getByRole('table')

test('R57 R58 R60 R61 R63 R70 R72 Sam sees the reads, changes, refusals and sign-ins of one patient in 90 days, and downloads them', async () => {
  const { page } = sam
  await page.getByRole('link', { name: words.pages.trail }).first().click()
  await table().waitFor()
  await sam.isSound('the audit trail')
  await page.getByLabel(words.trail.patient).fill('ada')
  await page.getByRole('button', { name: words.trail.find, exact: true }).click()
  await page.getByRole('button', { name: 'Ada Lindqvist' }).click()
  await page.getByLabel(words.trail.days).selectOption({ label: words.trail.daysBack(90) })
  await table().getByText('Nora Quinn').first().waitFor()
  await sam.isSound('what was done about Ada')
  const shown = await table().innerText()
  for (const verb of ['create', 'open', 'transition', 'read-trail'] as const)
    expect(shown).toContain(words.trail.verbs[verb])
  expect(shown).toContain('Finn Ekholm')
  expect(shown).not.toMatch(/Rosa|Lisinopril|10 mg/)
  const opened = table()
    .getByRole('row', { name: /Finn Ekholm.*Opened/s })
    .first()
  expect(await opened.innerText()).toMatch(/Medicine/)
  expect(await opened.innerText()).not.toMatch(/Decision note|Anything to add/)

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: words.trail.download }).click()
  const download = await downloading
  const csv = await readFile(await download.path(), 'utf8')
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  expect(csv).toMatch(/Finn Ekholm/)
  expect(csv).not.toMatch(/Lisinopril|10 mg/)

  await page.getByRole('button', { name: words.trail.anyPatient }).click()
  await table()
    .getByRole('row', { name: /Wanda Price.*Opened.*Refused/s })
    .first()
    .waitFor()
  await sam.isSound('what was refused')
  await page.getByLabel(words.trail.verb).selectOption({ label: words.trail.verbs['sign-in'] })
  await table()
    .getByRole('row', { name: /Finn Ekholm.*Signed in/s })
    .first()
    .waitFor()
  await sam.isSound('who signed in')
}, 120_000)

test('R165 Sam asks that one patient’s data be destroyed, and destroys what a colleague asked for', async () => {
  const { page } = sam
  const alex = await practice.as('alex@maple.example.com', 'office')
  const grace = z.string().refine(isRecordId).parse('20000000-0000-4000-8000-000000000102')
  await alex.api.shredding.ask.mutate({ patient: grace })
  await page.goto(`${practice.urls.office}/shredding`)
  const listed = page.getByRole('region', { name: said.list })
  await listed.getByText('Grace Oyelaran').waitFor()
  await page.getByLabel(words.trail.patient).fill('Yuki')
  await page.getByRole('button', { name: words.trail.find }).click()
  await page.getByRole('button', { name: /Yuki Mori/ }).click()
  await page.getByRole('button', { name: said.ask }).click()
  const dialog = page.getByRole('dialog')
  await page.getByText(said.said.ask).waitFor()
  const yuki = listed.getByRole('listitem').filter({ hasText: 'Yuki' })
  await expect(yuki.getByRole('button', { name: said.confirm }).getAttribute('title')).resolves.toBe(
    said.reasons['same-person'],
  )
  await sam.isSound('data to be destroyed')
  const line = listed.getByRole('listitem').filter({ hasText: 'Grace' })
  await line.getByRole('button', { name: said.confirm }).click()
  await dialog.getByText(said.sureTitle('Grace Oyelaran')).waitFor()
  await sam.isSound('destroying it')
  await dialog.getByLabel(said.understood).check()
  await dialog.getByRole('button', { name: said.destroy }).click()
  await page.getByText(said.said.confirm).waitFor()
  await listed.getByText(said.destroyed).waitFor()
  await page.setViewportSize({ width: 320, height: 640 })
  await sam.isSound('data destroyed')
  await page.setViewportSize(desk)
  await page.goto(`${practice.urls.office}/trail`)
}, 120_000)

test('R68 the check finds the trail sound, and says which sealed entry was altered', async () => {
  const { page } = sam
  const check = async () => {
    await page.getByRole('button', { name: words.trail.checkNow }).click()
  }
  await check()
  await page.getByText(words.trail.sound).waitFor()
  await sam.isSound('a sound trail')

  const sealed = await practice.superuser(async (client) => {
    const { rows } = await client.query<{ seq: string }>(
      "update portico.entry set outcome = 'refused' where seq = (select min(seq) from portico.entry) returning seq",
    )
    return rows[0]?.seq
  })
  await check()
  await page.getByText(words.trail.unsound(1)).waitFor()
  const finding = page.getByRole('status').getByRole('listitem')
  expect(await finding.innerText()).toContain(words.trail.findings.altered)
  expect(await finding.innerText()).toContain(String(sealed))
  await sam.isSound('an altered trail')
}, 120_000)

test('Dana looks at the draft as a nurse beside a patient: cells, reasons for hidden ones, steps, and an entry', async () => {
  await practice.forgetCodes()
  const dana = await Screen.open(browser, desk)
  const { page } = dana
  await dana.signIn(practice, 'dana@maple.example.com', 'office')
  await page.getByRole('link', { name: testAsWords.page }).first().click()
  await page.getByLabel(testAsWords.as).selectOption({ label: testAsWords.role('Front desk') })
  await page.getByLabel(testAsWords.beside).selectOption({ label: testAsWords.role('Patient') })
  await page.getByRole('button', { name: testAsWords.show }).click()
  await page.getByText(testAsWords.demo).waitFor()
  const sides = page.getByRole('region', { name: /^As / })
  expect(await sides.count()).toBe(2)
  await dana.isSound('two roles side by side')
  const [desk_, patient] = [sides.nth(0), sides.nth(1)]
  await desk_
    .getByRole('button', { name: /Refill/ })
    .first()
    .click()
  await desk_.getByText('Lisinopril').waitFor()
  await desk_.getByText('Hidden from your role').first().waitFor()
  await patient
    .getByRole('button', { name: /Refill/ })
    .first()
    .click()
  await patient.getByText(testAsWords.hiddenHere).waitFor()
  await dana.isSound('what two roles see of a request')
  await page.setViewportSize(phone)
  await dana.isSound('what two roles see of a request, on a phone')
  await looksAtStage(page, desk_)
  await page.getByLabel(testAsWords.as).selectOption({ label: 'Lena Vogel (Nurse, Senior nurse)' })
  await page.getByLabel(testAsWords.live).check()
  await page.getByRole('button', { name: testAsWords.show }).click()
  await page.getByRole('heading', { name: /^As Lena Vogel/ }).waitFor()

  // A role she made just now: what is shown waits until the draft with it is saved and looked into.
  await page.setViewportSize(desk)
  await page.getByRole('link', { name: words.pages.access }).first().click()
  const pressed = Promise.withResolvers<undefined>()
  await page.route(/draft\.edit/, async (route) => {
    await pressed.promise
    await route.continue()
  })
  const adding = page.getByRole('region', { name: words.access.addRole })
  await adding.getByLabel(words.inEnglish(words.access.roleName)).fill('Courier')
  await adding.getByLabel(words.inSpanish(words.access.roleName)).fill('Mensajería')
  await adding.getByRole('button', { name: words.access.addRole }).click()
  await page.getByText(words.access.added('Courier')).waitFor()
  await page.getByRole('link', { name: testAsWords.page }).first().click()
  await page.getByLabel(testAsWords.as).selectOption({ label: testAsWords.role('Courier') })
  await page.getByRole('button', { name: testAsWords.show }).click()
  pressed.resolve(undefined)
  await page.getByRole('heading', { name: /^As .*: Courier$/ }).waitFor()
  // Undone while it is looked at, it is gone from what is shown as well.
  await page.getByRole('button', { name: words.undo.undo }).click()
  await page.getByText(testAsWords.gone).waitFor()
  await page.getByText(words.saving.saved).waitFor()
  await dana.context.close()
  const { rows } = await practice.superuser((client) =>
    client.query<{ detail: string; is_named: boolean }>(
      `select detail, cardinality(patients) > 0 and cardinality(records) > 0 and 'medication' = any(fields) as is_named
       from portico.entry where verb = 'test-as' and outcome = 'done' and (table_id is null or table_id = 'refill') order by seq`,
    ),
  )
  expect(rows).toEqual(
    ['draft: front-desk, patient', 'live: nurse, nurse-lead, patient', 'draft: courier'].flatMap((detail) =>
      [false, true].map((is_named) => ({ detail, is_named })),
    ),
  )
}, 120_000)

test('where people are real a test hands over nobody, and who may not build gets none', async () => {
  const dana = await practice.as('dana@maple.example.com', 'office')
  const asNurse = (person: Person) => person.api.access.testAs.mutate({ of: 'live', roles: ['nurse'] })
  expect((await asNurse(dana)).world?.records.length).toBeGreaterThan(20)
  expect(await refusalOf(dana.api.access.testAs.mutate({ of: 'live', roles: ['gone'] }))).toEqual({
    code: 'not-found',
  })
  const lena = await practice.as('lena@maple.example.com', 'office')
  expect(await refusalOf(asNurse(lena))).toEqual({ code: 'not-found' })
  await practice.superuser((client) => client.query(`delete from portico.setting where name = 'demo'`))
  expect((await asNurse(dana)).world).toBeNull()
  await practice.superuser((client) => client.query(`insert into portico.setting values ('demo', 'yes')`))
}, 60_000)

test('what only he could approve waits for 24 hours, and stays for somebody else to look at', async () => {
  const { page } = sam
  const { api } = await practice.as('sam@maple.example.com', 'office')
  const { revision } = await api.draft.load.query()
  await api.draft.edit.mutate({
    revision,
    edits: [{ kind: 'set-cell', role: 'front-desk', table: 'refill', field: 'dose', verb: 'read', on: true }],
  })
  const toPublish = async (): Promise<void> => {
    await page.goto(`${practice.urls.office}/publish`)
    await page.getByRole('heading', { name: words.publish.changes }).waitFor()
  }
  await toPublish()
  await page.getByText(words.approval.alone).waitFor()
  await page.getByLabel(words.approval.whyAsk).fill('The front desk needs it after all')
  await sam.isSound('wider access, and nobody else to approve it')
  await page.getByRole('button', { name: words.approval.ask }).click()
  await page.getByRole('heading', { name: words.approval.waitsDay }).waitFor()
  await sam.isSound('waiting for 24 hours')

  await practice.jump(24 * 3600 + 1)
  await sam.signIn(practice, 'sam@maple.example.com', 'office')
  await toPublish()
  await page.getByText(words.approval.hasWaited).waitFor()
  await page.getByLabel(words.publish.reason).fill('The front desk needs it after all')
  await page.getByRole('button', { name: words.publish.publish, exact: true }).click()
  await page.getByText(words.publish.live(3)).first().waitFor()
  await page.goto(`${practice.urls.office}/approvals`)
  await page.getByRole('heading', { name: words.approval.alonePublished }).waitFor()
  const looked = page.getByRole('button', { name: words.approval.looked })
  expect(await looked.getAttribute('aria-disabled')).toBe('true')
  await sam.isSound('what was published by one person')
}, 120_000)
