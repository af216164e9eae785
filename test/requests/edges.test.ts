import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import { Environment } from '../access/environment.ts'
import { call } from '../call.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'

let practice: Practice
let environment: Environment
beforeAll(async () => {
  practice = await Practice.open({ works: false })
  environment = await Environment.of(practice.databaseUrl)
}, 120_000)
afterAll(async () => {
  await environment[Symbol.asyncDispose]()
  await practice[Symbol.asyncDispose]()
})

const searches = (): Promise<number> =>
  practice.superuser(
    async (client) => (await client.query(`select 1 from portico.entry where verb = 'search'`)).rowCount ?? 0,
  )

test('a search that has nothing to find by is made by somebody signed in, and is an entry', async () => {
  const finn = await practice.as('finn@maple.example.com')
  const before = await searches()
  expect(await finn.api.records.find.query({ table: 'patient', words: '- -' })).toEqual({ records: [] })
  expect(await searches()).toBe(before + 1)
  await practice.jump(16 * 60)
  expect(await refusalOf(finn.api.records.find.query({ table: 'patient', words: '- -' }))).toEqual({
    code: 'not-signed-in',
  })
})

test('what is no request has no due time and no page of a request, and is not read for one', async () => {
  const ada = await practice.as('ada@example.com')
  const own = '20000000-0000-4000-8000-000000000001'
  const opened = (): Promise<number> =>
    practice.superuser(
      async (client) =>
        (await client.query(`select 1 from portico.entry where verb = 'open' and outcome = 'done'`))
          .rowCount ?? 0,
    )
  const before = await opened()
  expect(await refusalOf(ada.api.requests.open.query({ table: 'patient', id: own }))).toEqual({
    code: 'not-found',
  })
  expect(await opened()).toBe(before)
  expect(await refusalOf(ada.api.records.list.query({ table: 'patient', order: 'due' }))).toEqual({
    code: 'not-found',
  })
})

test('a wrong code while a second factor is set up is refused with an entry', async () => {
  const ada = await practice.as('ada@example.com')
  await ada.api.session.totpOffer.mutate()
  const refused = (): Promise<number> =>
    practice.superuser(
      async (client) =>
        (
          await client.query(
            `select 1 from portico.entry where verb = 'second-factor' and outcome = 'refused' and audience = 'patient'`,
          )
        ).rowCount ?? 0,
    )
  await refusalOf(ada.api.session.totpConfirm.mutate({ code: '000000' }))
  expect(await refused()).toBe(1)
})

const livePortal = async (): Promise<Portal> => {
  const { rows } = await environment.superuser.query<{ body: string }>(
    'select body from portico.version order by number desc limit 1',
  )
  return portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
}

test('a step that asks about a private value is answered by the value, which nobody is told', async () => {
  const portal = await livePortal()
  const refill = portal.workflows['refill']
  const withdraw = refill?.transitions['withdraw']
  if (!refill || !withdraw) throw new Error('The template has this step.')
  const transitions = {
    ...refill.transitions,
    withdraw: { ...withdraw, 'only-when': { days_left: { '<': 2 } } },
  }
  await environment.publish({
    ...portal,
    workflows: { ...portal.workflows, refill: { ...refill, transitions } },
  })
  const ada = await practice.as('ada@example.com')
  const begun = async (days_left: string) => {
    const { id } = await startRefill(ada, { ...refillAnswers, days_left })
    const { transitions: offered } = await ada.api.requests.open.query({ table: 'refill', id })
    return { id, may: offered.find((one) => one.id === 'withdraw')?.may }
  }
  const [late, early] = [await begun('3'), await begun('1')]
  expect([late.may, early.may]).toEqual([false, true])
  expect(await refusalOf(advanceRefill(ada, late.id, 'withdraw', 1))).toEqual({
    code: 'only-when',
    transition: 'withdraw',
  })
  expect((await advanceRefill(ada, early.id, 'withdraw', 1)).state).toBe('withdrawn')
})

test('a choice that is no longer offered is kept where it was chosen, and nobody chooses it any more', async () => {
  const ada = await practice.as('ada@example.com')
  const { id } = await startRefill(ada)
  const portal = await livePortal()
  const refill = portal.tables['refill']!
  const pharmacy = refill.fields['pharmacy']!
  const fields = { ...refill.fields, pharmacy: { ...pharmacy, retired: ['main-street'] } }
  await environment.publish({ ...portal, tables: { ...portal.tables, refill: { ...refill, fields } } })
  const { records } = await ada.api.records.list.query({ table: 'refill' })
  expect(records.find((record) => record.id === id)?.cells['pharmacy']).toBe('main-street')
  expect(await refusalOf(startRefill(ada))).toEqual({
    code: 'answers-invalid',
    answers: [{ field: 'pharmacy', reason: 'not-a-choice' }],
  })
  const [other = ''] = Object.keys(pharmacy.options ?? {}).filter((option) => option !== 'main-street')
  expect((await startRefill(ada, { ...refillAnswers, pharmacy: other })).state).toBe('submitted')
  await environment.publish({ ...portal, phone: '555-0142' })
})

test('a process that two publishings passed by answers as if it had seen both', async () => {
  const ada = await practice.as('ada@example.com')
  await ada.api.records.list.query({ table: 'location' })
  const portal = await livePortal()
  for (const phone of ['555-0101', '555-0102']) await environment.publish({ ...portal, phone })
  expect((await ada.api.records.list.query({ table: 'location' })).records.length).toBeGreaterThan(0)
})

const served = async (person: Person, id: string): Promise<readonly number[]> => {
  const asked: readonly (readonly [string, object])[] = [
    ['records.list', { table: 'refill' }],
    ['records.open', { table: 'refill', id }],
    ['requests.open', { table: 'refill', id }],
    ['requests.earlier', { table: 'refill', id }],
    ['requests.start', { workflow: 'refill', answers: refillAnswers, key: randomUUID() }],
  ]
  return Promise.all(
    asked.map(async ([procedure, input]) => {
      const { status, text } = await call(person.url, procedure, {
        input,
        headers: { cookie: person.cookie },
      })
      if (status !== 200) expect(text).not.toContain(refillAnswers.medication)
      return status
    }),
  )
}

/** What a publishing would leave behind that stopped after one of its parts. */
const halves: readonly (readonly [string, readonly string[]])[] = [
  [
    'the live pointer names another hash than its version has',
    [`update portico.live set hash = repeat('0', 64)`],
  ],
  [
    'a version is live that has no views',
    [
      `insert into portico.version (number, hash, body, published_at, reason)
         select max(number) + 1, repeat('1', 64), (array_agg(body order by number desc))[1], now(), 'Half' from portico.version`,
      `update portico.live set hash = repeat('1', 64), version = (select max(number) from portico.version)`,
    ],
  ],
]

test.each(halves)('after a publishing that stopped half way nothing is served: %s', async (_, statements) => {
  const [ada, nora] = [await practice.as('ada@example.com'), await practice.as('nora@maple.example.com')]
  const { id } = await startRefill(ada)
  expect(await served(ada, id)).toEqual([200, 200, 200, 200, 200])
  const { rows } = await environment.superuser.query<{ version: number; hash: string }>(
    'select version, hash from portico.live',
  )
  const [live] = rows
  for (const statement of statements) await environment.superuser.query(statement)
  for (const person of [ada, nora])
    expect((await served(person, id)).filter((status) => status < 400)).toEqual([])
  await environment.superuser.query('update portico.live set version = $1, hash = $2', [
    live?.version,
    live?.hash,
  ])
  expect(await served(ada, id)).toEqual([200, 200, 200, 200, 200])
})
