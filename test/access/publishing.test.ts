import { spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, type PoolClient } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Portal } from '@portico/engine/portal/portal'
import { publish } from '../../packages/runtime/postgres/publish.ts'
import { askToStop, underWay } from '../../packages/runtime/postgres/publishing-store.ts'
import { inTransaction } from '../../packages/runtime/postgres/transaction.ts'
import { hashOf } from '../../packages/runtime/commands/open-practice.ts'
import { servers } from '../servers.ts'
import { Environment } from './environment.ts'
import { VersionSequence } from './version-sequence.ts'
import { everything, portalWith, reading } from './visit-portal.ts'

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual)
const seed = number('SEED', 20261122)
const versions = number('VERSIONS', 20)
const kills = number('KILLS', 6)

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

const codeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'granted'
  } catch (fault) {
    if (fault instanceof DatabaseError) return fault.code ?? ''
    throw fault
  }
}

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

test('a process that was not reviewed keeps a version from going live', async () => {
  const before = await environment.publish(portalWith({}))
  await settle()
  await environment.superuser.query(
    `insert into portico.request (id, table_id, workflow, pinned, state, version, plan, created)
     values ('${visits[0]}', 'visit', 'visit', 1, 'submitted', 1, 1, now())`,
  )
  const portal = portalWith({ permissions: [reading(['patient'])] })
  const hash = '0'.repeat(64)
  const publishing = { id: randomUUID(), portal, body: JSON.stringify(portal), hash, reason: 'For a test' }
  const publisher = { sessionMac: session, liveHash: before, reviewed: [], approval: null }
  const pool = environment.database.pool('portico_publisher')
  expect(await publish(pool, publishing, publisher)).toBe(null)
  expect(await environment.hash()).toBe(before)
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

/** A version that must change the table of visits, so that publishing it takes steps. */
const withField = (name: string, more: object = {}): Portal => {
  const { tables } = portalWith({})
  const visit = tables['visit'] ?? { fields: {} }
  const fields = { ...visit.fields, [name]: { kind: 'text', class: 'operational' }, ...more }
  return portalWith({ tables: { visit: { ...visit, fields } } })
}

test('a publishing that waits for a table keeps nobody waiting, says how far it is, and can be stopped', async () => {
  const before = await environment.publish(portalWith({}))
  await settle()
  const pool = environment.database.pool('portico_publisher')
  const reader = await environment.database.pool('portico_publisher').connect()
  await reader.query('begin; select from data.visit')
  const portal = withField('shape')
  const body = JSON.stringify(portal)
  const id = randomUUID()
  const publishing = publish(pool, { id, portal, body, hash: hashOf(portal), reason: 'For a test' }, null)
  const watch = () => inTransaction(pool, underWay)
  await expect.poll(async () => (await watch())?.at_table).toBe('visit')
  expect(await watch()).toMatchObject({ state: 'preparing', steps: 1, steps_done: 0, stop_asked: false })
  const waits: number[] = []
  for (let reads = 0; reads < 5; reads++) {
    const begun = performance.now()
    expect(await idsSeen(before)).toHaveLength(2)
    waits.push(performance.now() - begun)
  }
  expect(Math.max(...waits)).toBeLessThan(1500)
  expect(await inTransaction(pool, askToStop)).toBe(true)
  expect(await watch()).toMatchObject({ stop_asked: true })
  await reader.query('commit')
  reader.release()
  expect(await publishing).toBe('stopped')
  expect(await environment.hash()).toBe(before)
  expect(await watch()).toBeNull()
  expect(await inTransaction(pool, askToStop)).toBe(false)
  expect(await environment.publish(portal, session)).toBe(await environment.hash())
})

test('what is taken once from now on is taken once from the switch on, and not before', async () => {
  const { tables } = portalWith({})
  const visit = tables['visit'] ?? { fields: {} }
  const led = (once?: true): Portal =>
    portalWith({
      tables: {
        visit: {
          ...visit,
          fields: {
            ...visit.fields,
            topic: { kind: 'reference', to: 'note', class: 'operational', ...(once && { once }) },
          },
        },
      },
    })
  const before = await environment.publish(led())
  await settle()
  const pool = environment.database.pool('portico_publisher')
  const note = randomUUID()
  await pool.query(`insert into data.note (id, patient) values ('${note}', '${ann}')`)
  await pool.query(`update data.visit set topic = '${note}'`)
  expect(await codeOf(environment.publish(led(true), session))).toBe('23505')
  expect(await environment.hash()).toBe(before)
  const third = `insert into data.visit (id, patient, topic) values (gen_random_uuid(), '${bob}', '${note}')`
  expect(await codeOf(pool.query(third))).toBe('granted')
  await pool.query('update data.visit set topic = null')
  await environment.publish(led(true), session)
  expect(await codeOf(pool.query(third))).toBe('granted')
  expect(await codeOf(pool.query(third))).toBe('23505')
})

/** Publishes in a process of its own and kills it after a while; answers when Postgres has seen its end. */
const killedAfter = async (portal: Portal, ms: number): Promise<void> => {
  const child = spawn(process.execPath, [new URL('publishing-process.ts', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const asked = { url: environment.url, keyFile: servers().keyFile, id: randomUUID(), portal }
  child.stdin.end(JSON.stringify(asked))
  await Promise.race([once(child.stdout, 'data'), exited])
  await sleep(ms)
  child.kill('SIGKILL')
  await exited
  const others = `select count(*)::int as others from pg_stat_activity
    where datname = current_database() and usename = 'portico_publisher' and (state <> 'idle' or backend_xid is not null)`
  await expect
    .poll(async () => (await environment.superuser.query<{ others: number }>(others)).rows[0]?.others, {
      timeout: 20_000,
    })
    .toBe(0)
}

test(`of ${String(kills)} publishings killed in the middle, each left the old version serving or the new one`, async () => {
  const known = await environment.publish(portalWith({}))
  await settle()
  let live = known
  const ends = { old: 0, new: 0 }
  for (let kill = 0; kill < kills; kill++) {
    const led = { kind: 'reference', to: 'note', class: 'operational', once: true }
    const portal = withField(`field_${String(kill)}`, { [`led_${String(kill)}`]: led })
    const next = hashOf(portal)
    await killedAfter(portal, kill === 0 ? 2000 : randomInt(0, 400))
    const now = await environment.hash()
    expect([live, next]).toContain(now)
    ends[now === next ? 'new' : 'old']++
    expect(await idsSeen(now)).toHaveLength(2)
    const { rows } = await environment.superuser.query(
      `select (select count(*)::int from pg_namespace where nspname = 'p_${next.slice(0, 12)}_staff') as views,
         (select count(*)::int from pg_class where relname = '_once.led_${String(kill)}.visit') as onces,
         (select count(*)::int from portico.version where hash = '${next}') as versions,
         (select count(*)::int from portico.publishing where hash = '${next}' and state = 'live') as live`,
    )
    const whole = now === next ? 1 : 0
    expect(rows[0]).toEqual({ views: whole, onces: whole, versions: whole, live: whole })
    live = await environment.publish(portal, session)
    expect(live).toBe(next)
    expect(await idsSeen(live)).toHaveLength(2)
  }
  console.log(JSON.stringify({ kills, ...ends }))
}, 600_000)

test(`of ${String(versions)} random versions over filled tables, none loses a value that its review did not name (seed ${String(seed)})`, async () => {
  const sequence = new VersionSequence(environment, seed)
  await sequence.begin()
  for (let version = 0; version < versions; version++) await sequence.next()
  console.log(JSON.stringify({ seed, ...sequence.tally }))
  expect(sequence.tally.published).toBeGreaterThan(versions / 2)
}, 1_200_000)
