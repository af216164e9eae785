import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeBrowser, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { mailsTo } from '../servers.ts'
import { advanceRefill } from '../refill.ts'
import { heading, said, toCheck, toStartPage } from './asking.ts'
import { englishLeft } from './english-left.ts'

const { words } = said.es
let practice: Practice
let browser: Browser
let rosa: Screen
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  rosa = await Screen.open(browser, phone, 'es-MX')
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

/** Everything a page says, to those who see it and to those who hear it. */
const saysOf = ({ page }: Screen): Promise<string[]> =>
  page.evaluate(() => {
    const named = [...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap((each) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => each.getAttribute(name) ?? ''),
    )
    return [document.title, ...document.body.innerText.split('\n'), ...named]
  })

async function look(what: string): Promise<void> {
  const { portal } = await (await practice.as('ada@example.com')).api.portal.live.query()
  // A language is offered in its own name.
  const says = (await saysOf(rosa)).filter((line) => line.trim() !== said.en.words.languageName)
  expect(englishLeft(says, portal), `English on ${what}`).toEqual([])
  expect(await rosa.page.locator('html').getAttribute('lang')).toBe('es')
  await rosa.isSound(`${what} in Spanish`)
}

test('English that is left would be found', async () => {
  const { portal } = await (await practice.as('ada@example.com')).api.portal.live.query()
  const { form, sent } = said.en.words
  for (const line of [form.send, sent.by('mañana'), form.progress(1, 5), 'Refill', 'Monday'])
    expect(englishLeft([line], portal), line).not.toEqual([])
  expect(englishLeft(['Resurtido'], portal)).toEqual([])
})

test('R202 the whole story is told in Spanish, and no English is left in it', async () => {
  const { page } = rosa
  await page.goto(practice.urls.portal)
  await heading(rosa, words.signIn.title).waitFor()
  await look('the sign-in page')
  await page.getByRole('button', { name: words.signIn.submit }).click()
  await page.getByRole('alert').getByRole('link', { name: words.signIn.noName }).waitFor()
  await look('a sign-in with nothing typed')
  await rosa.signInHere(practice, 'rosa@example.com')
  await toStartPage(rosa, said.es, look)
  await toCheck(rosa, said.es, look)
  await page.getByRole('button', { name: words.form.send }).click()
  await heading(rosa, words.sent.title).waitFor()
  await look('the request is sent')
  await page.getByRole('link', { name: words.sent.home }).click()
  await page.getByRole('link', { name: /Resurtido/ }).waitFor()
  await look('the start page')
  await page.getByRole('link', { name: /Resurtido/ }).click()
  await page.getByRole('button', { name: 'Retirarla' }).click()
  await page.getByText(words.request.sureText('Retirarla')).waitFor()
  await look('withdrawing')
  await page.getByRole('button', { name: words.request.sureNo }).click()
  await page.goto(`${practice.urls.portal}/requests/refill/nothing`)
  await heading(rosa, words.failures.notFoundTitle).waitFor()
  await look('a page that is not hers')
}, 180_000)

test('R113 R202 the mail speaks Spanish too', async () => {
  const person = await practice.as('rosa@example.com')
  const { records } = await person.api.records.list.query({ table: 'refill' })
  const id = records[0]?.id ?? ''
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const priya = await practice.as('priya@maple.example.com')
  await advanceRefill(priya, id, 'decline', 3, {
    reply: 'Venga primero a la consulta',
    decision_note: 'Come in first',
  })
  const herMail = async () => (await mailsTo('rosa@example.com')).find(({ text }) => text.includes(id))
  await practice.until('her mail arrives', async () => (await herMail()) !== undefined)
  const mail = await herMail()
  expect(mail?.subject).toBe('Novedades de Medicina Familiar Maple')
  const { portal } = await person.api.portal.live.query()
  expect(englishLeft(mail?.text.split('\n') ?? [], portal)).toEqual([])
  await rosa.page.goto(`${practice.urls.portal}/requests/refill/${id}`)
  await rosa.page.getByText('No aprobada, por favor llámenos').first().waitFor()
  await look('a declined request')
}, 120_000)

test('R83 R202 acting for somebody is told in Spanish too', async () => {
  const alex = await practice.as('alex@maple.example.com', 'office')
  const [account, patient] = ['40000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000005']
  await alex.api.proxies.grant.mutate({ account, patient, role: 'proxy', until: null })
  const { page } = rosa
  const elsa = 'Elsa Lindqvist'
  await page.goto(practice.urls.portal)
  await page.getByRole('button', { name: words.proxy.actFor(elsa) }).waitFor()
  await look('the start page of somebody who may act for another')
  await page.goto(`${practice.urls.portal}/account`)
  await page.getByRole('button', { name: words.proxy.endWith(elsa) }).click()
  await look('asked whether to end it')
  await page.goto(`${practice.urls.portal}/ask/refill`)
  await page.getByRole('button', { name: words.form.continue }).click()
  await look('whom it is for')
  await page.getByLabel(elsa).check()
  await page.getByRole('button', { name: words.form.continue }).click()
  await page.getByText(words.proxy.actingFor).waitFor()
  await look('before the questions for somebody else')
  await alex.api.proxies.end.mutate({ account, patient })
  await page.getByText(words.proxy.over).waitFor({ timeout: 5_000 })
  await look('the right to act was ended')
}, 120_000)
