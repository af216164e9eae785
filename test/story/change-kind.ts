import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { desk, phone, type Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'

type OfFile = () => { readonly screen: Screen; readonly practice: Practice }

/** What somebody who may not look is told, and somebody who may; then one edit, and one undo. */
export const changeKindStory = (ofFile: OfFile): void => {
  test('Dana changes what a live field holds: she sees how many values convert, each only if she may, and undoes it', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    const isSaved = () => page.getByText(words.saving.saved).waitFor()
    await page.goto(`${practice.urls.office}/tables/refill`)
    await isSaved()
    await page.locator('summary').filter({ hasText: 'Dose' }).first().click()
    const window = page.getByRole('dialog', { name: words.changeKind.title('Dose') })
    const look = async (kind: string): Promise<void> => {
      await page.getByRole('button', { name: words.changeKind.open }).click()
      await window.getByLabel(words.changeKind.into).selectOption({ label: kind })
      await window
        .getByText(/convert/)
        .first()
        .waitFor()
    }
    await look(words.kinds.number)
    await window.getByText(/Your role may not read .* may: ask one of them to look here/).waitFor()
    expect(await window.getByRole('row').count()).toBe(0)
    await dana.isSound('values that would not convert, of which she may see none')
    await window.getByRole('button', { name: words.close }).click()

    const asked = { table: 'refill', field: 'dose', kind: 'choice' } as const
    const guessed = { ...asked, options: { a: { en: '20 mg' }, b: { en: '10 mg' } } }
    const judged = async () =>
      (await (await practice.as('dana@maple.example.com')).api.draft.tryKind.query(guessed)).judged
    expect(await judged(), 'how many hold a word of her own choice').toBeNull()

    const nurse = (verb: string) =>
      practice.superuser((client) =>
        client.query(
          verb === 'give'
            ? `insert into portico.account_role select a.account, 'nurse' from portico.account_role a where a.role = 'operations'`
            : `delete from portico.account_role r where r.role = 'nurse' and exists (select from portico.account_role o where o.account = r.account and o.role = 'operations')`,
        ),
      )
    await nurse('give')
    expect(await judged()).toMatchObject({ isAll: true })
    await look(words.kinds.number)
    await window.getByRole('cell', { name: /mg/ }).first().waitFor()
    await dana.isSound('values that would not convert, each with its record')
    await window.getByRole('button', { name: words.changeKind.make }).click()
    await window.waitFor({ state: 'detached' })
    await isSaved()
    await page.locator('summary').filter({ hasText: 'Dose (before)' }).waitFor()
    const draft = await (await practice.as('dana@maple.example.com')).api.draft.load.query()
    expect(draft.portal.forms['refill']?.questions.map(({ ask }) => ask)).toContain('dose_2')
    expect(draft.portal.tables['refill']?.fields['dose_2']).toMatchObject({
      kind: 'number',
      'filled-from': 'dose',
    })
    await page.goto(`${practice.urls.office}/publish`)
    await page.getByText(/is filled from/).waitFor()
    await dana.isSound('a review of values taken over')
    await page.getByRole('button', { name: words.undo.undo }).click()
    await isSaved()
    const undone = await (await practice.as('dana@maple.example.com')).api.draft.load.query()
    expect(undone.portal.tables['refill']?.fields['dose_2']).toBeUndefined()
    await nurse('take')
  }, 120_000)
}

/** Phone, hours and closed days, each one edit and one undo. */
export const hoursStory = (ofFile: OfFile): void => {
  test('Dana changes the phone number, one day’s hours and a holiday, and undoes all of it', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    const isSaved = () => page.getByText(words.saving.saved).waitFor()
    const drafted = async () =>
      (await (await practice.as('dana@maple.example.com')).api.draft.load.query()).portal
    const before = await drafted()
    await page.goto(`${practice.urls.office}/look`)
    await isSaved()
    await page.getByLabel(words.practice.phone).fill('555-0177')
    await page.getByLabel(words.practice.phone).press('Tab')
    await page.getByLabel(words.practice.until(words.practice.days.wed)).fill('19:00')
    await page.getByLabel(words.practice.closedDay).fill('2027-02-12')
    await page.getByRole('button', { name: words.practice.addClosed }).click()
    await page.getByText('Friday, February 12, 2027').waitFor()
    await isSaved()
    await dana.isSound('phone, hours and closed days')
    const now = await drafted()
    expect(now.phone).toBe('555-0177')
    expect(now.hours).toMatchObject({ wed: '08:00-19:00', 'thu-fri': '08:00-17:00' })
    expect(now.hours.closed).toContain('2027-02-12')
    await page.setViewportSize(phone)
    await dana.isSound('phone, hours and closed days on a phone')
    await page.setViewportSize(desk)
    const undo = page.getByRole('button', { name: words.undo.undo })
    for (let steps = 0; steps < 3; steps++) await undo.click()
    await isSaved()
    expect(await drafted()).toEqual(before)
  }, 60_000)
}
