import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Table } from '@portico/engine/portal/portal'
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
const holding = async <T>(
  work: () => Promise<T>,
  statement = 'select from data.visit limit 1',
): Promise<T> => {
  const foreign = new Client({ connectionString: busy.practice.databaseUrl })
  await foreign.connect()
  try {
    await foreign.query(`begin; ${statement}`)
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

test('where somebody cleans up a table by hand throughout, publishing gives up as soon', async () => {
  const began = performance.now()
  await holding(async () => {
    await expect(busy.publish(busy.after())).rejects.toThrow('held')
  }, 'lock table data.patient, data.visit in share update exclusive mode')
  expect(performance.now() - began).toBeLessThan(40_000)
}, 180_000)

/** Postgres cleans up after every change, as slowly as it can. */
const vacuumSlowly = async (
  { superuser }: BusyPractice['environment'],
  table: string,
  changes: number,
): Promise<void> => {
  await superuser.query(
    `alter table ${table} set (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
       autovacuum_vacuum_cost_limit = 1, autovacuum_vacuum_cost_delay = 100)`,
  )
  await superuser.query('set session_replication_role = replica')
  // At one go: what the first change left would make room for the second.
  await superuser.query(
    `do $do$ begin for change in 1..${changes} loop update ${table} set id = id; end loop; end $do$`,
  )
  await superuser.query('set session_replication_role = origin')
  await superuser.query(`alter system set autovacuum_naptime = '1s'`)
  await superuser.query('select pg_reload_conf()')
}

const whileVacuumed = async (table: string, changes: number, work: () => Promise<void>): Promise<void> => {
  const { superuser } = busy.environment
  await vacuumSlowly(busy.environment, table, changes)
  const isUnderWay = async () =>
    (await superuser.query('select from pg_stat_progress_vacuum where relid = $1::regclass', [table]))
      .rowCount === 1
  try {
    await busy.practice.until('the table is vacuumed', isUnderWay, 90_000)
    await work()
  } finally {
    await superuser.query('alter system reset autovacuum_naptime')
    await superuser.query('select pg_reload_conf()')
  }
}

test('a vacuum of the table that is under way makes room for a publishing', async () => {
  await whileVacuumed('data.visit', 1, async () => {
    const { failed } = await busy.while(() => busy.publish(busy.after()))
    expect(failed).toEqual([])
    expect(await busy.unfilled()).toBe(0)
    console.log(JSON.stringify(await busy.took()))
  })
}, 180_000)

test('so does a vacuum of a table that a new one refers to', async () => {
  const { before } = busy
  const leaflet: Table = {
    patient: 'patient',
    fields: { patient: { kind: 'reference', to: 'patient', class: 'identifier' } },
  }
  await whileVacuumed('data.patient', 400, async () => {
    await busy.publish({ ...before, tables: { ...before.tables, leaflet } })
    console.log(JSON.stringify(await busy.took()))
  })
}, 180_000)
