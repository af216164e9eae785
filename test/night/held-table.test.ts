import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rulesOf } from '../access/rules-standing.ts'
import { refusalOf } from '../person.ts'
import { BusyPractice } from '../publishing/busy-practice.ts'
import { edit } from '../publishing/drafting.ts'
import { publishAlone } from '../two-people.ts'

let busy: BusyPractice
beforeEach(async () => {
  busy = await BusyPractice.open(400)
})
afterEach(async () => {
  await busy[Symbol.asyncDispose]()
})

/** Somebody with a statement of his own, who goes past Portico and does not end it. */
const holding = async <T>(work: () => Promise<T>): Promise<T> => {
  const foreign = new Client({ connectionString: busy.practice.databaseUrl })
  await foreign.connect()
  try {
    await foreign.query('begin; select from data.visit limit 1')
    return await work()
  } finally {
    await foreign.end()
  }
}

/** How the last publishing ended. */
const states = async (): Promise<readonly unknown[]> => {
  const { rows } = await busy.environment.superuser.query<{ state: string }>(
    'select state from portico.publishing order by begun_at desc limit 1',
  )
  return rows.map(({ state }) => state)
}

/** Nobody is kept waiting for longer than a try takes, whatever else this machine has to do. */
const waitsMax = 2500

test('where something holds a table throughout, publishing says so, changes nothing, and everybody works on', async () => {
  const dana = await busy.practice.as('dana@maple.example.com', 'office')
  await edit(dana, { kind: 'set-label', of: ['roles', 'front-desk'], label: { en: 'Front office' } })
  const before = await rulesOf(busy.environment)
  const { failed, reads, writes } = await busy.while(() =>
    holding(async () => {
      expect(await refusalOf(publishAlone(dana))).toEqual({ code: 'tables-held' })
    }),
  )
  expect(failed).toEqual([])
  expect(await rulesOf(busy.environment)).toEqual(before)
  expect(await states()).toEqual(['failed'])
  expect(Math.max(...reads, ...writes)).toBeLessThan(waitsMax)
  console.log(JSON.stringify({ reads: reads.length, writes: writes.length, worst: Math.max(...reads) }))
  expect(await publishAlone(dana)).toBeGreaterThan(1)
}, 180_000)

test('the same where a column is to be added; once the table is let go, every record is filled', async () => {
  const before = await rulesOf(busy.environment)
  const { failed, reads, writes } = await busy.while(() =>
    holding(async () => {
      await expect(busy.publish(busy.after())).rejects.toThrow('held')
    }),
  )
  expect(failed).toEqual([])
  expect(await rulesOf(busy.environment)).toEqual(before)
  expect(Math.max(...reads, ...writes)).toBeLessThan(waitsMax)
  expect((await busy.while(() => busy.publish(busy.after()))).failed).toEqual([])
  expect(await busy.unfilled()).toBe(0)
}, 180_000)

/** Postgres cleans up after every change, as slowly as it can. */
const vacuumSlowly = async ({ superuser }: BusyPractice['environment']): Promise<void> => {
  await superuser.query(
    `alter table data.visit set (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
       autovacuum_vacuum_cost_limit = 1, autovacuum_vacuum_cost_delay = 100)`,
  )
  await superuser.query('set session_replication_role = replica')
  await superuser.query('update data.visit set seen = seen')
  await superuser.query('set session_replication_role = origin')
  await superuser.query(`alter system set autovacuum_naptime = '1s'`)
  await superuser.query('select pg_reload_conf()')
}

test('a vacuum of the table that is under way makes room for a publishing', async () => {
  const { superuser } = busy.environment
  await vacuumSlowly(busy.environment)
  try {
    const isUnderWay = async () =>
      (await superuser.query(`select from pg_stat_progress_vacuum where relid = 'data.visit'::regclass`))
        .rowCount === 1
    await busy.practice.until('the table is vacuumed', isUnderWay, 90_000)
    const { failed } = await busy.while(() => busy.publish(busy.after()))
    expect(failed).toEqual([])
    expect(await busy.unfilled()).toBe(0)
    console.log(JSON.stringify(await busy.took()))
  } finally {
    await superuser.query('alter system reset autovacuum_naptime')
    await superuser.query('select pg_reload_conf()')
  }
}, 180_000)
