import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { codeAt, currentStep } from '../../packages/runtime/keys/totp.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { listsStory } from './lists.ts'

let practice: Practice
let browser: Browser
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open({ works: false }), openBrowser()])
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

test('R64 nobody gives roles to herself or without the right, and what is taken back is gone at the next call', async () => {
  const alex = await practice.as('alex@maple.example.com', 'office')
  const accounts = await alex.api.people.list.query()
  const accountOf = (email: string) => {
    const found = accounts.find((account) => account.email === email)
    if (!found) throw new Error(`No account is ${email}.`)
    return found.account
  }
  const [noraId, alexId] = [accountOf('nora@maple.example.com'), accountOf('alex@maple.example.com')]
  const notFound = { code: 'not-found' }
  const grant = (role: string, account = noraId) => alex.api.people.grantRole.mutate({ account, role })
  expect(await refusalOf(grant('operations', alexId))).toEqual(notFound)
  expect(await refusalOf(grant('patient'))).toEqual(notFound)
  expect(await refusalOf(grant('gone'))).toEqual(notFound)
  const sam = await practice.as('sam@maple.example.com', 'office')
  expect(await refusalOf(sam.api.people.list.query())).toEqual(notFound)
  expect(await refusalOf(sam.api.people.grantRole.mutate({ account: noraId, role: 'operations' }))).toEqual(
    notFound,
  )

  const person = await practice.as('nora@maple.example.com')
  const powers = async () => {
    const who = await person.api.session.whoAmI.query()
    return who.signedIn ? who.actor.powers : []
  }
  await grant('operations')
  await grant('operations')
  expect(await powers()).toContain('build')
  await alex.api.people.revokeRole.mutate({ account: noraId, role: 'operations' })
  expect(await powers()).toEqual([])

  const { entries } = await sam.api.trail.read.query({ days: 1 })
  const told = entries
    .filter(({ verb, outcome }) => /-role$/.test(verb) && outcome === 'done')
    .map(({ who, verb, detail, records }) => [who, verb, detail, records.length])
  expect(told).toEqual([
    ['Alex Moreau', 'revoke-role', 'operations', 1],
    ['Alex Moreau', 'grant-role', 'operations', 1],
  ])
  expect(
    entries.filter(({ verb, outcome }) => verb === 'grant-role' && outcome === 'refused').length,
  ).toBeGreaterThanOrEqual(4)
}, 120_000)

listsStory(() => ({ practice, browser }))

const elsa = '20000000-0000-4000-8000-000000000005'
const wanda = '30000000-0000-4000-8000-000000000005'
const chosen = 'a long password of hers'
const minute = 60
const day = 24 * 60 * minute

type Opening = Parameters<Person['api']['people']['openAccount']['mutate']>[0]
const forElsa = {
  ...{
    audience: 'patient',
    person: elsa,
    email: 'elsa@example.com',
    language: 'en',
    role: 'patient',
    by: 'paper',
  },
} as const satisfies Opening

const told: string[] = []
const codeOf = ({ code }: { readonly code: string | null }): string => {
  if (code === null) throw new Error('The code was not told.')
  told.push(code)
  return code
}

const accept = (code: string, name = 'elsa@example.com', person = practice.stranger()) =>
  person.api.session.acceptInvitation.mutate({ name, code, password: chosen }).then(() => person)

const failed = { code: 'sign-in-failed' }
const notFound = { code: 'not-found' }

/** Each test tries wrongly more often than somebody may in a minute. */
const forgetTries = () => practice.superuser((client) => client.query('delete from portico.sign_in_tries'))

test('R34 R36 R37 a patient is invited by a code on paper, which works once, for her, for seven days', async () => {
  const alex = await practice.as('alex@maple.example.com', 'office')
  expect(await alex.api.people.accountOf.query({ audience: 'patient', person: elsa })).toBeNull()
  const first = await alex.api.people.openAccount.mutate(forElsa)
  expect(first.code).toMatch(/^.{4}-.{4}-.{4}$/)
  const stranger = practice.stranger()
  const signIn = () => stranger.api.session.signIn.mutate({ name: forElsa.email, password: chosen })
  expect(await refusalOf(signIn())).toEqual(failed)
  // Too late, and from then on worth nothing: a new code is made.
  await practice.jump(7 * day + 1)
  expect(await refusalOf(accept(codeOf(first)))).toEqual(failed)
  const later = await practice.as('alex@maple.example.com', 'office')
  const renewed = await later.api.people.renewInvitation.mutate({ account: first.account, by: 'paper' })
  expect(renewed.code).not.toBe(first.code)
  expect(await refusalOf(accept(codeOf(first)))).toEqual(failed)
  expect(await refusalOf(accept('0000-0000-0000'))).toEqual(failed)
  expect(await refusalOf(accept(codeOf(renewed), 'ada@example.com'))).toEqual(failed)
  await forgetTries()

  const herself = await accept(codeOf(renewed).toLowerCase().replaceAll('-', ' '))
  expect(await herself.api.session.whoAmI.query()).toMatchObject({
    ...{ signedIn: true, name: 'Elsa Lindqvist', secondFactor: 'off' },
    actor: { audience: 'patient', roles: ['patient'], patient: elsa },
  })
  const { records } = await herself.api.records.list.query({ table: 'patient' })
  expect(records.map(({ id }) => id)).toEqual([elsa])
  expect(await refusalOf(accept(codeOf(renewed)))).toEqual(failed)
  expect(await signIn()).toEqual({ next: 'done' })
  // Who has come once gets no other way in, and nobody a second account.
  const { people } = later.api
  expect(await refusalOf(people.renewInvitation.mutate({ account: first.account, by: 'paper' }))).toEqual(
    notFound,
  )
  expect(await refusalOf(people.openAccount.mutate(forElsa))).toEqual({
    code: 'account-exists',
    of: 'person',
  })
}, 120_000)

test('R16 R64 accounts are opened with the power and a fresh sign-in, for people one may see, and never with more', async () => {
  const wrong: readonly Partial<Opening>[] = [
    { role: null },
    { role: 'proxy' },
    { role: 'nurse' },
    { audience: 'staff', role: null },
    { person: '20000000-0000-4000-8000-000000009999' },
    { audience: 'staff', person: wanda, role: 'nurse' },
  ]
  const alex = await practice.as('alex@maple.example.com', 'office')
  for (const one of wrong)
    expect(
      await refusalOf(alex.api.people.openAccount.mutate({ ...forElsa, ...one })),
      JSON.stringify(one),
    ).toEqual(notFound)
  const carla = { ...forElsa, person: '20000000-0000-4000-8000-000000000105' }
  const taken = await refusalOf(alex.api.people.openAccount.mutate({ ...carla, email: 'Ada@Example.com' }))
  expect(taken.code).toBe('account-exists')
  const sam = await practice.as('sam@maple.example.com', 'office')
  const dana = await practice.as('dana@maple.example.com', 'office')
  for (const { api } of [sam, dana]) {
    expect(await refusalOf(api.people.openAccount.mutate(forElsa))).toEqual(notFound)
    expect(await refusalOf(api.people.accountOf.query({ audience: 'patient', person: elsa }))).toEqual(
      notFound,
    )
  }
  await practice.jump(14 * minute)
  await alex.api.session.extend.mutate()
  await practice.jump(2 * minute)
  expect(await refusalOf(alex.api.people.openAccount.mutate(carla))).toMatchObject({
    code: 'fresh-sign-in-needed',
  })
}, 120_000)

test('R21 closing an account ends its sessions at once and puts her work back in the queue; opening anew gives nothing back', async () => {
  const { id } = await startRefill(await practice.as('ada@example.com'))
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, id, 'take', 1)
  const alex = await practice.as('alex@maple.example.com', 'office')
  const accountOf = async (email: string) => {
    const found = (await alex.api.people.list.query()).find((one) => one.email === email && !one.disabled)
    if (!found) throw new Error(`No open account is ${email}.`)
    return found.account
  }
  const [own, hers] = [await accountOf('alex@maple.example.com'), await accountOf('nora@maple.example.com')]
  expect(await refusalOf(alex.api.people.closeAccount.mutate({ account: own }))).toEqual(notFound)
  await alex.api.people.closeAccount.mutate({ account: hers })
  expect(await refusalOf(nora.api.records.list.query({ table: 'location' }))).toEqual({
    code: 'not-signed-in',
  })
  expect(await refusalOf(practice.as('nora@maple.example.com'))).toEqual(failed)
  expect(await refusalOf(alex.api.people.closeAccount.mutate({ account: hers }))).toEqual(notFound)
  const lena = await practice.as('lena@maple.example.com')
  const opened = await lena.api.requests.open.query({ table: 'refill', id })
  expect(opened.record.request).toMatchObject({
    queue: 'nurse',
    assignee: null,
    version: 3,
    state: 'in-review',
  })
  expect(opened.timeline.at(-1)).toMatchObject({ transition: '_release', by: 'staff', assignee: null })

  await forgetTries()
  const again = await alex.api.people.openAccount.mutate({
    ...{ audience: 'staff', person: '30000000-0000-4000-8000-000000000001', email: 'nora@maple.example.com' },
    ...{ language: 'en', role: null, by: 'paper' },
  })
  const back = await accept(codeOf(again), 'nora@maple.example.com')
  expect(await back.api.session.whoAmI.query()).toMatchObject({
    secondFactor: 'needed',
    actor: { roles: [] },
  })
  expect(await refusalOf(back.api.records.list.query({ table: 'location' }))).toEqual({
    code: 'second-factor-needed',
  })
  const { secret } = await back.api.session.totpOffer.mutate()
  await back.api.session.totpConfirm.mutate({ code: codeAt(secret, currentStep()) })
  expect((await back.api.records.list.query({ table: 'refill' })).records).toEqual([])
}, 120_000)

test('R33 the trail tells who opened and closed which account, and how the code went out', async () => {
  const sam = await practice.as('sam@maple.example.com', 'office')
  const { entries } = await sam.api.trail.read.query({ days: 30, verb: 'open-account' })
  const done = entries.filter(({ outcome }) => outcome === 'done').map(({ who, detail }) => [who, detail])
  expect(done).toEqual([
    ['Nora Quinn', 'accepted'],
    ['Alex Moreau', 'on-paper'],
    ['Patient', 'accepted'],
    ['Alex Moreau', 'new-code'],
    ['Alex Moreau', 'on-paper'],
  ])
  const about = await sam.api.trail.read.query({ days: 30, patient: elsa })
  expect(about.entries.map(({ verb, detail }) => [verb, detail])).toContainEqual(['open-account', 'on-paper'])
  const { entries: closed } = await sam.api.trail.read.query({ days: 30, verb: 'close-account' })
  expect(closed.map(({ who, outcome }) => [who, outcome])).toContainEqual(['Alex Moreau', 'done'])
  // Neither the code nor what opens with it lies in the database readable.
  const { rows } = await practice.superuser((client) =>
    client.query<{ row: string }>('select row_to_json(i)::text as row from portico.invitation i'),
  )
  expect(rows.length).toBe(2)
  for (const code of told) {
    const plain = code.replaceAll('-', '')
    for (const text of [code, plain, Buffer.from(plain).toString('hex')])
      expect(rows.map(({ row }) => row).join()).not.toContain(text)
  }
}, 60_000)

test('R34 Alex closes an account and opens it anew on the screen, and hands over a code on paper', async () => {
  await forgetTries()
  const alex = await Screen.open(browser, desk)
  const { page } = alex
  await alex.signIn(practice, 'alex@maple.example.com', 'office')
  await page.getByRole('link', { name: words.pages.people }).first().click()
  const card = page.getByRole('region', { name: words.accounts.title })
  await card.getByLabel(words.trail.patient).fill('Elsa')
  await card.getByRole('button', { name: words.trail.find }).click()
  await card.getByRole('button', { name: /^Elsa Lindqvist/ }).click()
  const close = card.getByRole('button', { name: /^Close the account of Elsa/ })
  await close.click()
  await alex.isSound('closing an account')
  await page.getByRole('dialog').getByRole('button', { name: words.accounts.close }).click()
  await page.getByText(/The account of Elsa Lindqvist.* is closed/).waitFor()
  const open = card.getByRole('button', { name: words.accounts.open })
  await open.click()
  await card.getByText(words.accounts.emailMissing).waitFor()
  await card.getByLabel(words.accounts.email).fill('elsa@example.com')
  await alex.isSound('opening an account')
  await open.click()
  const paper = page.getByRole('region', { name: words.accounts.paper.title })
  const shown = () => paper.getByText(/^\w{4}-\w{4}-\w{4}$/).innerText()
  const lost = await shown()
  // She lost it, so there is a new one, and the first is worth nothing.
  await card.getByRole('button', { name: /^Make a new code for Elsa/ }).click()
  await expect.poll(shown).not.toBe(lost)
  const code = await shown()
  await paper.getByText(practice.urls.portal).waitFor()
  await alex.isSound('a code to hand over')
  expect(page.url()).not.toContain(code)
  await page.setViewportSize(phone)
  await alex.isSound('a code to hand over, on a phone')
  await page.getByRole('button', { name: words.accounts.paper.done }).click()
  await paper.waitFor({ state: 'detached' })
  const herself = await accept(code)
  expect(await herself.api.session.whoAmI.query()).toMatchObject({ actor: { patient: elsa } })
  await alex.context.close()
}, 120_000)
