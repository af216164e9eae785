import { randomUUID } from 'node:crypto'
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

test('what an older program compiled is compiled anew at the first start, and writes the entries it did not write', async () => {
  await practice.superuser(async (client) => {
    await client.query('drop trigger "d.written" on data.patient')
    await client.query(`update portico.setting set value = 'of an older program' where name = 'rules'`)
  })
  expect(await entriesAbout(await addPatient('Rosa Before'))).toBe(0)
  await restarted()
  expect(await entriesAbout(await addPatient('Rosa After'))).toBe(1)
})
