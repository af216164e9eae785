import { readdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { closeBrowser, desk, openBrowser, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'

let practice: Practice
let browser: Browser
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open({ works: false }), openBrowser()])
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

/** Every rehearsal that the practice's template brings. */
const brought = readdirSync(new URL('../../templates/family-practice/rehearsals', import.meta.url)).length

const office = async (email: string): Promise<Screen> => {
  const screen = await Screen.open(browser, desk)
  await screen.page.goto(practice.urls.office)
  await screen.page.getByRole('heading', { name: words.signIn.title }).waitFor()
  await screen.signInHere(practice, email)
  await screen.page.getByRole('heading', { name: words.home.title }).waitFor()
  return screen
}

test('Dana is told of words of health while she types and cannot accept them; Sam can, with a reason', async () => {
  const dana = await office('dana@maple.example.com')
  await dana.page.goto(`${practice.urls.office}/wording/refill-update`)
  const body = dana.page.getByLabel(words.wording.body).first()
  await body.fill(`Your cholesterol result came back at 210.\n{{link}}\n`)
  await dana.page
    .getByText(/“cholesterol”.*speaks of/)
    .first()
    .waitFor({ timeout: 2000 })
  await dana.page
    .getByText(words.problems.acceptedBy(['Sam Iverson']))
    .first()
    .waitFor()
  expect(await dana.page.getByLabel(words.problems.because).count()).toBe(0)
  await dana.page.getByText(words.saving.saved).waitFor()
  await dana.isSound('words that Dana cannot accept')

  const sam = await office('sam@maple.example.com')
  await sam.page.goto(`${practice.urls.office}/approvals`)
  await sam.page.getByText(words.problems.accept).first().click()
  const reason = sam.page.getByLabel(words.problems.because).first()
  await reason.fill('short')
  await sam.page.getByText(words.problems.acceptReason(10)).last().waitFor()
  await reason.fill('Elsa Lindqvist has HIV and wants it so.')
  await sam.page.getByText(words.publish.tells(['HIV'])).waitFor()
  await reason.fill('Agreed with the lawyer for this one message.')
  await sam.isSound('words that Sam can accept')
  await sam.page.getByRole('button', { name: words.problems.accept }).first().click()
  await sam.page.getByRole('heading', { name: words.approval.accepted }).waitFor()
  await sam.page.getByText('in the English text of the message').waitFor()
  await sam.page.getByText(words.saving.saved).waitFor()
}, 120_000)

test('the page of rehearsals shows each step with its moment, and what differs as the draft changes', async () => {
  const dana = await office('dana@maple.example.com')
  await dana.page.goto(`${practice.urls.office}/rehearsals`)
  await dana.page.getByText(words.rehearsals.summary(brought, brought)).waitFor()
  await dana.page.getByText('2027-03-01 12:00').first().waitFor()
  await dana.isSound('the rehearsals')
}, 120_000)
