import { expect, test } from 'vitest'
import { Practice } from '../practice.ts'
import { BusyPractice } from './busy-practice.ts'

test('a field becomes one of another kind while everybody reads and writes, and nobody’s call fails', async () => {
  await using busy = await BusyPractice.open(400)
  const { failed, reads, writes } = await busy.while(() => busy.publish(busy.after()))
  expect(failed).toEqual([])
  expect(Math.min(reads.length, writes.length)).toBeGreaterThan(0)
  expect(await busy.unfilled()).toBe(0)
}, 120_000)

/** The lock that whoever publishes has alone. */
const publishing = 7_041_778

/** What those who wait for the publishing hold meanwhile: nothing, or nobody else gets on. */
const heldByWaiting = `select w.pid, array(select l.relation::regclass::text from pg_locks l join pg_class c on c.oid = l.relation
    where l.pid = w.pid and l.granted and (c.relnamespace = 'data'::regnamespace or c.relnamespace::regnamespace::text like 'p\\_%')) as held
  from pg_locks w where w.locktype = 'advisory' and not w.granted and w.objid = ${publishing}
    and w.database = (select oid from pg_database where datname = current_database())`

test('who comes while somebody publishes waits with no table in her hands, and is answered then', async () => {
  await using practice = await Practice.open({ works: false })
  const nora = await practice.as('nora@maple.example.com')
  await practice.superuser(async (client) => {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [publishing])
    const answer = nora.api.records.list.query({ table: 'patient', size: 100 })
    const waiting = async () =>
      (await client.query<{ readonly held: readonly string[] }>(heldByWaiting)).rows.map(({ held }) => held)
    await practice.until('she waits', async () => (await waiting()).length > 0)
    expect(await waiting()).toEqual([[]])
    await client.query('rollback')
    expect((await answer).records.length).toBeGreaterThan(0)
  })
}, 120_000)
