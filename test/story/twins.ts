import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { en as words } from '../../packages/portal-ui/words/en.ts'
import { phone, Screen } from '../browser.ts'
import { call } from '../call.ts'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { mailsTo } from '../servers.ts'
import { heading } from './asking.ts'

type Twin = {
  readonly email: string
  readonly record: string
  /** What is hers alone, and may be told to her. */
  readonly own: readonly string[]
  readonly note: string
}
const ben: Twin = {
  email: 'ben@example.com',
  record: '20000000-0000-4000-8000-000000000003',
  own: ['Ben Okafor', 'ben@example.com', '1989-12-30', '555-0113'],
  note: 'Fine for ninety days',
}
const mei: Twin = {
  email: 'mei@example.com',
  record: '20000000-0000-4000-8000-000000000004',
  own: ['Mei Tanaka', 'mei@example.com', '2001-06-21', '555-0114'],
  note: 'No. She sounded confused on the telephone and asked for three times as much as last year.',
}

/** Without what is random, momentary, or who somebody is: a reference is read off the id. */
const alike = (text: string, { own }: Twin): string =>
  own
    .reduce((said, word) => said.replaceAll(word, 'WHO'), text)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\b[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}\b/g, 'REFERENCE')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'MOMENT')
    .replaceAll(/\d{1,2}:\d{2}(:\d{2})?(\s[AP]M)?/g, 'TIME')

const tables = ['location', 'patient', 'refill', 'slot', 'appointment', 'form-request', 'records-request']

const answersTo = async (person: Person, twin: Twin, id: string): Promise<readonly string[]> => {
  const patient = person.standsFor
  const headers = { cookie: person.cookie, ...(patient === null ? {} : { 'x-portico-for': patient }) }
  const asked: readonly (readonly [string, unknown])[] = [
    ['session.whoAmI', undefined],
    ['portal.live', undefined],
    ...tables.map((table) => ['records.list', { table }] as const),
    ['records.open', { table: 'patient', id: twin.record }],
    ['records.open', { table: 'refill', id }],
    ['requests.open', { table: 'refill', id }],
    ['requests.earlier', { table: 'refill', id }],
    ['requests.find', { id }],
    ['records.choices', { table: 'appointment', field: 'slot' }],
    ['answers.load', { form: 'refill' }],
    ['answers.loadStep', { table: 'refill', id }],
  ]
  return Promise.all(
    asked.map(async ([procedure, input]) => {
      const { status, text, headers: given } = await call(person.url, procedure, { input, headers })
      return alike(JSON.stringify([procedure, status, text, given.get('content-type')]), twin)
    }),
  )
}

const pagesOf = async (
  practice: Practice,
  browser: Browser,
  twin: Twin,
  id: string,
): Promise<readonly string[]> => {
  const screen = await Screen.open(browser, phone)
  const { page } = screen
  await screen.signIn(practice, twin.email)
  await page.getByRole('button', { name: words.secondFactor.skip }).click()
  await heading(screen, words.start.title).waitFor()
  await page.getByText('Approved').waitFor()
  const seen = [await page.locator('body').innerHTML()]
  await page.goto(`${practice.urls.portal}/requests/refill/${id}`)
  await page.getByLabel(words.request.status, { exact: true }).getByText('Approved').waitFor()
  seen.push(await page.locator('body').innerHTML())
  await screen.context.close()
  return seen.map((html) => alike(html, twin))
}

const decided = async (practice: Practice, { email, note }: Twin): Promise<string> => {
  const { id } = await startRefill(await practice.as(email))
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const priya = await practice.as('priya@maple.example.com')
  await advanceRefill(priya, id, 'approve', 3, { decision_note: note })
  return id
}

/** As no person does: one cell becomes blank, and what it held is kept as an earlier value. */
const blank = (practice: Practice, field: string, id: string) =>
  practice.superuser((client) =>
    client.query(
      `begin; set local session authorization portico_publisher; update data.refill set ${field} = null where id = '${id}'; commit`,
    ),
  )

export const twinTests = (practice: () => Practice, browser: () => Browser): void => {
  test('two patients who differ only in what is withheld get the same answers, pages, counts and mails', async () => {
    const ids = new Map<Twin, string>()
    for (const twin of [ben, mei]) ids.set(twin, await decided(practice(), twin))
    const [bens = '', meis = ''] = [ids.get(ben), ids.get(mei)]
    await blank(practice(), 'decision_note', bens)
    const mail = async (twin: Twin) =>
      (await mailsTo(twin.email)).filter(({ text }) => text.includes(ids.get(twin) ?? '?'))
    for (const twin of [ben, mei])
      await practice().until('the mail arrives', async () => (await mail(twin)).length > 0)
    const told = async (twin: Twin) =>
      (await mail(twin)).map(({ subject, text, html }) => alike([subject, text, html].join('\n'), twin))
    expect(await told(mei)).toEqual(await told(ben))

    const answers = async (twin: Twin, id: string) => answersTo(await practice().as(twin.email), twin, id)
    const hers = await answers(ben, bens)
    expect(hers.filter((answer) => answer.includes('Lisinopril')).length).toBeGreaterThan(2)
    expect(await answers(mei, meis)).toEqual(hers)
    expect(await pagesOf(practice(), browser(), mei, meis)).toEqual(
      await pagesOf(practice(), browser(), ben, bens),
    )
  }, 120_000)

  test('whoever acts for two such patients is told the same of both', async () => {
    const list = async (twin: Twin): Promise<string> => {
      const person = (await practice().as(twin.email)).api.records.list.query({ table: 'refill' })
      return (await person).records[0]?.id ?? ''
    }
    const [bens, meis] = [await list(ben), await list(mei)]
    // What a patient adds in her own words is withheld from who acts for her.
    await blank(practice(), 'reason', meis)
    await practice().superuser((client) =>
      client.query(
        `insert into portico.account_role (account, role, for_patient)
           select r.account, 'proxy', p::uuid from portico.account_role r, unnest($1::text[]) p
           where r.role = 'proxy' limit 2`,
        [[ben.record, mei.record]],
      ),
    )
    const ada = await practice().as('ada@example.com')
    const answers = (twin: Twin, id: string) => answersTo(ada.standingFor(twin.record), twin, id)
    const his = await answers(ben, bens)
    expect(his.filter((answer) => answer.includes('Lisinopril')).length).toBeGreaterThan(2)
    expect(await answers(mei, meis)).toEqual(his)
  }, 60_000)
}
