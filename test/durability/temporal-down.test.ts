import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTemporal, type Temporal } from '../../packages/runtime/embedded/temporal.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { Runs } from '../runs.ts'
import { mailsTo } from '../servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-down-'))
const place = { folder, logFile: join(folder, 'log') }

let temporal: Temporal
let practice: Practice
beforeAll(async () => {
  temporal = await startTemporal(place, process.env)
  practice = await Practice.open({ settings: () => ({ TEMPORAL_ADDRESS: temporal.address }) })
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
  await temporal.server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const readiness = async () => {
  const answer = await fetch(`${practice.urls.portal}/readyz`)
  const detail: unknown = await answer.json()
  return { status: answer.status, detail }
}
const untilTemporalIs = (state: string) =>
  practice.until(
    `Temporal is ${state}`,
    async () => JSON.stringify(await readiness()).includes(`"temporal":"${state}"`),
    60_000,
  )
const stateOf = (id: string) =>
  practice.superuser(
    async (client) =>
      (await client.query<{ state: string }>('select state from portico.request where id = $1', [id])).rows[0]
        ?.state,
  )
const untilEscalated = (id: string) =>
  practice.until('it is escalated', async () => (await stateOf(id)) === 'escalated', 60_000)
const quickly = async <T>(work: () => Promise<T>): Promise<T> => {
  const begun = performance.now()
  const value = await work()
  expect(performance.now() - begun).toBeLessThan(3000)
  return value
}

test('with Temporal down requests go on as usual; when it is back, what fell due meanwhile happens once', async () => {
  const ada = await practice.as('ada@example.com')
  const before = await startRefill(ada)
  await untilTemporalIs('ready')
  await temporal.server?.stop()

  const during = await quickly(() => startRefill(ada))
  const done = await quickly(() => startRefill(ada))
  const nora = await practice.as('nora@maple.example.com')
  const priya = await practice.as('priya@maple.example.com')
  await quickly(() => advanceRefill(nora, done.id, 'take', 1))
  await quickly(() => advanceRefill(nora, done.id, 'send-on', 2))
  await quickly(() => advanceRefill(priya, done.id, 'approve', 3, { decision_note: 'Fine' }))
  await untilTemporalIs('degraded')
  expect(await readiness()).toMatchObject({
    status: 200,
    detail: { postgres: 'ready', temporal: 'degraded' },
  })
  await practice.jumpPast(before.due)
  await practice.jumpPast(during.due)
  expect([await stateOf(before.id), await stateOf(during.id)]).toEqual(['submitted', 'submitted'])

  temporal = await startTemporal(place, process.env)
  await Promise.all([untilEscalated(before.id), untilEscalated(during.id)])
  const about = async () => (await mailsTo('ada@example.com')).filter(({ text }) => text.includes(done.id))
  await practice.until('the notice leaves', async () => (await about()).length > 0)
  await untilTemporalIs('ready')
  expect(await about()).toHaveLength(1)
  const moves = await practice.superuser(
    async (client) =>
      (
        await client.query('select 1 from portico.transition where request = any ($1)', [
          [before.id, during.id],
        ])
      ).rowCount,
  )
  expect(moves).toBe(6)
}, 150_000)

test('on another, empty Temporal every open request gets its run again, and its deadline fires', async () => {
  const ada = await practice.as('ada@example.com')
  const open = await Promise.all([startRefill(ada), startRefill(ada), startRefill(ada)])
  const old = await Runs.of(practice)
  await practice.until('they have their runs', async () => {
    const running = await old.running()
    return open.every(({ id }) => running.includes(id))
  })
  await old[Symbol.asyncDispose]()
  await temporal.server?.stop()
  for (const name of readdirSync(folder)) if (name.startsWith('temporal.db')) rmSync(join(folder, name))
  temporal = await startTemporal(place, process.env)

  await using runs = await Runs.of(practice)
  await practice.until(
    'each open request has its one run again',
    async () => {
      const { rows } = await practice.superuser((client) =>
        client.query<{ id: string }>('select id from portico.request where ended_at is null order by id'),
      )
      const running = await runs.running()
      return rows.length >= 5 && rows.map(({ id }) => id).join() === running.toSorted().join()
    },
    60_000,
  )
  await practice.jumpPast(open[0].due)
  await Promise.all(open.map(({ id }) => untilEscalated(id)))
}, 150_000)

test('a process says that it is not ready while a migration is missing, or its keys do not open what is there', async () => {
  const run = (text: string) => practice.superuser((client) => client.query(text))
  expect(await readiness()).toMatchObject({ status: 200, detail: { migrations: 'ready', keys: 'ready' } })
  await run(`update public.portico_migration set name = 'away' where name like '001-%'`)
  expect(await readiness()).toMatchObject({ status: 503, detail: { migrations: 'missing', keys: 'ready' } })
  await run(`update public.portico_migration set name = '001-tables.sql' where name = 'away'`)
  await run(
    `insert into keys.data_key (id, subject, wrapped, created)
     select gen_random_uuid(), gen_random_uuid(), wrapped, now() + interval '1 hour' from keys.data_key limit 1`,
  )
  expect(await readiness()).toMatchObject({
    status: 503,
    detail: { migrations: 'ready', keys: 'not fitting' },
  })
  await run(`delete from keys.data_key where created > now()`)
  expect(await readiness()).toMatchObject({ status: 200 })
})

test('a process neither is ready nor serves while a rule was compiled from another portal than the live one', async () => {
  const mark = (hash: string) =>
    practice.superuser((client) =>
      client.query(
        `do $do$ begin execute format('comment on policy "read patient" on data.refill is %L', 'portal ' || ${hash}); end $do$`,
      ),
    )
  const ada = await practice.as('ada@example.com')
  await mark(`repeat('0', 64)`)
  expect(await readiness()).toMatchObject({ status: 503 })
  await expect(ada.api.records.list.query({ table: 'refill' })).rejects.toThrow()
  await mark('(select hash from portico.live)')
  expect(await readiness()).toMatchObject({ status: 200 })
  expect((await ada.api.records.list.query({ table: 'refill' })).records.length).toBeGreaterThan(0)
})
