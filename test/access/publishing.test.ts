import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { refuse } from '@portico/engine/result'
import { publish } from '../../packages/runtime/postgres/publish.ts'
import { codeOf } from './code-of.ts'
import { Environment } from './environment.ts'
import { filling } from './filling.ts'
import { goingLive } from './going-live.ts'
import { rulesOf } from './rules-standing.ts'
import { everything, portalWith, reading } from './visit-portal.ts'

const [ann, bob, clerk] = [randomUUID(), randomUUID(), randomUUID()]
let environment: Environment
let session: Buffer
let visits: readonly string[]

/** Two patients of two teams, a visit of each, and somebody of the staff at the desk. */
const settle = async (): Promise<void> => {
  const pool = environment.database.pool('portico_publisher')
  await pool.query(
    `insert into data.patient (id, team, open) values ('${ann}', 'red', true), ('${bob}', 'blue', false)`,
  )
  await pool.query(`insert into data.staff (id, team) values ('${clerk}', 'red')`)
  visits = [randomUUID(), randomUUID()]
  await pool.query(
    `insert into data.visit (id, patient) values ('${visits[0]}', '${ann}'), ('${visits[1]}', '${bob}')`,
  )
  await environment.superuser.query(
    `insert into portico.account (id, audience, person, sign_in, password, created) values ('${clerk}', 'staff', '${clerk}', '', '', now());
     insert into portico.account_role values ('${clerk}', 'desk')`,
  )
  session = await environment.openSession(clerk)
}

const asClerk = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> =>
  environment.acting('staff', session, work)

const seen = (hash: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  asClerk(
    async (client) =>
      (await client.query<Record<string, unknown>>(`select * from p_${hash.slice(0, 12)}_staff.visit`)).rows,
  )
const idsSeen = async (hash: string): Promise<readonly unknown[]> => (await seen(hash)).map(({ id }) => id)

const opened: Environment[] = []
beforeEach(async () => {
  environment = await Environment.fresh()
  opened.push(environment)
})
afterAll(async () => {
  for (const one of opened) await one[Symbol.asyncDispose]()
})

test('a permission that begins to ask about the patient’s own fields reaches records from before', async () => {
  await environment.publish(portalWith({}))
  await settle()
  const asking = reading(['colour'], { 'patient.team': 'me.team' })
  const hash = await environment.publish(portalWith({ permissions: [asking] }))
  expect(await idsSeen(hash)).toEqual([visits[0]])
})

test('records are written as before once no permission asks about their patient any more', async () => {
  await environment.publish(portalWith({ permissions: [reading(['colour'], { 'patient.team': 'me.team' })] }))
  await settle()
  const all = { ...everything, may: ['read', 'create'] }
  await environment.publish(portalWith({ permissions: [all] }))
  await asClerk(async (client) => {
    const text = `insert into data.visit (id, patient) values (gen_random_uuid(), '${bob}')`
    expect((await client.query(text)).rowCount).toBe(1)
  })
})

test('a record follows its patient when the patient’s own field changes', async () => {
  const asking = [
    reading(['colour'], { 'patient.team': 'me.team' }),
    { role: 'desk', table: 'patient', may: ['read', 'update'], fields: ['team'] },
  ]
  const hash = await environment.publish(portalWith({ permissions: asking }))
  await settle()
  await asClerk(async (client) => {
    await client.query(`update data.patient set team = 'red' where id = '${bob}'`)
    const { rowCount } = await client.query(`select id from p_${hash.slice(0, 12)}_staff.visit`)
    expect(rowCount).toBe(2)
  })
})

test('a condition may ask a yes or no of the patient', async () => {
  const asking = reading(['colour'], { 'patient.open': true })
  const hash = await environment.publish(portalWith({ permissions: [asking] }))
  await settle()
  expect(await idsSeen(hash)).toEqual([visits[0]])
  const blank = reading(['colour'], { 'patient.open': { '!=': true } })
  expect(await idsSeen(await environment.publish(portalWith({ permissions: [blank] })))).toEqual([visits[1]])
})

test('a step’s condition may ask about the patient, and the step’s facts say the answer', async () => {
  const hash = await environment.publish(
    portalWith({ finish: { 'only-when': { 'patient.team': 'red', 'patient.open': true } } }),
  )
  await settle()
  const { rows } = await environment.superuser.query<{ facts: unknown }>(
    `select portico.record_facts('visit', '${visits[0]}') as facts`,
  )
  expect(rows[0]?.facts).toMatchObject({ 'patient.team': 'red', 'patient.open': true })
  expect(await idsSeen(hash)).toHaveLength(2)
})

test('a request goes on under its own steps’ conditions, though the live version asks them no more', async () => {
  await environment.publish(
    portalWith({ finish: { 'only-when': { 'patient.team': 'red', colour: 'violet' } } }),
  )
  await settle()
  const pool = environment.database.pool('portico_publisher')
  await pool.query(`update data.visit set colour = 'violet'`)
  await environment.superuser.query(
    `insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
     values ('${visits[0]}', 'visit', 'visit', 1, 'submitted', 1, 1, now())`,
  )
  await environment.publish(portalWith({}), session)
  const { rows } = await environment.superuser.query<{ facts: unknown }>(
    `select portico.record_facts('visit', '${visits[0]}') as facts`,
  )
  expect(rows[0]?.facts).toMatchObject({ 'patient.team': 'red', colour: 'violet' })
})

test('the views of the version before show nothing once another is live', async () => {
  const before = await environment.publish(portalWith({}))
  await settle()
  const pool = environment.database.pool('portico_publisher')
  await pool.query(`update data.visit set colour = 'violet'`)
  expect((await seen(before)).map(({ colour }) => colour)).toEqual(['violet', 'violet'])
  await environment.publish(portalWith({ permissions: [reading(['patient'])] }), session)
  expect(await seen(before).catch(() => [])).toEqual([])
})

test('a version that is published anew shows what it showed', async () => {
  const first = await environment.publish(portalWith({}))
  await settle()
  await environment.publish(portalWith({ permissions: [reading(['patient'])] }), session)
  expect(await environment.publish(portalWith({}), session)).toBe(first)
  expect(await idsSeen(first)).toHaveLength(2)
  const { rows } = await environment.superuser.query<{ version: number; replaced: number | null }>(
    `select version, replaced from portico.publishing where state = 'live' order by live_at`,
  )
  expect(rows.map(({ version, replaced }) => [version, replaced])).toEqual([
    [1, null],
    [2, 1],
    [1, 2],
  ])
})

test('a table that a version no longer has is out of reach', async () => {
  const noteless = portalWith({
    permissions: [everything, { ...everything, table: 'note', fields: ['topic'] }],
  })
  await environment.publish(noteless)
  await settle()
  await environment.database
    .pool('portico_publisher')
    .query(`insert into data.note (id, patient) values (gen_random_uuid(), '${ann}')`)
  const { note: _, ...tables } = noteless.tables
  const { note: __, ...forms } = noteless.forms
  const { note: ___, ...workflows } = noteless.workflows
  await environment.publish({
    ...noteless,
    tables,
    forms,
    workflows,
    permissions: noteless.permissions.slice(0, 1),
  })
  await asClerk(async (client) => {
    expect(await codeOf(client.query('select id from data.note'))).toBe('42501')
  })
})

test('a visible record moves no request of another table that has the same id', async () => {
  const writing = { role: 'desk', table: 'note', may: ['read', 'create'], fields: ['patient', 'topic'] }
  await environment.publish(portalWith({ permissions: [writing] }))
  await settle()
  await environment.superuser.query(
    `insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
     values ('${visits[1]}', 'visit', 'visit', 1, 'submitted', 1, 1, now())`,
  )
  await asClerk(async (client) => {
    await client.query(`insert into data.note (id, patient) values ('${visits[1]}', '${ann}')`)
    const move = { table: 'note', request: visits[1], from: 'submitted', to: 'done', version: 1, ends: true }
    expect(await codeOf(client.query('select portico.move_request($1)', [JSON.stringify(move)]))).toBe(
      'PT006',
    )
  })
})

test('who may not write a name does not write the words it is found by', async () => {
  const patients = (role: string, fields: readonly string[]) => ({
    role,
    table: 'patient',
    may: ['read', 'create', 'update'],
    fields,
  })
  await environment.publish(
    portalWith({ permissions: [patients('desk', ['team']), patients('nurse', ['name'])] }),
  )
  await settle()
  const tokens = `array['\\x00']::bytea[]`
  for (const text of [
    `insert into data.patient (id, "_find.name") values (gen_random_uuid(), ${tokens})`,
    `update data.patient set "_find.name" = ${tokens} where id = '${ann}'`,
  ])
    expect(await asClerk((client) => codeOf(client.query(text)))).toBe('PT005')
})

test('a call that has begun holds up a publishing until it is done', async () => {
  const before = await environment.publish(portalWith({}))
  await settle()
  const next = portalWith({ permissions: [reading(['patient'])] })
  const hash = await environment.hash()
  const client = await environment.database.pool('portico_staff').connect()
  await client.query('begin')
  await client.query('select portico.begin_actor($1, $2)', [session, hash])
  const publishing = environment.publish(next, session)
  const waiting = async (): Promise<boolean> =>
    (await environment.superuser.query('select 1 from pg_locks where not granted')).rowCount !== 0
  while (!(await waiting()));
  expect(await environment.hash()).toBe(before)
  await client.query('commit')
  client.release()
  expect(await publishing).toBe(await environment.hash())
})

test('a process that was not reviewed keeps a version from going live, and nothing of it stays', async () => {
  const before = await environment.publish(portalWith({}))
  await settle()
  await environment.superuser.query(
    `insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
     values ('${visits[0]}', 'visit', 'visit', 1, 'submitted', 1, 1, now())`,
  )
  const portal = portalWith({ permissions: [reading(['patient'])] })
  const hash = '0'.repeat(64)
  const publishing = {
    ...{ id: randomUUID(), portal, body: JSON.stringify(portal), hash, reason: 'For a test' },
    filler: environment.filler,
  }
  const publisher = { sessionMac: session, liveHash: before, reviewed: [], approval: null }
  const pool = environment.database.pool('portico_publisher')
  const stood = await rulesOf(environment)
  expect(await publish(pool, publishing, publisher)).toEqual(refuse('called-off'))
  expect(await environment.hash()).toBe(before)
  expect(await rulesOf(environment)).toEqual(stood)
  // Postgres' own vacuum, which comes and goes, is nothing of it.
  const held = `select from pg_locks join pg_stat_activity using (pid) where datname = current_database()
    and backend_type = 'client backend' and pid <> pg_backend_pid()
    and (mode like 'Share%' or mode like 'AccessExclusive%')`
  expect((await environment.superuser.query(held)).rowCount).toBe(0)
})

test('a step that asks about the one who takes it is answered, also once only open requests still ask', async () => {
  await environment.publish(portalWith({ finish: { 'only-when': { 'patient.team': 'me.team' } } }))
  await settle()
  await environment.superuser.query(
    `insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
     values ('${visits[0]}', 'visit', 'visit', 1, 'submitted', 1, 1, now())`,
  )
  const told = async (): Promise<unknown> =>
    (
      await asClerk((client) =>
        client.query(
          `select portico.actor() -> 'facts' ->> 'team' as mine, facts ->> 'patient.team' as patients
           from portico.lock_request('visit', '${visits[0]}', null)`,
        ),
      )
    ).rows
  expect(await told()).toEqual([{ mine: 'red', patients: 'red' }])
  await environment.publish(portalWith({}), session)
  expect(await told()).toEqual([{ mine: 'red', patients: 'red' }])
})

const clinic = {
  get environment() {
    return environment
  },
  get session() {
    return session
  },
  ann,
  bob,
  settle,
  idsSeen,
}
goingLive(clinic)
filling(clinic)
