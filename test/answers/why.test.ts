import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import { Environment } from '../access/environment.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'

const portico = new URL('../../packages/runtime/cli/portico.ts', import.meta.url).pathname
const ada = '20000000-0000-4000-8000-000000000001'
const finn = '50000000-0000-4000-8000-000000000004'
const wanda = '50000000-0000-4000-8000-000000000005'

let practice: Practice
let environment: Environment
let sam: Person
let portal: Portal
let refill: RecordId

beforeAll(async () => {
  practice = await Practice.open({ works: false })
  environment = await Environment.of(practice.databaseUrl)
  refill = z
    .string()
    .refine(isRecordId)
    .parse((await startRefill(await practice.as('ben@example.com'))).id)
  sam = await practice.as('sam@maple.example.com', 'office')
  const { rows } = await environment.superuser.query<{ body: string }>('select body from portico.version')
  portal = portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
}, 120_000)
afterAll(async () => {
  await environment[Symbol.asyncDispose]()
  await practice[Symbol.asyncDispose]()
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

describe('why', () => {
  const ask = (account: string, field: string) =>
    sam.api.access.why.query({ account, table: 'refill', field, record: refill, verb: 'read' })

  test('says yes with the permission, and the cell in which to change it', async () => {
    const { can, name, sentences } = await ask(wanda, 'dose')
    expect({ can, name }).toEqual({ can: true, name: 'Wanda Price' })
    expect(sentences).toMatchObject([
      { isGranted: true, cell: { role: 'front-desk', table: 'refill', field: 'dose' } },
    ])
    expect(sentences[0]?.text).toMatch(
      /^Allowed: Front desk may read and fill in .*“Dose”.* of “Refill”, only when/,
    )
  })

  test('says no with what stands against it: a condition, or that nothing is about the field', async () => {
    const elsewhere = await ask(finn, 'dose')
    expect(elsewhere.can).toBe(false)
    expect(elsewhere.sentences[0]?.text).toMatch(/only when patient's location is their own location/)
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
    expect(then.groups[0]?.sentences[0]?.text).toMatch(/^Nurse can read .*Dose.* of all refills\.$/)
  })

  test('of an entry answers also when the account is closed and its roles are gone', async () => {
    const wandas = await practice.as('wanda@maple.example.com')
    await wandas.api.requests.open.query({ table: 'refill', id: refill })
    const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'open' })
    const seq = entries.find(({ who }) => who === 'Wanda Price')?.seq ?? ''
    await practice.superuser(async (client) => {
      await client.query('delete from portico.account_role where account = $1', [wanda])
      await client.query('update portico.account set disabled_at = now() where id = $1', [wanda])
    })
    const then = await sam.api.access.whyThen.query({ seq })
    expect(then.roles).toEqual(['Front desk'])
    expect(then.groups.map(({ can }) => can)).toEqual([true])
    const { people } = await sam.api.trail.colleagues.query()
    expect(people.find(({ account }) => account === wanda)).toMatchObject({ name: 'Wanda Price', roles: [] })
    await practice.superuser(async (client) => {
      await client.query('update portico.account set disabled_at = null where id = $1', [wanda])
      await client.query(`insert into portico.account_role (account, role) values ($1, 'front-desk')`, [
        wanda,
      ])
    })
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
    expect(before.code).toBe('not-found')
    await setRole(priya, 'provider')
  })

  test('of a step says everything that stands against it, or that nothing does', async () => {
    const ask = (account: string, transition: string) =>
      sam.api.access.whyTransition.query({ account, table: 'refill', record: refill, transition })
    expect(await ask(await accountOf('ben@example.com'), 'withdraw')).toMatchObject({
      can: true,
      sentences: [],
    })
    const { can, sentences } = await ask(wanda, 'approve')
    expect(can).toBe(false)
    expect(sentences.join(' ')).toMatch(/is for \*Provider\*.*stands at \*Submitted\*.*last 15 minutes/)
    expect((await refusalOf(ask(wanda, 'fly'))).code).toBe('not-found')
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
    expect(said.out).toMatch(/\n {2}Front desk can read and fill in Dose of refills whose/)
    expect(said.out).toMatch(/Wanda Price, Front desk: read as Front desk, create as Front desk/)
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
    expect(may.out).toMatch(/^What Wanda Price may do, by version 1:\nAs Front desk:\n {2}Front desk can/)
    const step = await cli('why-transition', 'wanda@maple.example.com', 'refill.approve', refill)
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
    [['why-transition', finn, 'refill.fly', ada], 1],
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
