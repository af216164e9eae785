import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { keptWords } from '../../packages/portal-ui/staff/kept-words.ts'
import { desk, Screen } from '../browser.ts'
import { refusalOf } from '../person.ts'
import type { Practice } from '../practice.ts'

type OfFile = () => { readonly practice: Practice; readonly browser: Browser }

const byCall = (ofFile: OfFile): void => {
  test('whoever may keep a list adds to it and changes it once, and each is an entry in the same statement', async () => {
    const { practice } = ofFile()
    const alex = await practice.as('alex@maple.example.com')
    const key = crypto.randomUUID()
    const adding = { table: 'patient', answers: { name: 'Rosa Nueva', birth_date: '1990-02-03' }, key }
    const { id } = await alex.api.records.create.mutate(adding)
    expect(await alex.api.records.create.mutate(adding)).toEqual({ id })
    await alex.api.records.change.mutate({ table: 'patient', id, answers: { name: 'Rosa Nuevo' } })
    expect((await alex.api.records.open.query({ table: 'patient', id })).cells['name']).toBe('Rosa Nuevo')
    const found = await alex.api.records.find.query({ table: 'patient', words: 'nuevo' })
    expect(found.records.map((record) => record.id)).toEqual([id])
    const { entries, kept, cells } = await practice.superuser(async (client) => ({
      entries: (
        await client.query<{ verb: string; fields: string[]; patients: string[] }>(
          `select verb, fields, patients from portico.entry where $1 = any(records) and verb in ('create', 'update') order by seq`,
          [id],
        )
      ).rows,
      kept: (await client.query('select field from portico.earlier_value where record = $1', [id])).rows,
      cells: (await client.query<{ name: Buffer }>('select name from data.patient where id = $1', [id])).rows,
    }))
    expect(entries).toEqual([
      { verb: 'create', fields: ['name', 'birth_date'], patients: [id] },
      { verb: 'update', fields: ['name'], patients: [id] },
    ])
    expect(kept).toEqual([{ field: 'name' }])
    expect(cells[0]?.name.toString('latin1')).not.toContain('Nuev')

    const notFound = { code: 'not-found' }
    const [nora, ada] = [await practice.as('nora@maple.example.com'), await practice.as('ada@example.com')]
    for (const { api } of [nora, ada]) {
      expect(await refusalOf(api.records.create.mutate({ ...adding, key: crypto.randomUUID() }))).toEqual(
        notFound,
      )
      expect(
        await refusalOf(api.records.change.mutate({ table: 'patient', id, answers: { name: 'X' } })),
      ).toEqual(notFound)
    }
    const hidden = { table: 'patient', id, answers: { phone: '555-0100' } }
    expect(await refusalOf(alex.api.records.change.mutate(hidden))).toEqual(notFound)
    const asked = { table: 'refill', answers: { medication: 'X' }, key: crypto.randomUUID() }
    expect(await refusalOf(alex.api.records.create.mutate(asked))).toEqual(notFound)
  })
}

const onScreen = (ofFile: OfFile): void => {
  test('a new colleague is put on the list on a screen, and can be given an account then', async () => {
    const { practice, browser } = ofFile()
    const alex = await Screen.open(browser, desk)
    await alex.signIn(practice, 'alex@maple.example.com')
    await alex.page.getByRole('main').getByRole('link', { name: 'Our lists' }).click()
    await alex.page.getByRole('link', { name: 'Staff member' }).click()
    await alex.page.getByRole('link', { name: 'Add: Staff member' }).click()
    await alex.page.getByRole('heading', { name: 'Staff member: a new one' }).waitFor()
    await alex.isSound('a new line of a list')
    await alex.page.getByRole('button', { name: 'Save' }).click()
    await alex.page.getByRole('alert').getByText(/name/i).first().waitFor()
    await alex.page.getByRole('textbox', { name: /Name/ }).fill('Hanna Voss')
    await alex.page.getByRole('button', { name: 'Save' }).click()
    await alex.page.getByRole('heading', { name: 'Hanna Voss' }).waitFor()
    await alex.page.getByText(keptWords.en.added).waitFor()
    const toPeople = alex.page.getByRole('link', { name: keptWords.en.toPeople })
    expect(await toPeople.getAttribute('href')).toBe(`${practice.urls.office}/people`)
    await alex.isSound('a line of a list')
    const place = alex.page.getByRole('radio').first()
    await place.check()
    await alex.page.getByRole('button', { name: keptWords.en.unchoose('Location') }).click()
    expect(await place.isChecked()).toBe(false)
    expect(await place.evaluate((radio) => radio === document.activeElement)).toBe(true)
    await place.check()
    await alex.page.getByRole('button', { name: keptWords.en.save, exact: true }).click()
    await alex.page.getByText(keptWords.en.saved, { exact: true }).waitFor()
    await alex.isSound('a line of a list that was saved')
    const { api } = await practice.as('alex@maple.example.com')
    const { records } = await api.records.list.query({ table: 'staff' })
    expect(records.map(({ cells }) => cells['name'])).toContain('Hanna Voss')
    await alex.context.close()
  })
}

/** The lists a practice keeps by itself: its patients, its staff, its places. */
export const listsStory = (ofFile: OfFile): void => {
  byCall(ofFile)
  onScreen(ofFile)
}
