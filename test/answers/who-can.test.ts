import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
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

const portico = new URL('../../packages/runtime/cli/portico.ts', import.meta.url).pathname
const ada = '20000000-0000-4000-8000-000000000001'
const finn = '50000000-0000-4000-8000-000000000004'
const wanda = '50000000-0000-4000-8000-000000000005'
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

  test('names people and permissions in words, and counts patients where the question is about nobody', async () => {
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

describe('why', () => {
  const ask = (account: string, field: string) =>
    sam.api.access.why.query({ account, table: 'refill', field, record: refill, verb: 'read' })

  test('says yes with the permission, and the cell in which to change it', async () => {
    const { can, name, sentences } = await ask(wanda, 'dose')
    expect({ can, name }).toEqual({ can: true, name: 'Wanda Price' })
    expect(sentences).toMatchObject([
      { isGranted: true, cell: { role: 'front-desk', table: 'refill', field: 'dose' } },
    ])
    expect(sentences[0]?.text).toMatch(/^Permission \d+ allows it: Front desk may read “Dose” of “Refill”/)
  })

  test('says no with what stands against it: a condition, or that nothing is about the field', async () => {
    const elsewhere = await ask(finn, 'dose')
    expect(elsewhere.can).toBe(false)
    expect(elsewhere.sentences[0]?.text).toMatch(/only when Location of Patient is their own Location/)
    const never = await ask(wanda, 'decision_note')
    expect(never.sentences).toMatchObject([
      {
        text: 'No permission lets Front desk read “Decision note” of “Refill”.',
        cell: { role: 'front-desk', field: 'decision_note' },
      },
    ])
  })

  test('of an entry answers by the version and the roles of that moment', async () => {
    const nora = await practice.as('nora@maple.example.com')
    await nora.api.requests.open.query({ table: 'refill', id: refill })
    const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'open' })
    const opened = entries.find(({ who }) => who === 'Nora Quinn')
    await practice.superuser((client) =>
      client.query(`update portico.account_role set role = 'nurse-lead' where account = $1`, [
        opened?.account,
      ]),
    )
    const then = await sam.api.access.whyThen.query({ seq: opened?.seq ?? '' })
    expect(then).toMatchObject({ version: 1, live: 1, roles: ['Nurse'] })
    expect(then.groups).toHaveLength(1)
    expect(then.groups[0]).toMatchObject({ can: true })
    expect(then.groups[0]?.sentences[0]?.text).toMatch(
      /^Permission \d+: Nurse can read .*Dose.* of all refills\.$/,
    )
  })

  test('of a past moment answers by the version that was live and the roles that were held', async () => {
    const priya = await accountOf('priya@maple.example.com')
    await (await practice.as('priya@maple.example.com')).api.records.list.query({ table: 'refill' })
    const at = new Date().toISOString()
    await setRole(priya, 'front-desk')
    const question = {
      account: priya,
      table: 'refill',
      field: 'decision_note',
      record: refill,
      verb: 'read',
    } as const
    expect(await sam.api.access.why.query(question)).toMatchObject({ can: false, roles: ['Front desk'] })
    expect(await sam.api.access.why.query({ ...question, at })).toMatchObject({
      can: true,
      roles: ['Provider'],
      version: 1,
    })
    const before = await refusalOf(sam.api.access.why.query({ ...question, at: '2020-01-01T00:00:00Z' }))
    expect(before?.code).toBe('not-found')
    await setRole(priya, 'provider')
  })

  test('of a step says everything that stands against it, or that nothing does', async () => {
    const ask = (account: string, transition: string) =>
      sam.api.access.whyStep.query({ account, table: 'refill', record: refill, transition })
    expect(await ask(await accountOf('ben@example.com'), 'withdraw')).toMatchObject({
      can: true,
      sentences: [],
    })
    const { can, sentences } = await ask(wanda, 'approve')
    expect(can).toBe(false)
    expect(sentences.join(' ')).toMatch(/is for \*Provider\*.*stands at \*Submitted\*.*last 15 minutes/)
    expect((await refusalOf(ask(wanda, 'fly')))?.code).toBe('not-found')
  })

  test('of a person tells every permission, step and power, and it is an entry', async () => {
    const { name, as } = await sam.api.access.whatMay.query({ account: wanda })
    expect(name).toBe('Wanda Price')
    expect(as).toMatchObject([{ roles: ['Front desk'], isProxy: false, powers: [] }])
    const told = as[0]?.tables.flatMap(({ grounds }) => grounds.map(({ permission }) => permission)) ?? []
    const held = portal.permissions.flatMap(({ role }, place) => (role === 'front-desk' ? [place + 1] : []))
    expect(told.toSorted((a, b) => a - b)).toEqual(held)
    const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'read-trail' })
    expect(entries[1]).toMatchObject({ who: 'Sam Iverson', detail: 'what-may' })
  })
})

const accountOf = async (email: string): Promise<AccountId> => {
  const account = await environment.accountOf(email)
  if (!isAccountId(account)) throw new Error('An account has an id.')
  return account
}
const setRole = (account: AccountId, role: string) =>
  practice.superuser((client) =>
    client.query('update portico.account_role set role = $2 where account = $1', [account, role]),
  )

const cli = async (
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [portico, 'access', ...args], {
      env: practice.environment,
    })
    return { code: 0, out: stdout, err: stderr }
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && 'stdout' in fault && 'stderr' in fault)
      return { code: Number(fault.code), out: String(fault.stdout), err: String(fault.stderr) }
    throw fault
  }
}

describe('the command line', () => {
  test('answers who can with sentences, people and permissions, as words and as JSON', async () => {
    const said = await cli('who-can', 'refill.dose', '--record', refill)
    expect(said.code).toBe(0)
    expect(said.out).toMatch(/permission \d+: Front desk can read and fill in Dose of refills whose/)
    expect(said.out).toMatch(/Wanda Price, Front desk: read \(permission \d+\)/)
    expect(said.out).not.toContain('Finn Ekholm')
    const json = z
      .object({ people: z.array(z.object({ name: z.string() })) })
      .parse(JSON.parse((await cli('who-can', 'refill.dose', '--json')).out))
    expect(json.people.map(({ name }) => name)).toContain('Finn Ekholm')
  })

  test('says why by e-mail address or id, yes and no alike with exit code 0', async () => {
    const yes = await cli('why', 'wanda@maple.example.com', 'refill.dose', refill)
    expect(yes).toMatchObject({ code: 0 })
    expect(yes.out).toMatch(
      /^Yes: Wanda Price \(Front desk\) can read refill\.dose of this record, by version 1\./,
    )
    const no = await cli('why', finn, 'refill.dose', refill, '--json')
    expect(no.code).toBe(0)
    expect(JSON.parse(no.out)).toMatchObject({ can: false, name: 'Finn Ekholm' })
  })

  test('says what somebody may do, and what stands against a step', async () => {
    const may = await cli('what-may', 'wanda@maple.example.com')
    expect(may.out).toMatch(
      /^What Wanda Price may do, by version 1:\nAs Front desk:\n {2}permission \d+: Front desk can/,
    )
    const step = await cli('why-step', 'wanda@maple.example.com', 'refill.approve', refill)
    expect(step).toMatchObject({ code: 0 })
    expect(step.out).toMatch(
      /^No: Wanda Price \(Front desk\) cannot take approve on this request\.\n {2}This step is for Provider/,
    )
  })

  test.each([
    [['why', 'nobody@example.com', 'refill.dose', ada], 1],
    [['why', finn, 'refill.dose', finn], 1],
    [['who-can', 'refill.shoe-size'], 1],
    [['who-can', 'refill'], 2],
    [['why', finn, 'refill.dose'], 2],
    [['who-could'], 2],
    [['why', finn, 'refill.dose', ada, '--at', 'yesterday'], 2],
    [['why-step', finn, 'refill.fly', ada], 1],
    [['what-may', 'nobody@example.com'], 1],
  ] as const)('%j ends with %i and says why', async (args, code) => {
    const said = await cli(...args)
    expect(said.code).toBe(code)
    expect(said.err).not.toBe('')
  })

  test('each question from the command line is an entry', async () => {
    await cli('why', finn, 'refill.dose', refill)
    const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'read-trail' })
    expect(entries.find(({ who }) => who === 'Somebody at the command line')).toMatchObject({
      detail: 'why',
      records: [refill],
    })
  })
})
