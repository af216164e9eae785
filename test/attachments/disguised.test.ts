import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileWords } from '../../packages/portal-ui/words/file.ts'
import { closeBrowser, openBrowser, phone, Screen } from '../browser.ts'
import { forMyself, said } from '../story/asking.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { pdfWith } from './files.ts'

let documents: DocumentPractice
let browser: Browser
beforeAll(async () => {
  ;[documents, browser] = await Promise.all([openDocumentPractice({ works: false }), openBrowser()])
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await documents[Symbol.asyncDispose]()
})

test.each(['en', 'es'] as const)(
  'who renamed a file is told that its name says something else than what is in it, and what to send instead, in %s',
  async (language) => {
    const { practice } = documents
    const spoken = said[language]
    const { words } = spoken
    const files = fileWords[language]
    const ada = await Screen.open(browser, phone, language === 'en' ? 'en-US' : 'es-US')
    const { page } = ada
    await ada.signIn(practice, language === 'en' ? 'ada@example.com' : 'rosa@example.com')
    await page.getByRole('button', { name: words.secondFactor.skip }).click()
    await page.goto(`${practice.urls.portal}/ask/document`)
    await forMyself(ada, spoken)
    await page.getByRole('link', { name: words.form.begin }).click()
    await page.getByRole('textbox').fill('A letter')
    await page.getByRole('button', { name: words.form.continue }).click()
    const named = [words.files.choose, files.chooseOther].join('|')
    const choose = page.getByLabel(new RegExp(`^(${named})$`))
    await choose.waitFor({ state: 'attached' })
    const program = Buffer.from('MZ\u0090\u0000\u0003 a program')
    await choose.setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: program })
    await page.getByText(files.disguised('.pdf')).first().waitFor()
    await ada.isSound(`a renamed file that cannot be sent ${language}`)
    const broken = Buffer.from('%PDF-1.7 and nothing more')
    await choose.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: broken })
    await page.getByText(files.disguised('.txt')).first().waitFor()
    const damaged = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: broken }
    await choose.setInputFiles(damaged)
    await page.getByText(files.problems.broken).first().waitFor()
    await choose.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: pdfWith('Hello') })
    await page.getByText(files.keptAs('.txt', 'notes.pdf')).first().waitFor()
    await ada.isSound(`a renamed file that was kept as what it is ${language}`)
    await choose.setInputFiles({ name: 'notes.pdf', mimeType: 'application/pdf', buffer: pdfWith('Hello') })
    await page.getByText(files.status.waiting, { exact: true }).first().waitFor()
    expect(await page.getByText(files.keptAs('.txt', 'notes.pdf')).count()).toBe(0)
    await ada.context.close()
  },
  120_000,
)
