import { afterAll, beforeAll, expect, test } from 'vitest'
import { powers } from '../../packages/engine/portal/portal.ts'
import { portico } from '../../packages/runtime/http/router.ts'
import { codeAt, currentStep } from '../../packages/runtime/keys/totp.ts'
import { call } from '../call.ts'
import { refusalOf } from '../person.ts'
import { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'
import { inputs, powersNeeded, reachingInputs } from './every-call.ts'

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open({ works: false })
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

const isOpen = (name: string) => name.startsWith('session.') || name === 'portal.live'
const closed = Object.entries(inputs).filter(([name]) => !isOpen(name))
const withoutSecondFactor = (email: string) =>
  practice.superuser((client) =>
    client.query(
      'update portico.account set totp = null from portico.contact c where account.person = c.person and account.id = $1',
      [accountOf(email)],
    ),
  )
const accountOf = (email: string): string =>
  ({
    'nora@maple.example.com': '50000000-0000-4000-8000-000000000001',
    'lena@maple.example.com': '50000000-0000-4000-8000-000000000002',
    'dana@maple.example.com': '50000000-0000-4000-8000-000000000006',
  })[email] ?? ''

test('this file knows everything the server can be asked', () => {
  const all = Object.keys(portico._def.procedures).toSorted()
  expect(Object.keys(inputs).toSorted()).toEqual(all)
  expect(Object.keys(powersNeeded).toSorted()).toEqual(all)
})

test('R26 staff without a second factor can call nothing but set it up, and then everything', async () => {
  const email = 'dana@maple.example.com'
  await withoutSecondFactor(email)
  const dana = practice.stranger('office')
  const { password } = practice.account(email)
  expect(await dana.api.session.signIn.mutate({ name: email, password })).toEqual({ next: 'done' })
  expect(await dana.api.session.whoAmI.query()).toMatchObject({ secondFactor: 'needed' })
  for (const [name, input] of closed) {
    const answer = await call(dana.url, name, { input, headers: { cookie: dana.cookie } })
    expect(answer, name).toMatchObject({ status: 401 })
    expect(answer.text, name).toContain('second-factor-needed')
  }
  const { secret } = await dana.api.session.totpOffer.mutate()
  const before = dana.cookie
  expect(await refusalOf(dana.api.session.totpConfirm.mutate({ code: '000000' }))).toMatchObject({
    code: 'sign-in-failed',
  })
  await dana.api.session.totpConfirm.mutate({ code: codeAt(secret, currentStep()) })
  expect(await dana.api.session.whoAmI.query()).toMatchObject({ secondFactor: 'on' })
  expect((await dana.api.records.list.query({ table: 'location' })).records.length).toBeGreaterThan(0)
  // The token from before is worth nothing: it must not rise with the account.
  expect(dana.cookie).not.toBe(before)
  const old = await call(dana.url, 'records.list', {
    input: { table: 'location' },
    headers: { cookie: before },
  })
  expect(old.status).toBe(401)
})

test('a stranger can call nothing but what leads to signing in', async () => {
  for (const [name, input] of closed) {
    const answer = await call(practice.urls.portal, name, { input })
    expect(answer, name).toMatchObject({ status: 401 })
    expect(answer.text, name).toContain('not-signed-in')
  }
})

test('R28 a patient sets up a second factor, and from then on needs it', async () => {
  const { password } = practice.account('ben@example.com')
  const ben = await practice.as('ben@example.com')
  expect(await ben.api.session.whoAmI.query()).toMatchObject({ secondFactor: 'off' })
  const { secret, uri } = await ben.api.session.totpOffer.mutate()
  expect(uri).toContain(secret)
  const code = codeAt(secret, currentStep() - 1)
  await ben.api.session.totpConfirm.mutate({ code })
  expect(await ben.api.session.whoAmI.query()).toMatchObject({ secondFactor: 'on' })

  const again = practice.stranger()
  const signIn = (more = {}) =>
    again.api.session.signIn.mutate({ name: 'ben@example.com', password, ...more })
  expect(await signIn()).toEqual({ next: 'code' })
  expect(await again.api.session.whoAmI.query()).toEqual({ signedIn: false })
  expect(await refusalOf(signIn({ code }))).toEqual({ code: 'sign-in-failed' })
  expect(await signIn({ code: codeAt(secret, currentStep()) })).toEqual({ next: 'done' })
  expect(await refusalOf(again.api.session.totpOffer.mutate())).toEqual({ code: 'not-signed-in' })
})

test('a code works once, even when two tabs send it at the same moment', async () => {
  const account = practice.account('priya@maple.example.com')
  const code = practice.code(account)
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () =>
      practice
        .stranger()
        .api.session.signIn.mutate({ name: account.email, password: account.password, code }),
    ),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('R39 five wrong tries delay the next, for names that exist and names that do not alike', async () => {
  const wrong = async (name: string, more = {}) =>
    refusalOf(practice.stranger().api.session.signIn.mutate({ name, password: 'wrong', ...more }))
  for (const name of ['mei@example.com', 'nobody@example.com']) {
    for (let n = 0; n < 5; n++) expect(await wrong(name)).toEqual({ code: 'sign-in-failed' })
    const sixth = await wrong(name)
    expect(sixth).toMatchObject({ code: 'too-many-tries' })
    expect('retryAfterSeconds' in sixth && sixth.retryAfterSeconds).toBeGreaterThan(30)
    expect('retryAfterSeconds' in sixth && sixth.retryAfterSeconds).toBeLessThanOrEqual(60)
  }
  const { email, password } = practice.account('mei@example.com')
  const mei = practice.stranger()
  expect(await refusalOf(mei.api.session.signIn.mutate({ name: email, password }))).toMatchObject({
    code: 'too-many-tries',
  })
  // The minute passes.
  await practice.superuser((client) =>
    client.query(`update portico.sign_in_tries set expire = 0 where key like 'name:%'`),
  )
  expect(await mei.api.session.signIn.mutate({ name: ` ${email.toUpperCase()} `, password })).toEqual({
    next: 'done',
  })
})

test('R39 each wait after more wrong tries is twice as long as the one before, up to an hour, and signing in ends it', async () => {
  const run = (text: string) => practice.superuser((client) => client.query(text))
  const pass = () => run(`update portico.sign_in_tries set expire = 0 where key ~ '^(name|address):'`)
  const { email, password } = practice.account('mei@example.com')
  const wrong = async () =>
    refusalOf(practice.stranger().api.session.signIn.mutate({ name: email, password: 'wrong' }))
  const waitOfNext = async (tries: number): Promise<number> => {
    await pass()
    for (let n = 0; n < tries; n++) expect(await wrong()).toEqual({ code: 'sign-in-failed' })
    const refusal = await wrong()
    const again = await wrong()
    // While it waits it is told what is left of it, and the wait grows no further.
    expect('retryAfterSeconds' in again && again.retryAfterSeconds).toBeLessThanOrEqual(
      'retryAfterSeconds' in refusal ? refusal.retryAfterSeconds : 0,
    )
    return 'retryAfterSeconds' in refusal ? refusal.retryAfterSeconds : 0
  }
  expect([await waitOfNext(5), await waitOfNext(5), await waitOfNext(5)]).toEqual([60, 120, 240])
  await run(`update portico.sign_in_tries set points = 30 where key like 'name-waits:%'`)
  expect(await waitOfNext(5)).toBe(3600)
  await pass()
  const mei = practice.stranger()
  expect(await mei.api.session.signIn.mutate({ name: email, password })).toEqual({ next: 'done' })
  expect(await waitOfNext(5)).toBe(60)

  const fromHere = async (name: string): Promise<number> => {
    await pass()
    await refusalOf(practice.stranger().api.session.signIn.mutate({ name, password: 'wrong' }))
    await run(`update portico.sign_in_tries set points = 50 where key like 'address:%'`)
    const no = await refusalOf(practice.stranger().api.session.signIn.mutate({ name, password: 'wrong' }))
    return 'retryAfterSeconds' in no ? no.retryAfterSeconds : 0
  }
  expect([await fromHere('a@example.com'), await fromHere('b@example.com')]).toEqual([900, 1800])
  await pass()
})

test('R39 thirty wrong tries at once are thirty tries, not one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, () =>
      refusalOf(
        practice.stranger().api.session.signIn.mutate({ name: 'rosa@example.com', password: 'wrong' }),
      ),
    ),
  )
  expect(answers.filter(({ code }) => code === 'sign-in-failed')).toHaveLength(5)
  expect(answers.filter(({ code }) => code === 'too-many-tries')).toHaveLength(25)
})

test('R39 R53 wrong tries are entries that hold neither the name nor the password', async () => {
  const { rows } = await practice.superuser((client) =>
    client.query<{ entry: string }>(
      `select row_to_json(e)::text as entry from portico.entry e where verb = 'sign-in' and outcome = 'refused'`,
    ),
  )
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.map(({ entry }) => entry).join()).not.toMatch(/rosa|nobody|wrong/)
})

/** Elsa, who has no account in the template, is invited, so that there is somebody to invite anew. */
const invited = async (): Promise<string> => {
  const alex = await practice.as('alex@maple.example.com', 'office')
  const opened = await alex.api.people.openAccount.mutate({
    ...{ audience: 'patient', person: '20000000-0000-4000-8000-000000000005', email: 'elsa@example.com' },
    ...{ language: 'en', role: 'patient', by: 'paper' },
  })
  return opened.account
}

const aRead = async (): Promise<string> => {
  const { rows } = await practice.superuser((client) =>
    client.query<{ seq: string }>(
      `select seq::text from portico.entry where verb = 'list' and table_id is not null and fields <> '{}' and records <> '{}' and account is not null limit 1`,
    ),
  )
  return rows[0]?.seq ?? ''
}

test('R6 R7 R64 every power opens its own calls and no other’s, with an entry of each try, for every power and every call that needs one', async () => {
  const reaching: Readonly<Record<string, unknown>> = {
    ...reachingInputs,
    'people.renewInvitation': { account: await invited(), by: 'paper' },
    'access.whyThen': { seq: await aRead() },
    'access.whyTransition': {
      ...{ account: accountOf('nora@maple.example.com'), table: 'refill', transition: 'take' },
      record: (await startRefill(await practice.as('ada@example.com'))).id,
    },
  }
  const asked = Object.entries(powersNeeded).filter(([, needed]) => needed.length > 0)
  // Older than a step that matters allows: what could change something ends at the question of who sits there.
  const lena = await practice.as('lena@maple.example.com', 'office')
  await practice.jump(14 * 60)
  await lena.api.session.extend.mutate()
  await practice.jump(2 * 60)
  const refusals = async (): Promise<number> =>
    practice.superuser(
      async (client) =>
        (
          await client.query(
            `select 1 from portico.entry where account = $1 and outcome = 'refused' and code = 'not-found'`,
            [accountOf('lena@maple.example.com')],
          )
        ).rowCount ?? 0,
    )
  const before = await refusals()
  let shut = 0
  for (const power of [null, ...powers]) {
    await practice.superuser((client) =>
      client.query(`update portico.role set powers = $1 where id = 'nurse-lead'`, [
        power === null ? [] : [power],
      ]),
    )
    for (const [name, needed] of asked) {
      const said = `${name} with ${power ?? 'no power'}`
      const input = reaching[name] ?? inputs[name]
      const { status, text } = await call(lena.url, name, { input, headers: { cookie: lena.cookie } })
      const opens = power !== null && needed.includes(power) && reaching[name] !== null
      if (opens) expect(status, `${said}: ${text}`).not.toBe(404)
      else expect(status, `${said}: ${text.slice(0, 300)}`).toBe(404)
      if (!opens) shut += 1
    }
  }
  expect(await refusals()).toBe(before + shut)
}, 120_000)
