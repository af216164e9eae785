import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { phone, Screen } from '../browser.ts'
import { refusalOf } from '../person.ts'
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

/** Every kind of field through its doors: typed, understood, sealed, shown and withheld. */
export const everyKindTests = (given: () => Given): void => {
  test('what is typed into every kind is understood, sealed and shown by the rules of its field', async () => {
    const { practice } = given()
    const rosa = await practice.as('rosa@example.com')
    const begin = (answers: Readonly<Record<string, string>>) =>
      rosa.api.requests.start.mutate({ workflow: 'intake', answers, key: randomUUID() })
    const wrong = {
      needs: 'sofa',
      fee: '12.345',
      paid: 'much',
      call: '6 pm',
      medicines: 'x'.repeat(201),
      home: '12 Main Street\n\nSpringfield\nIL',
      consent: 'Rosa Example\n\nAnything.',
    }
    expect(await refusalOf(begin(wrong))).toMatchObject({
      code: 'answers-invalid',
      answers: [
        { field: 'needs', reason: 'not-a-choice' },
        { field: 'fee', reason: 'not-an-amount' },
        { field: 'paid', reason: 'not-an-amount' },
        { field: 'call', reason: 'too-late' },
        { field: 'medicines', reason: 'too-long' },
        { field: 'home', reason: 'not-an-address' },
        { field: 'consent', reason: 'not-signed' },
      ],
    })
    const { id } = await begin(intakeTyped)
    const cellsFor = async (email: string) => {
      const person = email.startsWith('rosa') ? rosa : await practice.as(email)
      const opened = await person.api.requests.open.query({ table: 'intake', id })
      return { cells: opened.record.cells, hidden: opened.record.hidden }
    }
    const all = {
      needs: 'chair lift',
      fee: 1250.5,
      paid: 250.5,
      rest: 1000,
      call: '09:30',
      medicines: 'Metformin\nAspirin',
      home: intakeTyped.home,
      consent: intakeTyped.consent,
    }
    expect((await cellsFor('rosa@example.com')).cells).toMatchObject(all)
    expect(await cellsFor('nora@maple.example.com')).toMatchObject({ cells: all, hidden: [] })
    const desk = await cellsFor('finn@maple.example.com')
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
  })

  test('where none of what it asks for was chosen, a role of that condition sees nothing', async () => {
    const { practice } = given()
    const rosa = await practice.as('rosa@example.com')
    const { id } = await rosa.api.requests.start.mutate({
      workflow: 'intake',
      answers: { ...intakeTyped, needs: 'quiet' },
      key: randomUUID(),
    })
    const nora = await practice.as('nora@maple.example.com')
    expect(await refusalOf(nora.api.requests.open.query({ table: 'intake', id }))).toEqual({
      code: 'not-found',
    })
  })

  test(
    'on a phone a patient answers every kind, and draws her signature if she wants',
    { timeout: 120_000 },
    async () => {
      const { practice, browser } = given()
      const ada = await Screen.open(browser, phone, 'en-US')
      await ada.signIn(practice, 'ada@example.com')
      const { page } = ada
      const goOn = () => page.getByRole('button', { name: words.form.continue }).click()
      await page.getByRole('button', { name: words.secondFactor.skip }).click()
      await page.goto(`${practice.urls.portal}/ask/intake`)
      await forMyself(ada, said.en)
      await page.getByRole('link', { name: words.form.begin }).click()

      await page.getByRole('group', { name: 'What will help you?' }).waitFor()
      await page.getByRole('checkbox', { name: 'The lift' }).waitFor()
      await goOn()
      await page.getByRole('alert').getByRole('link', { name: words.problems.missingChoices }).click()
      const chair = page.getByRole('checkbox', { name: 'A wheelchair' })
      expect(await chair.evaluate((box) => box === document.activeElement)).toBe(true)
      await ada.isSound('several choices, none of them made')
      await page.keyboard.press('Space')
      await page.getByRole('checkbox', { name: 'The lift' }).check()
      await ada.isSound('several choices')
      await goOn()

      await page.getByLabel('Fee').fill('$1,250.50')
      await ada.isSound('an amount')
      await goOn()
      await page.getByLabel('Paid').fill('250')
      await goOn()
      await page.getByLabel('Best time to call').fill('7 in the evening')
      await goOn()
      await page.getByText(words.problems.notLater('5:00 PM')).first().waitFor()
      await ada.isSound('a time that is too late')
      await page.getByLabel('Best time to call').fill('9.30')
      await goOn()

      await page.getByLabel('Number 1').fill('Metformin')
      await page.getByRole('button', { name: 'Add another' }).click()
      const second = page.getByLabel('Number 2', { exact: true })
      await practice.until('the new line has the focus', () =>
        second.evaluate((input) => input === document.activeElement),
      )
      await page.keyboard.type('Aspirin')
      await ada.isSound('a list')
      await goOn()

      await page.getByLabel('Street and number').fill('12 Main Street')
      await page.getByLabel('Town or city').fill('Springfield')
      await page.getByLabel('State').fill('IL')
      await goOn()
      const code = page.getByLabel('ZIP code')
      expect(await code.getAttribute('aria-invalid')).toBe('true')
      expect(await code.getAttribute('autocomplete')).toBe('postal-code')
      expect(await page.getByLabel('Street and number').getAttribute('aria-invalid')).toBe(null)
      await ada.isSound('an address without its code')
      await code.fill('62701')
      await goOn()

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
      await goOn()

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
      await ada.context.close()
    },
  )
}
