import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { tasksWords } from '../../packages/portal-ui/words/tasks.ts'
import { phone, Screen } from '../browser.ts'
import { refusalOf } from '../person.ts'
import type { Practice } from '../practice.ts'
import { forMyself, heading, said } from '../story/asking.ts'

const words = said.en.words
const tasks = tasksWords.en
type Given = { readonly practice: Practice; readonly browser: Browser }

const typed = {
  phone: '555-0100',
  called: 'Rosa',
  spoken: 'es',
  insured: 'no',
  begins: '2026-12-20',
  ends: '2026-12-19',
}
const say = {
  en: 'The last day cannot come before the first',
  es: 'El último día no puede ir antes del primero',
}

const refusesTogether = async ({ practice }: Given): Promise<void> => {
  const rosa = await practice.as('rosa@example.com')
  const begun = (answers: Readonly<Record<string, string>>) =>
    rosa.api.requests.start.mutate({ workflow: 'register', answers, key: randomUUID() })
  expect(await refusalOf(begun(typed))).toEqual({
    code: 'answers-invalid',
    answers: [{ field: 'ends', reason: 'unfit', say }],
  })
  expect(await begun({ ...typed, ends: typed.begins })).toHaveProperty('id')
}

const goOn = ({ page }: Screen): Promise<void> =>
  page.getByRole('button', { name: words.form.continue }).click()
const task = ({ page }: Screen, name: string) => page.getByRole('listitem').filter({ hasText: name })
const into = (screen: Screen, name: string): Promise<void> =>
  screen.page.getByRole('link', { name, exact: true }).click()
const stands = async (screen: Screen, name: string, status: keyof typeof tasks.status): Promise<void> => {
  await task(screen, name).getByText(tasks.status[status], { exact: true }).waitFor()
}

const toTasks = async ({ page }: Screen): Promise<void> => {
  await page.getByText(tasks.lead).waitFor()
}

const date = async ({ page }: Screen, day: string): Promise<void> => {
  await page.getByLabel(words.form.month, { exact: true }).fill('12')
  await page.getByLabel(words.form.day, { exact: true }).fill(day)
  await page.getByLabel(words.form.year, { exact: true }).fill('2026')
}

const aboutHerself = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await into(ada, 'About you')
  await page.getByText(/^About you · /).waitFor()
  await page.getByText(words.form.known).waitFor()
  expect(await page.getByRole('textbox').inputValue()).toMatch(/\d{4}/)
  await ada.isSound('a question that begins with what is known')
  await goOn(ada)
  await page.getByLabel('What shall we call you?').fill('Ada')
  await goOn(ada)
  await heading(ada, /Your language/).waitFor()
  await page.reload()
  await heading(ada, /Your language/).waitFor()
  await page.getByText(/^About you · /).waitFor()
  await page.goBack()
  await page.goBack()
  await page.goBack()
  await toTasks(ada)
  await stands(ada, 'About you', 'in-progress')
  await into(ada, 'About you')
  await page.getByLabel('Spanish').check()
  await goOn(ada)
  await toTasks(ada)
  await stands(ada, 'About you', 'completed')
}

const aboutThePlan = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await into(ada, 'Your insurance')
  await page.getByLabel(words.shell.yes).check()
  await goOn(ada)
  await page.getByLabel('Your plan').fill('Gold')
  await goOn(ada)
  await heading(ada, /Member number/).waitFor()
  await page.goto(page.url().replace(/question\/.*/, 'tasks'))
  await toTasks(ada)
  await stands(ada, 'Your insurance', 'in-progress')
  await ada.isSound('a list of tasks, some of them begun')
  await page.goto(page.url().replace('tasks', 'question/insured'))
  await page.getByLabel(words.shell.no, { exact: true }).check()
  await goOn(ada)
  await toTasks(ada)
  await stands(ada, 'Your insurance', 'completed')
}

const aboutTheDays = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await into(ada, 'When you are away')
  await heading(ada, /First day away/).waitFor()
  await date(ada, '20')
  await goOn(ada)
  await heading(ada, /Last day away/).waitFor()
  await date(ada, '19')
  await goOn(ada)
  await page.getByRole('alert').getByRole('link', { name: say.en }).waitFor()
  await ada.isSound('an answer that does not go with another')
  await date(ada, '27')
  await goOn(ada)
  await heading(ada, /Anything else/).waitFor()
  await goOn(ada)
  await toTasks(ada)
}

const checksBySection = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await page.getByText(tasks.done(3, 3)).waitFor()
  await page.getByRole('link', { name: tasks.check }).click()
  await heading(ada, words.form.check).waitFor()
  for (const name of ['About you', 'Your insurance', 'When you are away'])
    await page.getByRole('heading', { level: 2, name }).waitFor()
  expect(await page.getByText('Gold').count()).toBe(0)
  await ada.isSound('check the answers by section')
  await page.getByRole('link', { name: words.form.changeWhat('First day away') }).click()
  await date(ada, '28')
  await goOn(ada)
  // What goes together no longer leads back to where it is said.
  await page.waitForURL(/question\/ends/)
  await date(ada, '29')
  await goOn(ada)
  await heading(ada, words.form.check).waitFor()
  await page.getByRole('button', { name: words.form.send }).click()
  await heading(ada, words.sent.title).waitFor()
}

const fillsInByTasks = async ({ practice, browser }: Given): Promise<void> => {
  const ada = await Screen.open(browser, phone)
  const { page } = ada
  await ada.signIn(practice, 'ada@example.com')
  await page.getByRole('button', { name: words.secondFactor.skip }).click()
  await page.goto(`${practice.urls.portal}/ask/register`)
  await forMyself(ada, said.en)
  await page.getByRole('link', { name: words.form.begin }).click()
  await toTasks(ada)
  await stands(ada, 'About you', 'not-started')
  await ada.isSound('a list of tasks')
  await aboutHerself(ada)
  await aboutThePlan(ada)
  await aboutTheDays(ada)
  await checksBySection(ada)
  // The next one begins with what she said the last time.
  await page.goto(`${practice.urls.portal}/ask/register`)
  await forMyself(ada, said.en)
  await page.getByRole('link', { name: words.form.begin }).click()
  await into(ada, 'About you')
  await goOn(ada)
  await heading(ada, /What shall we call you/).waitFor()
  expect(await page.getByRole('textbox').inputValue()).toBe('Ada')
  await ada.context.close()
}

/** Who acts for her mother may not read the mother's phone: the question begins blank, and nothing of it was sent. */
const knowsNoMore = async ({ practice, browser }: Given): Promise<void> => {
  const ada = await Screen.open(browser, phone, 'es-US')
  const { page } = ada
  const spoken = said.es
  await ada.signIn(practice, 'ada@example.com')
  await page.getByRole('button', { name: spoken.words.secondFactor.skip }).click()
  await page.goto(`${practice.urls.portal}/ask/register`)
  await page.getByRole('radio').nth(1).check()
  await page.getByRole('button', { name: spoken.words.form.continue }).click()
  await page.getByRole('link', { name: spoken.words.form.begin }).click()
  await page.getByText(tasksWords.es.status['not-started']).first().waitFor()
  await ada.isSound('a list of tasks in Spanish')
  await page.getByRole('link', { name: 'Sobre usted', exact: true }).click()
  await heading(ada, /Su teléfono/).waitFor()
  expect(await page.getByRole('textbox').inputValue()).toBe('')
  expect(await page.getByText(spoken.words.form.known).count()).toBe(0)
  await ada.context.close()
}

/** A form of several sections: done in any order, checked together, and begun with what is known. */
export const longFormTests = (given: () => Given): void => {
  test('answers that do not go together are refused at the door, with the words of the form', () =>
    refusesTogether(given()))

  test(
    'on a phone a patient does the sections of a long form in any order, and checks them by section',
    { timeout: 120_000 },
    () => fillsInByTasks(given()),
  )

  test('somebody who acts for her sees nothing begun that she may not read', { timeout: 60_000 }, () =>
    knowsNoMore(given()),
  )
}
