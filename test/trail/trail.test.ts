import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../call.ts'
import { Practice } from '../practice.ts'
import { refusalOf, type Person } from '../person.ts'
import { badInputTests } from './bad-input.ts'
import { unwritableTests } from './unwritable.ts'

const answers = { medication: 'Metformin', dose: '500 mg', days_left: '5', pharmacy: 'by-mail' }
const ada = '20000000-0000-4000-8000-000000000001'
const portico = new URL('../../packages/runtime/cli/portico.ts', import.meta.url).pathname

let practice: Practice
let sam: Person
let request = ''
beforeAll(async () => {
  practice = await Practice.open({ works: false })
  const patient = await practice.as('ada@example.com')
  request = (await patient.api.requests.start.mutate({ workflow: 'refill', answers, key: randomUUID() })).id
  const nora = await practice.as('nora@maple.example.com')
  await nora.api.requests.open.query({ table: 'refill', id: request })
  const rosa = await practice.as('rosa@example.com')
  await refusalOf(rosa.api.requests.open.query({ table: 'refill', id: request }))
  sam = await practice.as('sam@maple.example.com', 'office')
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

const sealed = () =>
  practice.until('everything is sealed', async () => (await sam.api.trail.check.mutate()).unsealed <= 1)

const verify = async (): Promise<{ readonly code: number; readonly said: string }> => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [portico, 'trail', 'verify'], {
      env: practice.environment,
    })
    return { code: 0, said: stdout }
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && 'stdout' in fault)
      return { code: Number(fault.code), said: String(fault.stdout) }
    throw fault
  }
}

test('R57 R58 R61 R71 the privacy officer sees every read, change and refusal about a patient', async () => {
  const { entries } = await sam.api.trail.read.query({ patient: ada, days: 90 })
  expect(entries.map(({ verb, audience }) => `${audience} ${verb}`)).toEqual(
    expect.arrayContaining(['patient create', 'staff open']),
  )
  const opened = entries.find(({ verb, audience }) => verb === 'open' && audience === 'staff')
  expect(opened).toMatchObject({
    who: 'Nora Quinn',
    table: 'refill',
    records: [request],
    outcome: 'done',
    browser: 'Firefox on Linux',
  })
  const refused = await sam.api.trail.read.query({ days: 1, verb: 'open' })
  expect(refused.entries.find(({ outcome }) => outcome === 'refused')).toMatchObject({
    code: 'not-found',
    audience: 'patient',
    records: [request],
  })
  const signIns = await sam.api.trail.read.query({ days: 1, verb: 'sign-in' })
  expect(signIns.entries.length).toBeGreaterThanOrEqual(4)
  const { csv } = await sam.api.trail.download.mutate({ patient: ada, days: 90 })
  expect(csv).toContain('Nora Quinn')
  // Whose records they are is told in words, as far as who downloads it may read names; what they say is not in it.
  expect(csv).toContain('Ada Lindqvist')
  expect(csv).not.toMatch(/Metformin|500 mg/)
  const exports_ = await sam.api.trail.read.query({ patient: ada, days: 1, verb: 'export' })
  expect(exports_.entries).toMatchObject([{ who: 'Sam Iverson', outcome: 'done', detail: 'trail' }])
})

test('a page that looks again by itself is one entry, until there is something new to see', async () => {
  const nora = await practice.as('nora@maple.example.com')
  const patient = await practice.as('ada@example.com')
  const own = { workflow: 'refill', answers, key: randomUUID() }
  const { id } = await patient.api.requests.start.mutate(own)
  const looks = (isByPerson: boolean) =>
    call(nora.url, 'requests.open', {
      input: { table: 'refill', id },
      headers: { cookie: nora.cookie, ...(isByPerson ? {} : { 'x-portico-background': '1' }) },
    })
  const lines = async () => {
    const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'open' })
    return entries.filter(({ records, who }) => records.includes(id) && who === 'Nora Quinn').length
  }
  /** What was changed just now may be told twice. */
  const laterThanChanges = () =>
    practice.superuser((client) =>
      client.query(
        `update portico.transition set at = at - interval '1 minute'; update portico.earlier_value set at = at - interval '1 minute'`,
      ),
    )
  const isNew = async (): Promise<boolean> => {
    const before = await lines()
    expect((await looks(false)).status).toBe(200)
    return (await lines()) > before
  }
  await looks(true)
  await laterThanChanges()
  for (let time = 0; time < 3; time += 1) expect(await isNew()).toBe(false)
  expect(await lines()).toBe(1)
  await looks(true)
  expect(await lines()).toBe(2)

  await patient.api.requests.start.mutate({ ...own, key: randomUUID() })
  expect(await isNew(), 'something elsewhere was changed').toBe(true)
  await laterThanChanges()
  expect(await isNew()).toBe(false)
  await practice.superuser((client) =>
    client.query(
      `insert into portico.account_role (account, role) select account, 'nurse-lead' from portico.account_role where role = 'nurse' and account = (select account from portico.session where id = (select session from portico.entry where records @> array[$1::uuid] and verb = 'open' and audience = 'staff' order by seq desc limit 1))`,
      [id],
    ),
  )
  expect(await isNew(), 'she holds another role').toBe(true)
  expect(await isNew()).toBe(false)
  await practice.jump(10 * 60)
  await nora.api.session.extend.mutate()
  expect(await isNew()).toBe(false)
  await practice.jump(6 * 60)
  expect(await isNew(), 'a quarter of an hour has passed').toBe(true)
})

test('a page that looks again is an entry once another version is live, and on another day', async () => {
  const patient = await practice.as('ada@example.com')
  const own = { workflow: 'refill', answers, key: randomUUID() }
  const { id } = await patient.api.requests.start.mutate(own)
  const nora = await practice.as('nora@maple.example.com')
  await nora.api.requests.open.query({ table: 'refill', id })
  await practice.superuser(async (client) => {
    // Nothing of this stays: what is sealed in between is sealed as it was written.
    await client.query('begin')
    await client.query(
      `update portico.transition set at = at - interval '1 year'; update portico.earlier_value set at = at - interval '1 year'`,
    )
    const looked = `(select max(seq) from portico.entry where verb = 'open' and audience = 'staff' and records @> array['${id}'::uuid])`
    const isShown = async (change: string): Promise<boolean | undefined> => {
      await client.query('savepoint before')
      await client.query(change)
      const { rows } = await client.query<{ shown: boolean }>(
        `select portico.is_shown_already(jsonb_build_object('account', e.account, 'session', e.session, 'roles', to_jsonb(e.roles),
          'patient', e.on_behalf_of), e.verb, e.table_id, e.records, e.fields) as shown from portico.entry e where e.seq = ${looked}`,
      )
      await client.query('rollback to savepoint before')
      return rows[0]?.shown
    }
    const lookedAt = (at: string) => `update portico.entry set at = ${at} where seq = ${looked}`
    expect(await isShown('select 1')).toBe(true)
    expect(await isShown(`update portico.entry set version = version - 1 where seq = ${looked}`)).toBe(false)
    // Five minutes past midnight where the practice is.
    await client.query(
      `select portico.jump_clock(extract(epoch from
        ((portico.today() + 1)::timestamp + interval '5 minutes') at time zone 'America/Chicago' - portico.portico_now())::int)`,
    )
    expect(await isShown(lookedAt(`portico.portico_now() - interval '2 minutes'`))).toBe(true)
    expect(await isShown(lookedAt(`portico.portico_now() - interval '7 minutes'`))).toBe(false)
    await client.query('rollback')
  })
})

test('R6 somebody without the power reads no trail, and the refusal is an entry', async () => {
  const nora = await practice.as('nora@maple.example.com', 'office')
  expect(await refusalOf(nora.api.trail.read.query({ days: 1 }))).toEqual({ code: 'not-found' })
  expect(await refusalOf(nora.api.trail.check.mutate())).toEqual({ code: 'not-found' })
})

badInputTests(() => ({ practice, request }))
unwritableTests(() => ({ practice, request, sam }))

const tampering: readonly (readonly [
  string,
  'altered' | 'removed' | 'inserted' | 'checkpoint',
  (client: Client, seq: string) => Promise<unknown>,
])[] = [
  [
    'changes a sealed entry',
    'altered',
    (client, seq) =>
      client.query('update portico.entry set account = gen_random_uuid() where seq = $1', [seq]),
  ],
  [
    'deletes a sealed entry',
    'removed',
    (client, seq) => client.query('delete from portico.entry where seq = $1', [seq]),
  ],
  [
    'inserts a line among sealed ones',
    'inserted',
    (client, seq) =>
      client.query(
        `insert into portico.entry overriding system value
      select seq - 1000, xid, at, verb, outcome, code, gen_random_uuid(), person, audience, roles, on_behalf_of, version, table_id, records, patients, fields, detail, address, browser, session, mac
      from portico.entry where seq = $1`,
        [seq],
      ),
  ],
]

test.for(tampering)(
  'R68 when a superuser %s, the check and the command line say which',
  async ([, kind, tamper]) => {
    await sealed()
    expect(await verify()).toMatchObject({ code: 0 })
    await practice.superuser(async (client) => {
      const { rows } = await client.query<{ seq: string }>(
        `select seq from portico.leaf order by index limit 1 offset 3`,
      )
      const seq = rows[0]?.seq ?? ''
      await client.query('create table if not exists public.kept as select * from portico.entry where false')
      await client.query('insert into public.kept select * from portico.entry')
      await tamper(client, seq)
      const named = kind === 'inserted' ? String(Number(seq) - 1000) : seq
      const checked = await sam.api.trail.check.mutate()
      expect(checked.sound).toBe(false)
      expect(checked.findings).toContainEqual(expect.objectContaining({ seq: named, kind }))
      const { code, said } = await verify()
      expect(code).toBe(1)
      expect(said).toContain(`Entry ${named} `)
      await client.query(`delete from portico.entry e where e.seq = $1`, [named])
      await client.query(
        'insert into portico.entry overriding system value select * from public.kept k where not exists (select 1 from portico.entry e where e.seq = k.seq)',
      )
      await client.query('drop table public.kept')
    })
  },
)

test('a superuser who rewrites an entry together with its seal is found by the signed heads', async () => {
  await sealed()
  await practice.superuser((client) =>
    client.query('update portico.leaf set hash = sha256(hash) where index = 2'),
  )
  const checked = await sam.api.trail.check.mutate()
  expect(checked.findings.map(({ kind }) => kind)).toContain('checkpoint')
})

const rewriteTrail = async (client: Client): Promise<void> => {
  await client.query(`update portico.leaf set hash = sha256(hash) where index = 2`)
  await client.query('delete from portico.checkpoint')
}

test('a superuser who also takes the signed heads out of the database is found by the second place', async () => {
  await practice.superuser(rewriteTrail)
  const checked = await sam.api.trail.check.mutate()
  expect(checked.findings.map(({ kind }) => kind)).toContain('checkpoint')
})

test('nothing is sealed over a tree that does not fit the second place, also by a process that begins anew', async () => {
  await practice.stopServing()
  await practice.startServing()
  await practice.until('the sealer has refused', () =>
    Promise.resolve(practice.logs().includes('The trail could not be sealed')),
  )
  const { code, said } = await verify()
  expect(code).toBe(1)
  expect(said).toContain('does not fit')
})
