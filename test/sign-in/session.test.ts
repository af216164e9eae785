import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { call } from '../call.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open({ works: false })
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await practice.forgetCodes()
})

const minute = 60
const hour = 60 * minute
const reads = (person: Person) => person.api.records.list.query({ table: 'location' })
const notSignedIn = { code: 'not-signed-in' } as const
const secondsLeft = async (person: Person): Promise<number> => {
  const who = await person.api.session.whoAmI.query()
  return who.signedIn ? who.secondsLeft : 0
}

test('R45 R46 fifteen minutes and a second without a call end a session, whatever the browser does', async () => {
  const ada = await practice.as('ada@example.com')
  await practice.jump(14 * minute)
  await reads(ada)
  await practice.jump(14 * minute)
  await reads(ada)
  await practice.jump(15 * minute + 1)
  expect(await refusalOf(reads(ada))).toEqual(notSignedIn)
  expect(await ada.api.session.whoAmI.query()).toEqual({ signedIn: false })
  expect(await refusalOf(ada.api.session.extend.mutate())).toEqual(notSignedIn)
})

test('R47 the server says how long is left, asking does not change it, and extending gives the whole time again', async () => {
  const ada = await practice.as('ada@example.com')
  await practice.jump(13 * minute)
  const left = await secondsLeft(ada)
  expect(left).toBeGreaterThan(100)
  expect(left).toBeLessThanOrEqual(120)
  expect(await secondsLeft(ada)).toBeLessThanOrEqual(left)
  const { secondsLeft: extended } = await ada.api.session.extend.mutate()
  expect(extended).toBeGreaterThan(14 * minute)
})

test('R45 what a page asks by itself does not keep a session alive', async () => {
  const nora = await practice.as('nora@maple.example.com')
  const inBackground = (path: string, input: object) =>
    call(nora.url, path, { input, headers: { cookie: nora.cookie, 'x-portico-background': '1' } })
  const asked = [
    ['records.list', { table: 'location' }],
    ['attachments.own', { ids: [] }],
    ['answers.loadStep', { table: 'refill', id: randomUUID() }],
    ['notices.undelivered', {}],
  ] as const
  await practice.jump(14 * minute)
  for (const [path, input] of asked)
    expect([path, (await inBackground(path, input)).status]).toEqual([path, 200])
  await practice.jump(minute + 1)
  for (const [path, input] of asked)
    expect([path, (await inBackground(path, input)).status]).toEqual([path, 401])
})

test('R48 each role has its own limit, and the strictest of several holds', async () => {
  const dana = await practice.as('dana@maple.example.com')
  await practice.jump(15 * minute + 1)
  await reads(dana)
  await practice.jump(30 * minute + 1)
  expect(await refusalOf(reads(dana))).toEqual(notSignedIn)

  await practice.superuser((client) =>
    client.query(`insert into portico.account_role values ('50000000-0000-4000-8000-000000000006', 'nurse')`),
  )
  await practice.forgetCodes()
  const both = await practice.as('dana@maple.example.com')
  await practice.jump(15 * minute + 1)
  expect(await refusalOf(reads(both))).toEqual(notSignedIn)
})

test('a session in use all the time ends after twelve hours all the same', async () => {
  const ada = await practice.as('ada@example.com')
  for (let passed = 0; passed < 12 * hour - 20 * minute; passed += 14 * minute) {
    await practice.jump(14 * minute)
    await reads(ada)
  }
  await practice.jump(14 * minute)
  const { secondsLeft: left } = await ada.api.session.extend.mutate()
  expect(left).toBeLessThan(14 * minute)
  await practice.jump(left + 1)
  expect(await refusalOf(reads(ada))).toEqual(notSignedIn)
})

test('signing out ends the session on the server', async () => {
  const ada = await practice.as('ada@example.com')
  const { cookie } = ada
  await ada.api.session.signOut.mutate()
  const answer = await call(ada.url, 'records.list', { input: { table: 'location' }, headers: { cookie } })
  expect(answer.status).toBe(401)
})

test('signing in anew in the same browser ends the session there was', async () => {
  const ada = await practice.as('ada@example.com')
  const { cookie } = ada
  const { email, password } = practice.account('ada@example.com')
  await ada.api.session.signIn.mutate({ name: email, password })
  await reads(ada)
  const answer = await call(ada.url, 'records.list', { input: { table: 'location' }, headers: { cookie } })
  expect(answer.status).toBe(401)
})

test('R51 an unfinished form is kept when the session ends and offered after the next sign-in, to her alone', async () => {
  const ada = await practice.as('ada@example.com')
  const typed = { medication: 'Lisinopril', dose: '10 mg' }
  await ada.api.answers.keep.mutate({ form: 'refill', typed })
  await practice.jump(15 * minute + 1)
  expect(await refusalOf(ada.api.answers.load.query({ form: 'refill' }))).toEqual(notSignedIn)
  const again = await practice.as('ada@example.com')
  expect(await again.api.answers.load.query({ form: 'refill' })).toMatchObject({ typed })
  const rosa = await practice.as('rosa@example.com')
  expect(await rosa.api.answers.load.query({ form: 'refill' })).toBeNull()
  await practice.jump(30 * 24 * hour)
  const late = await practice.as('ada@example.com')
  expect(await late.api.answers.load.query({ form: 'refill' })).toBeNull()
})

test('R22 approving needs a sign-in of the last fifteen minutes; a fresh one brings a new token and ends the old', async () => {
  const { id } = await startRefill(await practice.as('ada@example.com'))
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const priya = await practice.as('priya@maple.example.com')
  await practice.jump(14 * minute)
  await reads(priya)
  await practice.jump(2 * minute)
  const approve = () => advanceRefill(priya, id, 'approve', 3, { decision_note: 'Fine' })
  expect(await refusalOf(approve())).toEqual({ code: 'fresh-sign-in-needed', withinMinutes: 15 })
  const { cookie } = priya
  const account = practice.account('priya@maple.example.com')
  expect(await refusalOf(priya.api.session.confirm.mutate({ password: account.password }))).toEqual({
    code: 'sign-in-failed',
  })
  await priya.api.session.confirm.mutate({ password: account.password, code: practice.code(account) })
  expect(priya.cookie).not.toBe(cookie)
  const old = await call(priya.url, 'records.list', { input: { table: 'location' }, headers: { cookie } })
  expect(old.status).toBe(401)
  expect(await approve()).toMatchObject({ state: 'approved' })
})

test('R53 nothing in the database can be used as a session', async () => {
  const ada = await practice.as('ada@example.com')
  const [name = '', token = ''] = ada.cookie.split('=')
  const { rows } = await practice.superuser((client) =>
    client.query<{ session: string; mac: Buffer; id: string }>(
      `select row_to_json(s)::text as session, mac, id from portico.session s where ended_at is null`,
    ),
  )
  expect(rows.map(({ session }) => session).join()).not.toContain(token.slice(2))
  expect(rows.length).toBeGreaterThan(0)
  for (const { mac, id } of rows)
    for (const stolen of [mac.toString('base64url'), mac.toString('hex'), id]) {
      const cookie = `${name}=p.${stolen}`
      const answer = await call(ada.url, 'records.list', {
        input: { table: 'location' },
        headers: { cookie },
      })
      expect(answer.status).toBe(401)
    }
})

test('R53 the cookie is out of reach of scripts and other sites, and bears no date', async () => {
  const { email, password } = practice.account('ada@example.com')
  const answer = await call(practice.urls.portal, 'session.signIn', { input: { name: email, password } })
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^portico-live-portal=p\.[A-Za-z0-9_-]{43}; /)
  const attributes = cookie
    .split('; ')
    .slice(1)
    .map((one) => one.toLowerCase())
  expect(attributes).toContain('httponly')
  expect(attributes).toContain('samesite=lax')
  expect(attributes).toContain('path=/')
  expect(attributes.join()).not.toContain('domain')
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('calls from another page are refused: without our header, from another origin, or by an address alone', async () => {
  const { cookie } = await practice.as('ada@example.com')
  const url = practice.urls.portal
  const ask = (headers: Readonly<Record<string, string>>, method = 'POST') =>
    call(url, 'records.list', { input: { table: 'location' }, method, headers: { cookie, ...headers } })
  expect((await ask({})).status).toBe(200)
  expect((await ask({ origin: url, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  for (const headers of [
    { 'x-portico': '' },
    { 'x-portico': '2' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'not an origin' },
    { origin: practice.urls.office },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])
    expect(await ask(headers), JSON.stringify(headers)).toMatchObject({
      status: 403,
      text: '{"message":"Not from this page."}',
    })
  expect((await ask({}, 'GET')).status).toBe(403)
})

test('unknown keys are refused in every input, and refusals say nothing but fixed words', async () => {
  const { cookie } = await practice.as('ada@example.com')
  const url = practice.urls.portal
  const id = '20000000-0000-4000-8000-000000000001'
  const odd = 'zanzibar'
  const inputs: Readonly<Record<string, object>> = {
    'session.signIn': { name: 'a', password: 'b' },
    'session.confirm': { password: 'b' },
    'records.list': { table: 'location' },
    'records.open': { table: 'patient', id },
    'records.find': { table: 'patient', words: 'ada' },
    'requests.open': { table: 'refill', id },
    'answers.load': { form: 'refill' },
    'answers.keep': { form: 'refill', typed: {} },
    'trail.read': { days: 1 },
  }
  for (const [name, input] of Object.entries(inputs)) {
    const answer = await call(url, name, { input: { ...input, [odd]: odd }, headers: { cookie } })
    expect(answer, name).toMatchObject({ status: 400 })
    expect(answer.text).not.toContain(odd)
    expect(JSON.parse(answer.text)).toEqual({
      error: {
        code: -32600,
        message: 'Something went wrong here. Nothing was lost; please try again.',
        data: { code: 'BAD_REQUEST', httpStatus: 400 },
      },
    })
  }
  for (const body of ['', '{', '[]', '"x"', 'null', `{"table":"${odd}`]) {
    const answer = await call(url, 'records.list', { body, headers: { cookie } })
    expect(answer.status, body).toBe(400)
    expect(answer.text).not.toContain(odd)
  }
  const unknown = await call(url, `records.${odd}`, { input: {}, headers: { cookie } })
  expect(unknown.status).toBe(404)
  expect(unknown.text).not.toContain(odd)
  const big = await call(url, 'answers.keep', { body: odd.repeat(60_000), headers: { cookie } })
  expect(big.status).toBe(413)
  expect(big.text).not.toContain(odd)
})

test('a path that is only spelled otherwise is no way around the walls of the calls', async () => {
  const answers = await Promise.all(
    ['/trpc', '/%74rpc', '/t%72pc'].map((path) => fetch(`${practice.urls.portal}${path}/session.whoAmI`)),
  )
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
})
