import { afterAll, beforeAll, expect, test } from 'vitest'
import { portalSchema } from '@portico/engine/portal/portal'
import { Environment } from '../access/environment.ts'
import { refusalOf } from '../person.ts'
import { Practice } from '../practice.ts'

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open({ works: false })
}, 60_000)
afterAll(async () => {
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

test('a process that two publishings passed by answers as if it had seen both', async () => {
  const ada = await practice.as('ada@example.com')
  await ada.api.records.list.query({ table: 'location' })
  const environment = await Environment.of(practice.databaseUrl)
  const { rows } = await environment.superuser.query<{ body: string }>('select body from portico.version')
  const portal = portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
  for (const phone of ['555-0101', '555-0102']) await environment.publish({ ...portal, phone })
  expect((await ada.api.records.list.query({ table: 'location' })).records.length).toBeGreaterThan(0)
  await environment[Symbol.asyncDispose]()
})
