import { expect } from 'vitest'
import { en, type Words } from '../../packages/portal-ui/words/en.ts'
import { es } from '../../packages/portal-ui/words/es.ts'
import type { Screen } from '../browser.ts'

export const said = {
  en: {
    words: en,
    ask: 'Ask for a refill',
    medication: 'Which medicine do you need?',
    dose: 'What is the dose?',
    days: 'How many days of it do you have left?',
    pharmacy: 'Where will you pick it up?',
    byMail: 'By mail',
    reason: 'Is there anything the nurse should know?',
  },
  es: {
    words: es,
    ask: 'Pedir un resurtido',
    medication: '¿Qué medicamento necesita?',
    dose: '¿Cuál es la dosis?',
    days: '¿Para cuántos días le queda?',
    pharmacy: '¿Dónde lo va a recoger?',
    byMail: 'Por correo',
    reason: '¿Hay algo que la enfermera deba saber?',
  },
} satisfies Record<string, Said>

export type Said = Record<
  'ask' | 'medication' | 'dose' | 'days' | 'pharmacy' | 'byMail' | 'reason',
  string
> & { readonly words: Words }

/** What is looked at on every page on the way. */
export type Look = (what: string) => Promise<void>

export const heading = ({ page }: Screen, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name })

/** Past the offer of a second factor, which a patient may put off. */
export async function toStartPage(screen: Screen, { words }: Said, look: Look): Promise<void> {
  await heading(screen, words.secondFactor.offerTitle).waitFor()
  await look('the offer of a second factor')
  await screen.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await heading(screen, words.start.title).waitFor()
}

/** Who may act for somebody else is asked first whom it is for; others are not. */
export async function forMyself({ page }: Screen, { words }: Said): Promise<void> {
  const myself = page.getByLabel(words.proxy.myself)
  await myself.or(page.getByRole('link', { name: words.form.begin })).waitFor()
  if (!(await myself.isVisible())) return
  await myself.check()
  await page.getByRole('button', { name: words.form.continue }).click()
}

/** From the start page to the answers being checked: one question a page, one of them wrong at first. */
export async function toCheck(screen: Screen, told: Said, look: Look): Promise<void> {
  const { page } = screen
  const { words } = told
  const goOn = page.getByRole('button', { name: words.form.continue })
  const answer = async (question: string, value: string) => {
    await page.getByLabel(question).fill(value)
    await goOn.click()
  }
  await page.getByRole('link', { name: told.ask }).click()
  await forMyself(screen, told)
  await page.getByRole('link', { name: words.form.begin }).waitFor()
  await look('before the questions')
  await page.getByRole('link', { name: words.form.begin }).click()
  await page.getByLabel(told.medication).waitFor()
  await look('a question')
  await answer(told.medication, 'Metformin')
  await answer(told.dose, '500 mg')

  await answer(told.days, 'many')
  const summary = page.getByRole('alert')
  await summary.getByRole('heading', { name: words.shell.problem }).waitFor()
  await look('a wrong answer')
  await summary.getByRole('link', { name: words.problems['not-a-number'] }).click()
  const days = page.getByLabel(told.days)
  expect(await days.evaluate((field) => field === document.activeElement)).toBe(true)
  await answer(told.days, '5')

  await page.getByLabel(told.byMail).check()
  await look('a choice')
  await goOn.click()
  await page.getByLabel(told.reason).waitFor()
  await look('a question that may be left out')
  await goOn.click()
  await heading(screen, words.form.check).waitFor()
  await look('check your answers')
}
