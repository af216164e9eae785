import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Practice } from '../practice.ts'

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open({ works: false })
})
afterAll(() => practice[Symbol.asyncDispose]())

const restarted = async (): Promise<void> => {
  await practice.stopServing()
  await practice.startServing()
}

type Made = { readonly polname: string; readonly xmin: string }

/** Which transaction made each of the rules that decide. */
const rulesMadeBy = (): Promise<readonly Made[]> =>
  practice.superuser(async (client) => {
    const made = 'select polname, xmin::text from pg_policy order by oid'
    return (await client.query<Made>(made)).rows
  })

const entriesAbout = (record: string): Promise<number> =>
  practice.superuser(async (client) => {
    const asked = 'select verb from portico.entry where $1 = any(records)'
    return (await client.query(asked, [record])).rows.length
  })

const addPatient = async (name: string): Promise<string> => {
  const alex = await practice.as('alex@maple.example.com')
  const answers = { name, birth_date: '1990-02-03' }
  const { id } = await alex.api.records.create.mutate({ table: 'patient', answers, key: randomUUID() })
  return id
}

test('a start of the same program leaves what decides as it is', async () => {
  const before = await rulesMadeBy()
  await restarted()
  expect(await rulesMadeBy()).toEqual(before)
})

/** What decides is not what this program makes of the live version: another program made it. */
const madeBy = (client: Client, program: string): Promise<unknown> =>
  client.query(`update portico.setting set value = $1 where name = 'rules'`, [program])

const renewals = (): Promise<readonly unknown[]> =>
  practice.superuser(async (client) => {
    const asked = `select verb, outcome, audience, account from portico.entry where detail = 'renew-rules'`
    return (await client.query<Record<string, unknown>>(asked)).rows
  })

test('what an older program compiled is compiled anew at the first start, with an entry, and writes the entries it did not write', async () => {
  await practice.superuser(async (client) => {
    await client.query('drop trigger "d.written" on data.patient')
    await madeBy(client, '1 of-an-older-program')
  })
  expect(await entriesAbout(await addPatient('Rosa Before'))).toBe(0)
  await restarted()
  expect(await entriesAbout(await addPatient('Rosa After'))).toBe(1)
  expect(await renewals()).toEqual([{ verb: 'publish', outcome: 'done', audience: 'system', account: null }])
})

test('what an older program compiled before it said how old it was is compiled anew as well', async () => {
  const before = await renewals()
  await practice.superuser((client) => madeBy(client, 'f'.repeat(64)))
  await restarted()
  expect(await renewals()).toHaveLength(before.length + 1)
})

test('the structure that a newer program’s rules stand on is there before they are', async () => {
  await practice.superuser(async (client) => {
    await client.query('alter table data.patient drop column "_find.name" cascade')
    await madeBy(client, '1 of-an-older-program')
  })
  await restarted()
  expect(await entriesAbout(await addPatient('Rosa Found'))).toBe(1)
})

test('what a newer program compiled is left as it is by an older one that is started beside it', async () => {
  await practice.superuser((client) => madeBy(client, '999 of-a-newer-program'))
  const [rules, entries] = [await rulesMadeBy(), await renewals()]
  await restarted()
  expect(await rulesMadeBy()).toEqual(rules)
  expect(await renewals()).toEqual(entries)
})
