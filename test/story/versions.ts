import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { desk, phone, type Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'

type OfFile = () => { readonly screen: Screen; readonly practice: Practice }

const isSaved = (page: Page) => page.getByText(words.saving.saved).waitFor()
const to = (page: Page, name: string) => page.getByRole('link', { name }).first().click()
const live = async (practice: Practice) => (await practice.as('ada@example.com')).api.portal.live.query()

const goingBack = (ofFile: OfFile): void => {
  test('Dana goes back to version 1: she reads what it cannot hold, undoes it once, and publishes it', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    await to(page, words.pages.versions)
    await page.getByRole('heading', { name: words.versions.title(2) }).waitFor()
    await page.getByText(/^You asked for it, and Sam Iverson approved and published it/).waitFor()
    const second = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: words.versions.title(2) }) })
    await second.getByText(words.versions.changed).click()
    await second.getByText(/Allergies is added to refills/).waitFor()
    await dana.isSound('the versions')

    const back = async (): Promise<void> => {
      await page.getByRole('button', { name: words.versions.back(1) }).click()
      const dialog = page.getByRole('dialog', { name: words.versions.back(1) })
      await dialog.getByRole('heading', { name: words.versions.cannotHold(1) }).waitFor()
      // Ada's second refill began with version 2 and is not done: what its form asked for stays, and nobody sees it.
      await dialog.getByText(/Open requests of Refill still need the field Allergies\. It stays/).waitFor()
      await dialog.getByText(/1 open request began after version 1/).waitFor()
      await dana.isSound('what going back would do')
      await dialog.getByRole('button', { name: words.versions.make(1) }).click()
      await page.getByRole('heading', { name: words.publish.changes }).waitFor()
    }
    await back()
    await isSaved(page)
    await page.getByText(words.publish.now).first().waitFor()
    await page.getByRole('button', { name: words.undo.undo }).click()
    await isSaved(page)
    await to(page, words.pages.versions)
    await back()
    await isSaved(page)

    await page.getByRole('region', { name: words.publish.plan }).waitFor()
    await page.getByLabel(words.publish.reason).fill('The old way was better')
    await dana.isSound('review of going back')
    await page.getByRole('button', { name: words.publish.publish, exact: true }).click()
    await page.getByText(/^Version 3 is live since/).waitFor()
    await page.getByText(/it took [0-9]+\.[0-9] s, and people waited for [0-9]+\.[0-9] s\./).waitFor()
    await dana.isSound('published, and what it took')
    await page.getByRole('link', { name: words.versions.show }).click()
    await page.getByRole('heading', { name: words.versions.title(3) }).waitFor()
    // What is live needs no way back to it.
    expect(await page.getByRole('button', { name: words.versions.back(3) }).count()).toBe(0)
    await page.getByRole('button', { name: words.versions.back(2) }).waitFor()
    await page.setViewportSize(phone)
    await dana.isSound('the versions on a phone')
    await page.setViewportSize(desk)

    const finn = await practice.as('finn@maple.example.com')
    const ada = await practice.as('ada@example.com')
    const refills = (await ada.api.records.list.query({ table: 'refill' })).records
    for (const { id } of refills) {
      const seen = await finn.api.records.open.query({ table: 'refill', id })
      expect(Object.keys(seen.cells)).not.toContain('allergies')
    }
    const kept = await practice.superuser((client) =>
      client.query('select count(allergies)::int as values from data.refill'),
    )
    expect(kept.rows).toEqual([{ values: 1 }])
  }, 120_000)
}

const stopping = (ofFile: OfFile): void => {
  test('Dana sees how far a publishing is, and stops it before it switches over', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    const maker = await practice.as('dana@maple.example.com')
    const { revision } = await maker.api.draft.load.query()
    const field = { kind: 'text', class: 'operational', label: { en: 'Shelf', es: 'Estante' } } as const
    const adding = { kind: 'add-field', table: 'refill', field: 'shelf', as: field } as const
    await maker.api.draft.edit.mutate({ revision, edits: [adding] })
    await page.goto(`${practice.urls.office}/publish`)
    await page
      .getByRole('region', { name: words.publish.plan })
      .getByText(/Refill gets room for 1 new field/)
      .waitFor()
    await page.getByLabel(words.publish.reason).fill('Where it lies')
    await practice.superuser(async (client) => {
      // Somebody reads the table for a long time: publishing waits for it, and nobody waits for publishing.
      await client.query('begin; select from data.refill')
      await page.getByRole('button', { name: words.publish.publish, exact: true }).click()
      await page.getByText(words.publish.step(0, 1)).waitFor()
      await dana.isSound('a publishing on its way')
      await page.getByRole('button', { name: words.publish.stop, exact: true }).click()
      await page.getByText(words.publish.stopping).first().waitFor()
      const asked = () => client.query('select from portico.publishing where stop_asked')
      await practice.until('the stop has arrived', async () => (await asked()).rowCount === 1)
      await client.query('commit')
    })
    await page.getByText(words.refusals['publishing-stopped']).waitFor()
    await dana.isSound('a publishing that was stopped')
    expect((await live(practice)).version).toBe(3)
    await page.getByRole('button', { name: words.publish.publish, exact: true }).click()
    await page.getByText(/^Version 4 is live since/).waitFor()
  }, 120_000)
}

const dialogOf = (page: Page, version: number) =>
  page.getByRole('dialog', { name: words.versions.back(version) })

const openWayBack = async (page: Page, version: number): Promise<void> => {
  await page
    .getByRole('button', { name: words.versions.back(version) })
    .first()
    .click()
  await dialogOf(page, version).getByRole('heading', { name: words.versions.changesLive }).waitFor()
}

/** A change that somebody else makes, by her calls; answers the draft's hash. */
const paint = async (practice: Practice, colour: string): Promise<string> => {
  const maker = await practice.as('dana@maple.example.com')
  const { revision } = await maker.api.draft.load.query()
  await maker.api.draft.edit.mutate({ revision, edits: [{ kind: 'set-look', look: { colour } }] })
  return (await maker.api.draft.load.query()).hash
}
const liveColour = '#1f6f5c'

const notAtOnce = (ofFile: OfFile): void => {
  test('Dana goes back at once neither over changes of the draft nor past the second person', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    const maker = await practice.as('dana@maple.example.com')
    const own = await paint(practice, '#204060')
    await page.goto(`${practice.urls.office}/versions`)
    await openWayBack(page, 3)
    const dialog = dialogOf(page, 3)
    await dialog.getByText(words.versions.ownChanges(1)).waitFor()
    await dana.isSound('no going back at once over a draft with changes of its own')
    expect(await dialog.getByRole('button', { name: words.versions.now(3) }).count()).toBe(0)
    await dialog.getByRole('button', { name: words.versions.make(3) }).waitFor()
    expect((await maker.api.draft.load.query()).hash).toBe(own)
    await paint(practice, liveColour)

    // Version 2 let the front desk see more.
    await page.goto(`${practice.urls.office}/versions`)
    await openWayBack(page, 2)
    const wider = dialogOf(page, 2)
    await wider.getByText(words.approval.needsOf(['Sam Iverson'])).waitFor()
    await wider
      .getByText(/gain read of Allergies/)
      .first()
      .waitFor()
    await wider.getByRole('button', { name: words.approval.ask }).waitFor()
    expect(await wider.getByRole('button', { name: words.versions.now(2) }).count()).toBe(0)
    await page.keyboard.press('Escape')
  }, 120_000)
}

const inOneAct = (ofFile: OfFile): void => {
  test('Dana goes back to version 3 in one act, with a reason, and nothing that others did goes live along', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    const now = dialogOf(page, 3).getByRole('button', { name: words.versions.now(3) })
    const why = dialogOf(page, 3).getByLabel(words.versions.why)
    await page.goto(`${practice.urls.office}/versions`)
    await openWayBack(page, 3)
    await dialogOf(page, 3)
      .getByText(/Shelf is taken out of refills/)
      .waitFor()
    expect(await now.getAttribute('aria-disabled')).toBe('true')
    await why.fill('The shelf confused everybody')
    await dana.isSound('going back at once')
    await page.setViewportSize(phone)
    await dana.isSound('going back at once, on a phone')
    await page.setViewportSize(desk)
    // Somebody else changes the draft before she presses, and her page has not heard of it.
    const pressed = Promise.withResolvers<undefined>()
    await page.route(/draft\.watch/, async (route) => {
      await pressed.promise
      await route.continue()
    })
    await paint(practice, '#204060')
    await now.click()
    await dialogOf(page, 3).getByText(words.versions.meanwhile(3)).waitFor()
    pressed.resolve(undefined)
    expect((await live(practice)).version).toBe(4)

    await paint(practice, liveColour)
    await page.goto(`${practice.urls.office}/versions`)
    await openWayBack(page, 3)
    await why.fill('The shelf confused everybody')
    await now.click()
    await dialogOf(page, 3)
      .getByText(/^Version 3 is live since/)
      .waitFor()
    await dana.isSound('gone back')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: words.versions.again(3) }).waitFor()
    await page.getByText(words.versions.because('The shelf confused everybody')).waitFor()
  }, 120_000)

  test('Dana goes back, and then the draft is what is live and undo has ended, also after the page is loaded anew', async () => {
    const { screen: dana, practice } = ofFile()
    const { page } = dana
    expect((await live(practice)).version).toBe(3)
    const draft = await (await practice.as('dana@maple.example.com')).api.draft.load.query()
    expect(draft.hash).toBe(draft.live.hash)
    await page.goto(`${practice.urls.office}/history`)
    await page.getByText(words.history.published(3)).first().waitFor()
    expect(await page.getByRole('button', { name: words.undo.undo }).getAttribute('aria-disabled')).toBe(
      'true',
    )
  })
}

/** Dana's second thoughts about what is live, and about what is about to be. */
export const versionsStory = (ofFile: OfFile): void => {
  goingBack(ofFile)
  stopping(ofFile)
  notAtOnce(ofFile)
  inOneAct(ofFile)
}
