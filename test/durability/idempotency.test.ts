import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'

let practice: Practice
let ada: Person
let nora: Person
beforeAll(async () => {
  practice = await Practice.open({ works: false })
  ada = await practice.as('ada@example.com')
  nora = await practice.as('nora@maple.example.com')
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

const count = (sql: string, values: readonly unknown[] = []) =>
  practice.superuser(async (client) => (await client.query(sql, [...values])).rowCount)
const startWith = (person: Person, key: string, medication = 'Lisinopril') =>
  person.api.requests.start.mutate({ workflow: 'refill', answers: { ...refillAnswers, medication }, key })

test('a double click starts a request once, and both clicks get the same answer', async () => {
  const key = randomUUID()
  const clicks = await Promise.all(Array.from({ length: 8 }, () => startWith(ada, key)))
  for (const click of clicks) expect(click).toEqual(clicks[0])
  expect(await count('select 1 from portico.idempotency where key = $1', [key])).toBe(1)
  expect(await count('select 1 from portico.request where id = $1', [clicks[0]?.id])).toBe(1)
  expect((await ada.api.records.list.query({ table: 'refill' })).records).toHaveLength(1)
})

test('a double click advances a request once, and both clicks get the same answer', async () => {
  const { id } = await startRefill(ada)
  const key = randomUUID()
  const clicks = await Promise.all(
    Array.from({ length: 8 }, () => advanceRefill(nora, id, 'take', 1, {}, key)),
  )
  for (const click of clicks) expect(click).toEqual(clicks[0])
  expect(await count('select 1 from portico.transition where request = $1', [id])).toBe(2)
})

test('a retry hears what was answered then, also when the request has moved on since', async () => {
  const startKey = randomUUID()
  const started = await startWith(ada, startKey)
  const takeKey = randomUUID()
  const taken = await advanceRefill(nora, started.id, 'take', 1, {}, takeKey)
  await advanceRefill(nora, started.id, 'send-on', 2)
  expect(await startWith(ada, startKey)).toEqual(started)
  expect(await advanceRefill(nora, started.id, 'take', 1, {}, takeKey)).toEqual(taken)
  const lena = await practice.as('lena@maple.example.com')
  expect(await refusalOf(advanceRefill(lena, started.id, 'take', 1, {}, takeKey))).toMatchObject({
    code: 'stale-version',
  })
})

test('the same key for something else is refused, and changes nothing', async () => {
  const key = randomUUID()
  const { id } = await startWith(ada, key)
  expect(await refusalOf(startWith(ada, key, 'Metformin'))).toEqual({ code: 'key-reused' })
  expect(await refusalOf(advanceRefill(ada, id, 'withdraw', 1, {}, key))).toEqual({ code: 'key-reused' })
  const other = await startRefill(ada)
  const moveKey = randomUUID()
  await advanceRefill(nora, id, 'take', 1, {}, moveKey)
  expect(await refusalOf(advanceRefill(nora, id, 'send-on', 2, {}, moveKey))).toEqual({ code: 'key-reused' })
  expect(await refusalOf(advanceRefill(nora, other.id, 'take', 1, {}, moveKey))).toEqual({
    code: 'key-reused',
  })
  expect(await count('select 1 from portico.transition where request = any ($1)', [[id, other.id]])).toBe(3)
})

test('one key is one account’s: another account may use it for its own', async () => {
  const key = randomUUID()
  const rosa = await practice.as('rosa@example.com')
  const hers = await startWith(ada, key)
  const others = await startWith(rosa, key)
  expect(others.id).not.toBe(hers.id)
})

test('of twenty who take the same request at once one wins, and nineteen hear that they are late', async () => {
  const { id } = await startRefill(ada)
  const lena = await practice.as('lena@maple.example.com')
  const calls = Array.from({ length: 20 }, (_, n) => advanceRefill(n % 2 === 0 ? nora : lena, id, 'take', 1))
  const tries = await Promise.allSettled(calls)
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const late = calls.filter((_, n) => tries[n]?.status === 'rejected')
  const refusals = await Promise.all(late.map(refusalOf))
  expect(refusals).toEqual(Array.from({ length: 19 }, () => ({ code: 'stale-version', version: 2 })))
  expect(await count('select 1 from portico.transition where request = $1', [id])).toBe(2)
})

test('two tabs that take different steps from the same version: one happens, the other is stale', async () => {
  const { id } = await startRefill(ada)
  const tries = await Promise.allSettled([
    advanceRefill(ada, id, 'withdraw', 1),
    advanceRefill(nora, id, 'take', 1),
  ])
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await count('select 1 from portico.transition where request = $1', [id])).toBe(2)
})

test('somebody who lost access since is told not-found by a replay, like by anything else', async () => {
  const finn = await practice.as('finn@maple.example.com')
  const key = randomUUID()
  const patient = '20000000-0000-4000-8000-000000000001'
  const ask = () =>
    finn.api.requests.start.mutate({ workflow: 'refill', patient, answers: refillAnswers, key })
  const started = await ask()
  expect(await ask()).toEqual(started)
  const takeKey = randomUUID()
  await advanceRefill(nora, started.id, 'take', 1, {}, takeKey)
  await practice.superuser((client) =>
    client.query(`delete from portico.account_role where role in ('front-desk', 'nurse')`),
  )
  expect(await refusalOf(ask())).toEqual({ code: 'not-found' })
  expect(await refusalOf(advanceRefill(nora, started.id, 'take', 1, {}, takeKey))).toEqual({
    code: 'not-found',
  })
})

test('what is kept for a key is ids, a state and a due time, and no answer', async () => {
  const rows = await practice.superuser(
    async (client) =>
      (await client.query<{ row: string }>('select row_to_json(i)::text as row from portico.idempotency i'))
        .rows,
  )
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.map(({ row }) => row).join()).not.toMatch(/Lisinopril|Metformin|Running|10 mg/)
})

test('the same kept form sent from two tabs begins one request', async () => {
  const tab = await practice.as('mei@example.com')
  const { key } = await tab.api.answers.keep.mutate({ form: 'refill', typed: refillAnswers })
  const other = await tab.api.answers.load.query({ form: 'refill' })
  expect(other?.key).toBe(key)
  const send = () => tab.api.requests.start.mutate({ workflow: 'refill', answers: refillAnswers, key })
  expect(await send()).toEqual(await send())
  const next = await tab.api.answers.keep.mutate({ form: 'refill', typed: refillAnswers })
  expect(next.key).not.toBe(key)
})
