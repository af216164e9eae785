import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fieldVerbs } from '@portico/engine/access/who-may'
import type { FieldValue } from '@portico/engine/access/condition'
import { spec } from '@portico/engine/access/spec'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import { recordFactsIn, type World } from '@portico/engine/testing/random-world'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { reachableFields } from '../../packages/runtime/postgres/rule.ts'
import { Environment } from '../access/environment.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'

const ada = '20000000-0000-4000-8000-000000000001'
const date = z.date().transform((value) => value.toISOString())
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null(), date])

type Holder = {
  readonly account: AccountId
  readonly audience: 'patient' | 'staff'
  readonly person: RecordId
  /** The patient a proxy stands for. */
  readonly for: RecordId | null
  readonly roles: readonly string[]
}

let practice: Practice
let environment: Environment
let sam: Person
let portal: Portal
let hash = ''
let today = ''
let world: World
let holders: readonly Holder[]
let refill = ''

const holderSchema = z.object({
  account: z.string().refine(isAccountId),
  audience: z.enum(['patient', 'staff']),
  person: z.string().refine(isRecordId),
  for: z.string().refine(isRecordId).nullable(),
  roles: z.array(z.string()),
})

const readWorld = async (): Promise<World> => {
  const found = []
  for (const [table, { fields }] of Object.entries(portal.tables)) {
    const { rows } = await environment.superuser.query<Record<string, unknown>>(
      `select * from data.${quoted(table)}`,
    )
    for (const row of rows) {
      const id = String(row['id'])
      if (!isRecordId(id)) throw new Error('a record has an id')
      const values = Object.keys(fields).map((field): [string, FieldValue] => {
        const value = row[field]
        return [field, Buffer.isBuffer(value) ? value.toString('hex') : fieldValue.parse(value)]
      })
      const state = typeof row['_state'] === 'string' ? { state: row['_state'] } : {}
      found.push({ id, table, values: { ...Object.fromEntries(values), ...state } })
    }
  }
  return found
}

beforeAll(async () => {
  practice = await Practice.open({ works: false })
  environment = await Environment.of(practice.databaseUrl)
  for (const email of ['ada@example.com', 'ben@example.com'])
    refill = (await startRefill(await practice.as(email))).id
  sam = await practice.as('sam@maple.example.com', 'office')
  const { rows } = await environment.superuser.query<{ body: string; hash: string; today: string }>(
    'select v.body, v.hash, portico.today()::text as today from portico.version v join portico.live l on l.version = v.number',
  )
  portal = portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
  hash = rows[0]?.hash ?? ''
  today = rows[0]?.today ?? ''
  world = await readWorld()
  const accounts = await environment.superuser.query(
    `select a.id as account, a.audience, a.person, r.for_patient as for, array_agg(r.role) as roles
     from portico.account a join portico.account_role r on r.account = a.id group by a.id, r.for_patient`,
  )
  holders = accounts.rows.map((row) => holderSchema.parse(row))
}, 120_000)
afterAll(async () => {
  await environment[Symbol.asyncDispose]()
  await practice[Symbol.asyncDispose]()
})

const nameOf = ({ account, for: standsFor }: Holder): string => `${account} ${standsFor !== null}`

/** The cells Postgres shows one account, as "table.field of record". */
const cellsShown = async ({ account, audience, for: standsFor }: Holder): Promise<ReadonlySet<string>> => {
  const mac = await environment.openSession(account)
  const look = async (client: PoolClient): Promise<ReadonlySet<string>> => {
    const shown = new Set<string>()
    for (const table of Object.keys(portal.tables)) {
      const named = reachableFields(portal, audience, 'read', table)
      if (named.length === 0) continue
      const { rows } = await client.query<Record<string, unknown>>(
        `select * from p_${hash.slice(0, 12)}_${audience}.${quoted(table)}`,
      )
      for (const row of rows)
        for (const [place, field] of named.entries())
          if (String(row['_hidden'])[place] === '0') shown.add(`${table}.${field} of ${String(row['id'])}`)
    }
    return shown
  }
  return environment.acting(audience, mac, look, standsFor)
}

describe('who can', () => {
  test('R1 R25 says of every field of every record exactly those whom the oracle grants it, and to whom Postgres shows it', async () => {
    const shown = new Map<string, ReadonlySet<string>>()
    for (const holder of holders) shown.set(nameOf(holder), await cellsShown(holder))
    for (const record of world)
      for (const field of Object.keys(portal.tables[record.table]?.fields ?? {})) {
        const { people } = await sam.api.access.whoCan.query({
          table: record.table,
          field,
          record: record.id,
        })
        const said = new Map(
          people.map(({ account, isProxy, may }) => [`${account} ${isProxy}`, may.map(({ verb }) => verb)]),
        )
        const facts = recordFactsIn(portal, world, record)
        for (const holder of holders) {
          const actor = {
            ...holder,
            powers: [],
            patient: holder.audience === 'patient' ? (holder.for ?? holder.person) : null,
            facts: world.find(({ id }) => id === (holder.for ?? holder.person))?.values ?? {},
          }
          const granted = fieldVerbs.filter((verb) =>
            spec(portal, actor, verb, record.table, facts, today).fields.has(field),
          )
          const about = `${record.table}.${field} of ${record.id}`
          expect(said.get(nameOf(holder)) ?? [], `${holder.roles.join()} and ${about}`).toEqual(granted)
          expect(shown.get(nameOf(holder))?.has(about) ?? false, about).toBe(granted.includes('read'))
        }
      }
  }, 120_000)

  test('R4 names people and permissions in words, and counts patients where the question is about nobody', async () => {
    const { roles, people, patients } = await sam.api.access.whoCan.query({
      table: 'refill',
      field: 'reason',
    })
    expect(people.map(({ name }) => name)).toEqual(expect.arrayContaining(['Nora Quinn', 'Finn Ekholm']))
    expect(people.map(({ name }) => name)).not.toContain('Dana Whitfield')
    expect(people.find(({ name }) => name === 'Finn Ekholm')?.may.map(({ verb }) => verb)).toEqual(['create'])
    const desk = roles.find(({ role }) => role === 'front-desk')
    expect(desk?.grounds.map(({ sentence }) => sentence)).toEqual([
      "*Front desk* can fill in *Anything to add* of refills whose patient's location is their own location.",
    ])
    expect(patients).toBeGreaterThanOrEqual(4)
  })

  test('answers for all records of one patient, and names her', async () => {
    const { records, people } = await sam.api.access.whoCan.query({
      table: 'refill',
      field: 'medication',
      patient: ada,
    })
    expect(records).toHaveLength(1)
    const names = people.map(({ name }) => name)
    expect(names).toContain('Ada Lindqvist')
    expect(names).not.toContain('Wanda Price')
  })

  test('is for the privacy officer, and asking is an entry', async () => {
    const nora = await practice.as('nora@maple.example.com', 'office')
    const question = { table: 'refill', field: 'dose', record: refill } as const
    expect(await refusalOf(nora.api.access.whoCan.query(question))).toEqual({ code: 'not-found' })
    await sam.api.access.whoCan.query(question)
    const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'read-trail' })
    expect(entries.find(({ detail }) => detail === 'who-can')).toMatchObject({
      who: 'Sam Iverson',
      table: 'refill',
      records: [refill],
      fields: ['dose'],
    })
    expect(entries.find(({ outcome }) => outcome === 'refused')).toMatchObject({ who: 'Nora Quinn' })
  })
})
