import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workWords } from '../../packages/portal-ui/staff/work-words.ts'
import { contactWords } from '../../packages/portal-ui/words/contact.ts'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { es } from '../../packages/portal-ui/words/es.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { refusalOf } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { mailsTo } from '../servers.ts'
import { heading } from './asking.ts'

let practice: Practice
let browser: Browser
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

/** What the trail says of it, in its own words. */
const said = async (): Promise<readonly object[]> =>
  (
    await practice.superuser((client) =>
      client.query<object>(
        `select verb, audience, table_id, patients from portico.entry where detail = 'mail-language' order by seq`,
      ),
    )
  ).rows

test('who says that she wants to be written to in Spanish is, it is an entry once, and colleagues who see her are told', async () => {
  const ada = await practice.as('ada@example.com')
  const nora = await practice.as('nora@maple.example.com')
  const { id } = await startRefill(ada)
  const open = () => nora.api.requests.open.query({ table: 'refill', id })
  expect(await ada.api.contact.language.query()).toEqual({ language: 'en' })
  expect((await open()).patientReadsIn).toBe('en')
  for (const _ of [1, 2]) await ada.api.contact.changeLanguage.mutate({ language: 'es' })
  expect((await open()).patientReadsIn).toBe('es')
  expect((await ada.api.requests.open.query({ table: 'refill', id })).patientReadsIn).toBeNull()
  const who = await ada.api.session.whoAmI.query()
  const patients = who.signedIn ? [who.actor.person] : []
  expect(await said()).toEqual([{ verb: 'update', audience: 'patient', table_id: 'patient', patients }])
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const priya = await practice.as('priya@maple.example.com')
  await advanceRefill(priya, id, 'approve', 3, { decision_note: 'Fine' })
  const mail = async () => (await mailsTo('ada@example.com')).find(({ text }) => text.includes(id))
  await practice.until('her mail arrives', async () => (await mail()) !== undefined)
  expect((await mail())?.text).toContain('hay novedades sobre su solicitud')
  expect(await refusalOf(practice.stranger().api.contact.language.query())).toMatchObject({
    code: 'not-signed-in',
  })
}, 120_000)

test('who changes the screen’s language on a phone does it with one press each, and is asked for her messages too', async () => {
  const screen = await Screen.open(browser, phone, 'en-US', { hasTouch: true, isMobile: true })
  const { page } = screen
  await page.goto(practice.urls.portal)
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).tap()
  await heading(screen, words.signIn.title).waitFor()
  for (const _ of [1, 2]) {
    await tap(es.languageName)
    await heading(screen, es.signIn.title).waitFor()
    await tap(words.languageName)
    await heading(screen, words.signIn.title).waitFor()
  }
  await page.getByText('Front desk', { exact: true }).first().waitFor()
  await tap(es.languageName)
  await page.getByText('Recepción', { exact: true }).first().waitFor()
  await screen.isSound('the sign-in page of the demo in Spanish')
  await screen.signInHere(practice, 'rosa@example.com')
  await page.getByRole('button', { name: es.secondFactor.skip }).click()
  await heading(screen, es.start.title).waitFor()
  await tap(words.languageName)
  await heading(screen, words.start.title).waitFor()
  const rosa = await practice.as('rosa@example.com')
  const { language } = await rosa.api.contact.language.query()
  const to = language === 'es' ? 'en' : 'es'
  if (to === 'es') await tap(es.languageName)
  await page.getByText(contactWords[to].offer).waitFor()
  await screen.isSound('the question for the language of messages')
  const focused = () => page.evaluate('document.activeElement.innerText.trim()')
  await page.getByRole('button', { name: contactWords[to].no }).press('Enter')
  await page.getByText(contactWords[to].left).waitFor()
  expect(await focused()).toBe(contactWords[to].left)
  await screen.isSound('the language of messages left as it is')
  await page.reload()
  await heading(screen, (to === 'es' ? es : words).start.title).waitFor()
  await tap(to === 'es' ? words.languageName : es.languageName)
  await tap(to === 'es' ? es.languageName : words.languageName)
  await page.getByRole('button', { name: contactWords[to].yes }).press('Enter')
  await page.getByText(contactWords[to].saved).waitFor()
  expect(await focused()).toBe(contactWords[to].saved)
  expect(await rosa.api.contact.language.query()).toEqual({ language: to })
  await page.goto(`${practice.urls.portal}/account`)
  await page.getByRole('group', { name: contactWords[to].question }).waitFor()
  await screen.isSound('the account page')
  await page.getByRole('radio', { name: to === 'es' ? 'English' : 'Español' }).check()
  await page.getByRole('button', { name: contactWords[to].save, exact: true }).tap()
  await page.getByText(contactWords[to === 'es' ? 'en' : 'es'].saved).waitFor()
  await screen.context.close()
}, 120_000)

test('who works here reads beside the patient’s name in which language she is written to', async () => {
  const ada = await practice.as('ada@example.com')
  await ada.api.contact.changeLanguage.mutate({ language: 'es' })
  const { id } = await startRefill(ada)
  const nora = await Screen.open(browser, desk)
  await nora.signIn(practice, 'nora@maple.example.com')
  await nora.page.goto(`${practice.urls.portal}/requests/refill/${id}`)
  await nora.page.getByText(workWords('en').readsIn('Español')).waitFor()
  await nora.isSound('a request of somebody who reads Spanish')
  await nora.context.close()
}, 120_000)
