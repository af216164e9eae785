import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { phone, Screen } from '../browser.ts'
import { refusalOf, type Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { forMyself, heading, said } from '../story/asking.ts'

const words = said.en.words
type Given = { readonly practice: Practice; readonly browser: Browser }
const whole = z.array(z.object({ whole: z.string() })).length(1)

const intakeTyped = {
  needs: 'lift chair',
  fee: '$1,250.50',
  paid: '250,50',
  call: '9.30 am',
  medicines: 'Metformin\nAspirin',
  home: '12 Main Street\n\nSpringfield\nIL\n62701',
  consent: 'Rosa Example\n1,2 30,40;5,6\nYou may call me about this.',
}

/** The same as they are understood. */
const understood = {
  needs: 'chair lift',
  fee: 1250.5,
  paid: 250.5,
  rest: 1000,
  call: '09:30',
  medicines: 'Metformin\nAspirin',
  home: intakeTyped.home,
  consent: intakeTyped.consent,
}

const wrong = {
  needs: 'sofa',
  fee: '12.345',
  paid: 'much',
  call: '6 pm',
  medicines: 'x'.repeat(201),
  home: '12 Main Street\n\nSpringfield\nIL',
  consent: 'Rosa Example\n\nAnything.',
}
const problems = [
  { field: 'needs', reason: 'not-a-choice' },
  { field: 'fee', reason: 'not-an-amount' },
  { field: 'paid', reason: 'not-an-amount' },
  { field: 'call', reason: 'too-late' },
  { field: 'medicines', reason: 'too-long' },
  { field: 'home', reason: 'not-an-address' },
  { field: 'consent', reason: 'not-signed' },
]

const begun = (person: Person, answers: Readonly<Record<string, string>>) =>
  person.api.requests.start.mutate({ workflow: 'intake', answers, key: randomUUID() })

const cellsFor = async (person: Person, id: string) => {
  const { record } = await person.api.requests.open.query({ table: 'intake', id })
  return { cells: record.cells, hidden: record.hidden }
}

const isTakenIn = async ({ practice }: Given): Promise<void> => {
  const rosa = await practice.as('rosa@example.com')
  expect(await refusalOf(begun(rosa, wrong))).toMatchObject({ code: 'answers-invalid', answers: problems })
  const { id } = await begun(rosa, intakeTyped)
  expect((await cellsFor(rosa, id)).cells).toMatchObject(understood)
  const nora = await practice.as('nora@maple.example.com')
  expect(await cellsFor(nora, id)).toMatchObject({ cells: understood, hidden: [] })
  const desk = await cellsFor(await practice.as('finn@maple.example.com'), id)
  expect(desk.cells).toMatchObject({ needs: 'chair lift', paid: 250.5, call: '09:30' })
  expect(desk.hidden.toSorted()).toEqual(['fee', 'home', 'medicines', 'rest'])

  const stored = await practice.superuser(async (client) => {
    const { rows } = await client.query(
      `select to_jsonb(t)::text as whole from data.intake t where id = '${id}'`,
    )
    return whole.parse(rows)[0]?.whole
  })
  for (const secret of ['1250', 'Springfield', 'Rosa', 'call me', 'Aspirin'])
    expect(stored).not.toContain(secret)
  expect(stored).toContain('chair lift')
}

const isWithheld = async ({ practice }: Given): Promise<void> => {
  const rosa = await practice.as('rosa@example.com')
  const { id } = await begun(rosa, { ...intakeTyped, needs: 'quiet' })
  const nora = await practice.as('nora@maple.example.com')
  expect(await refusalOf(nora.api.requests.open.query({ table: 'intake', id }))).toEqual({
    code: 'not-found',
  })
}

const goOn = ({ page }: Screen): Promise<void> =>
  page.getByRole('button', { name: words.form.continue }).click()

const chooses = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await page.getByRole('group', { name: 'What will help you?' }).waitFor()
  await page.getByRole('checkbox', { name: 'The lift' }).waitFor()
  await goOn(ada)
  await page.getByRole('alert').getByRole('link', { name: words.problems.missingChoices }).click()
  const chair = page.getByRole('checkbox', { name: 'A wheelchair' })
  expect(await chair.evaluate((box) => box === document.activeElement)).toBe(true)
  await ada.isSound('several choices, none of them made')
  await page.keyboard.press('Space')
  await page.getByRole('checkbox', { name: 'The lift' }).check()
  await ada.isSound('several choices')
  await goOn(ada)
}

const counts = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await page.getByLabel('Fee').fill('$1,250.50')
  await ada.isSound('an amount')
  await goOn(ada)
  await page.getByLabel('Paid').fill('250')
  await goOn(ada)
  await page.getByLabel('Best time to call').fill('7 in the evening')
  await goOn(ada)
  await page.getByText(words.problems.notLater('5:00 PM')).first().waitFor()
  await ada.isSound('a time that is too late')
  await page.getByLabel('Best time to call').fill('9.30')
  await goOn(ada)
}

const lists = async (ada: Screen, practice: Practice): Promise<void> => {
  const { page } = ada
  await page.getByLabel('Number 1').fill('Metformin')
  await page.getByRole('button', { name: 'Add another' }).click()
  const second = page.getByLabel('Number 2', { exact: true })
  await practice.until('the new line has the focus', () =>
    second.evaluate((input) => input === document.activeElement),
  )
  await page.keyboard.type('Aspirin')
  await ada.isSound('a list')
  await goOn(ada)
}

const tellsWhere = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await page.getByLabel('Street and number').fill('12 Main Street')
  await page.getByLabel('Town or city').fill('Springfield')
  await page.getByLabel('State').fill('IL')
  await goOn(ada)
  const code = page.getByLabel('ZIP code')
  expect(await code.getAttribute('aria-invalid')).toBe('true')
  expect(await code.getAttribute('autocomplete')).toBe('postal-code')
  expect(await page.getByLabel('Street and number').getAttribute('aria-invalid')).toBe(null)
  await ada.isSound('an address without its code')
  await code.fill('62701')
  await goOn(ada)
}

const signs = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await page.getByText('You may call me about this.').waitFor()
  await page.getByLabel('Your full name').fill('Ada Example')
  await page.getByText('Draw it as well (optional)').click()
  const box = await page.getByRole('img', { name: 'Nothing is drawn yet' }).boundingBox()
  if (!box) throw new Error('There is nowhere to draw.')
  await page.mouse.move(box.x + 20, box.y + 30)
  await page.mouse.down()
  await page.mouse.move(box.x + 90, box.y + 50, { steps: 8 })
  await page.mouse.up()
  await page.getByRole('img', { name: 'A drawn signature' }).waitFor()
  await ada.isSound('a signature')
  await goOn(ada)
}

const checksAndSends = async (ada: Screen): Promise<void> => {
  const { page } = ada
  await page.getByText('Signed by Ada Example').waitFor()
  for (const shown of [
    'A wheelchair and The lift',
    '$1,250.50',
    '9:30 AM',
    'Metformin, Aspirin',
    '12 Main Street, Springfield, IL 62701',
  ])
    await page.getByText(shown).waitFor()
  await ada.isSound('check the answers of every kind')
  await page.getByRole('button', { name: words.form.send }).click()
  await heading(ada, words.sent.title).waitFor()
  await page.getByRole('link', { name: words.sent.follow }).click()
  await page.getByText('$1,000.50').waitFor()
  await page.getByRole('img', { name: 'A drawn signature' }).waitFor()
  await ada.isSound('her request with every kind')
}

const answersAll = async ({ practice, browser }: Given): Promise<void> => {
  const ada = await Screen.open(browser, phone, 'en-US')
  await ada.signIn(practice, 'ada@example.com')
  await ada.page.getByRole('button', { name: words.secondFactor.skip }).click()
  await ada.page.goto(`${practice.urls.portal}/ask/intake`)
  await forMyself(ada, said.en)
  await ada.page.getByRole('link', { name: words.form.begin }).click()
  await chooses(ada)
  await counts(ada)
  await lists(ada, practice)
  await tellsWhere(ada)
  await signs(ada)
  await checksAndSends(ada)
  await ada.context.close()
}

/** Every kind of field through its doors: typed, understood, sealed, shown and withheld. */
export const everyKindTests = (given: () => Given): void => {
  test('what is typed into every kind is understood, sealed and shown by the rules of its field', () =>
    isTakenIn(given()))

  test('where none of what it asks for was chosen, a role of that condition sees nothing', () =>
    isWithheld(given()))

  test(
    'on a phone a patient answers every kind, and draws her signature if she wants',
    { timeout: 120_000 },
    () => answersAll(given()),
  )
}
