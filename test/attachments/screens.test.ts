import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileWords } from '../../packages/portal-ui/words/file.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'
import { forMyself, heading, said, type Said } from '../story/asking.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { everyKindTests } from './every-kind.ts'
import { openFile, pdfWith } from './files.ts'
import { longFormTests } from './long-form.ts'

const words = said.en.words
const files = fileWords.en
const question = 'Show us the document'
const inHand = { hasTouch: true, isMobile: true }
const offline = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 40_000 }
const online = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }

let documents: DocumentPractice
let practice: Practice
let browser: Browser
let photo: Buffer
beforeAll(async () => {
  // The worker gives the verdicts: until it begins, everything waits for one.
  ;[documents, browser] = await Promise.all([openDocumentPractice({ works: false }), openBrowser()])
  practice = documents.practice
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await documents[Symbol.asyncDispose]()
})

const entries = (where: string): Promise<number> =>
  practice.superuser(
    async (client) =>
      (await client.query(`select 1 from portico.entry where detail = 'attachment' and ${where}`)).rowCount ??
      0,
  )

async function toTheQuestion(screen: Screen, spoken: Said): Promise<void> {
  const { page } = screen
  const told = spoken.words
  await page.getByRole('button', { name: told.secondFactor.skip }).click()
  await page.goto(`${practice.urls.portal}/ask/document`)
  await forMyself(screen, spoken)
  await page.getByRole('link', { name: told.form.begin }).click()
  await page.getByRole('textbox').fill('A letter from the eye clinic')
  await page.getByRole('button', { name: told.form.continue }).click()
}

test(
  'R123 R149 on a phone a patient sends a photo over a bad line, and the nurse opens it once it is checked',
  { timeout: 120_000 },
  async () => {
    const ada = await Screen.open(browser, phone, 'en-US', inHand)
    await ada.signIn(practice, 'ada@example.com')
    await toTheQuestion(ada, said.en)
    const { page } = ada
    await page.getByRole('group', { name: question }).waitFor()
    await page.getByText(files.photo, { exact: true }).waitFor()
    await ada.isSound('a question for a file')

    await page.getByRole('button', { name: words.form.continue }).click()
    await page.getByRole('alert').getByRole('link', { name: words.problems.missingFile }).click()
    const choose = page.getByLabel(words.files.choose, { exact: true })
    expect(await choose.evaluate((input) => input === document.activeElement)).toBe(true)
    await ada.isSound('a question for a file that was passed over')

    await choose.setInputFiles({
      name: 'macro.docm',
      mimeType: 'application/pdf',
      buffer: Buffer.from('PK\u0003\u0004 macro'),
    })
    await page.getByText(files.problems.kind).first().waitFor()
    await ada.isSound('a file that cannot be sent')

    const line = await ada.context.newCDPSession(page)
    await line.send('Network.emulateNetworkConditions', offline)
    const camera = page.getByLabel(files.photo, { exact: true })
    await camera.setInputFiles({ name: 'IMG_0042 canary.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.getByText(files.problems.offline).first().waitFor()
    await ada.isSound('a file that could not be sent')

    await line.send('Network.emulateNetworkConditions', slow)
    await page.getByRole('button', { name: files.again }).click()
    const bar = page.getByRole('progressbar', { name: words.files.sending })
    await bar.waitFor()
    await page.getByText(/\d+ kB of \d+ kB/).waitFor()
    await ada.isSound('a file on its way')
    await page.getByRole('button', { name: files.cancel }).click()
    await bar.waitFor({ state: 'detached' })

    await camera.setInputFiles({ name: 'IMG_0042 canary.jpg', mimeType: 'image/jpeg', buffer: photo })
    await bar.waitFor()
    await page.getByRole('button', { name: words.form.continue }).click()
    await page.getByText(files.goesOn).first().waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await ada.isSound('a form that waits for its file')
    await line.send('Network.emulateNetworkConditions', online)
    await page.getByRole('group', { name: /Second file/ }).waitFor()
    await page.getByRole('link', { name: words.shell.back }).click()

    // The one before it has arrived as well, so what the page says does not tell when this one is here.
    const arrived = page
      .waitForResponse(
        (answer) => answer.url().includes('/attachments') && answer.request().method() === 'POST',
      )
      .then(() => page.waitForResponse(/answers\.keep/))
    await camera.setInputFiles({ name: 'IMG_0042 canary.jpg', mimeType: 'image/jpeg', buffer: photo })
    await arrived
    await page.getByText(files.status.waiting).first().waitFor()
    await page.getByText('IMG_0042 canary.jpg').waitFor()
    await ada.isSound('a file that has arrived')
    // Left as it arrived: whoever comes back goes on behind it.
    await page.goto(`${practice.urls.portal}/ask/document`)
    await page.getByRole('button', { name: words.form.keptGoOn }).click()
    await page.getByRole('group', { name: /Second file/ }).waitFor()
    const second = page.getByLabel(words.files.choose, { exact: true })
    await second.setInputFiles({
      name: 'notes.docm',
      mimeType: 'text/plain',
      buffer: Buffer.from('PK\u0003\u0004'),
    })
    await page.getByText(words.files.lost).waitFor()
    await ada.isSound('a file she goes on without')
    await page.getByRole('button', { name: words.files.without }).click()
    await page.getByText('IMG_0042 canary.jpg').waitFor()
    await ada.isSound('check your answers with a file')
    await page.reload()
    await page.getByText('IMG_0042 canary.jpg').waitFor()
    await page.getByRole('button', { name: words.form.send }).click()
    await heading(ada, words.sent.title).waitFor()
    await page.getByRole('link', { name: words.sent.follow }).click()
    await page.getByText(words.files.waitingOnRecord).waitFor()
    await ada.isSound('her request with a file that waits')
    const record = page.url().split('/').at(-1) ?? ''

    // A step keeps its file as a form does.
    const better = page.getByRole('button', { name: 'Send a better one' })
    await better.click()
    await page
      .getByLabel(words.files.choose, { exact: true })
      .setInputFiles({ name: 'better.pdf', mimeType: 'application/pdf', buffer: pdfWith('Better') })
    await page.getByText(files.status.waiting).first().waitFor()
    await page.reload()
    await better.click()
    await page.getByText('better.pdf').waitFor()
    await page.reload()
    await better.waitFor()

    const nora = await Screen.open(browser, desk)
    await nora.signIn(practice, 'nora@maple.example.com')
    await nora.page.goto(`${practice.urls.portal}/requests/document/${record}`)
    await nora.page.getByText(words.files.waitingOnRecord).waitFor()
    const early = await openFile(await practice.as('nora@maple.example.com'), {
      table: 'document',
      field: 'scan',
      record,
    })
    expect(early.refusal).toEqual({ code: 'not-found' })
    await nora.isSound('a request whose file waits')

    practice.startWorking()
    await nora.page.getByRole('button', { name: words.files.openWhat('IMG_0042 canary.jpg') }).click()
    const picture = nora.page.getByRole('img', { name: words.files.picture('IMG_0042 canary.jpg') })
    await picture.waitFor()
    await practice.until('the picture is drawn', () =>
      picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth === 900),
    )
    await nora.isSound('a request with its picture open')
    // The photo twice, and the one that stands in her unsent step.
    expect(await entries(`verb = 'create' and outcome = 'done'`)).toBe(3)
    expect(await entries(`verb = 'open' and outcome = 'done' and '${record}' = any (records)`)).toBe(1)
    expect(await entries(`verb = 'open' and outcome = 'refused' and '${record}' = any (records)`)).toBe(1)

    await nora.page.getByRole('button', { name: 'Answer it' }).click()
    await nora.page
      .getByLabel(words.files.choose, { exact: true })
      .setInputFiles({ name: 'answer.pdf', mimeType: 'application/pdf', buffer: pdfWith('All well') })
    await nora.page.getByText('answer.pdf').waitFor()
    await nora.page.getByText(files.status.clean).first().waitFor()
    await nora.isSound('a step that sends a file')
    await nora.page.getByRole('button', { name: 'Answer it' }).click()
    await nora.page.getByText(words.request.done('Answered')).waitFor()

    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: words.files.openWhat('answer.pdf') }).click()
    expect((await saved).suggestedFilename()).toBe('answer.pdf')
    await ada.isSound('her request with the answer')
    await Promise.all([ada.context.close(), nora.context.close()])
  },
)

test(
  'in Spanish, by keyboard alone, a file is chosen, removed and chosen again',
  { timeout: 60_000 },
  async () => {
    const rosa = await Screen.open(browser, phone, 'es-US')
    await rosa.signIn(practice, 'rosa@example.com')
    await toTheQuestion(rosa, said.es)
    const { page } = rosa
    await page.getByRole('group', { name: 'Muéstrenos el documento' }).waitFor()
    // Caught from here on: what begins to be caught only as the key is pressed may come too late for it.
    page.on('filechooser', () => undefined)
    const pick = async (name: string) => {
      const chooser = page.waitForEvent('filechooser')
      await page.keyboard.press('Enter')
      await (await chooser).setFiles({ name, mimeType: 'application/pdf', buffer: pdfWith(name) })
      await page.getByText(name).waitFor()
    }
    const input = page.locator('#answer-scan')
    for (let presses = 0; presses < 20; presses++) {
      if (await input.evaluate((field) => field === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await rosa.isSound('the control for a file in focus')
    await pick('primera.pdf')
    const remove = page.getByRole('button', { name: fileWords.es.removeWhat('primera.pdf') })
    await remove.focus()
    await page.keyboard.press('Enter')
    await remove.waitFor({ state: 'detached' })
    expect(await input.evaluate((field) => field === document.activeElement)).toBe(true)
    await pick('segunda.pdf')
    await page.getByText(fileWords.es.status.clean).first().waitFor()
    await rosa.isSound('a file in Spanish')
    await rosa.context.close()
  },
)

everyKindTests(() => ({ practice, browser }))
longFormTests(() => ({ practice, browser }))
