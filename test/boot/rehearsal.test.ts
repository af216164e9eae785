import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maple } from '@portico/engine/testing/maple'
import { readConfig, type Config } from '../../packages/runtime/config.ts'
import { freePort } from '../../packages/runtime/embedded/port.ts'
import { openRehearsalPlace } from '../../packages/runtime/files/rehearsal-place.ts'
import { prepare } from '../../packages/runtime/open.ts'
import { environmentUrl, freshRehearsal } from '../../packages/runtime/postgres/environment.ts'
import {
  carriedSchema,
  jumpedSchema,
  lookSchema,
  ticketSchema,
} from '../../packages/runtime/rehearsal-answers.ts'
import { serveRehearsal } from '../../packages/runtime/serve-rehearsal.ts'
import { Person } from '../person.ts'
import { onServer } from '../prepared-database.ts'
import { servers } from '../servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-rehearsal-'))
let config: Config
beforeAll(async () => {
  const { databaseUrl, smtpUrl, keyFile } = servers()
  const read = readConfig({
    ...{ DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl, PORTICO_KEY_FILE: keyFile, PORTICO_HOME: folder },
    PORTICO_ENVIRONMENT: 'rehearsal',
    // Files share the server: a portal's name makes the database this file's own.
    PORTICO_PORTAL: `walked-${randomUUID().slice(0, 8)}`,
    PORTICO_PORT: String(await freePort()),
  })
  config = { ...read, ports: { ...read.ports, office: await freePort() } }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const place = () => openRehearsalPlace({ folder, url: config.urls.portal })
const url = () => environmentUrl(config.databaseUrl, config)
const asked = async (sql: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url() })
  await client.connect()
  try {
    return (await client.query<{ it: unknown }>(sql)).rows.map(({ it }) => it)
  } finally {
    await client.end()
  }
}

test('a rehearsal that ended while it began is begun anew; a whole one goes on, and another run leaves nothing of it', async () => {
  const [first, other] = [randomUUID(), randomUUID()]
  const fresh = (run: string): Promise<boolean> => freshRehearsal(config.databaseUrl, config, run)
  expect(await fresh(first)).toBe(true)
  await prepare(config, first)
  // As publishing leaves it, before the people are there.
  await onServer(
    url(),
    `insert into portico.version (number, hash, body, published_at, reason) values (1, repeat('0', 64), '{}', now(), 'For a rehearsal');
     insert into portico.live values (true, 1, repeat('0', 64))`,
  )
  expect(await fresh(first)).toBe(true)
  await prepare(config, first)
  expect(await asked('select hash as it from portico.live')).toEqual([])
  await onServer(url(), `insert into portico.setting values ('demo', 'yes')`)
  expect(await fresh(first)).toBe(false)
  // What has tables already is made nobody's rehearsal, whoever made it meanwhile.
  await expect(prepare(config, other)).rejects.toThrow('not a rehearsal’s')
  expect(await fresh(other)).toBe(true)
  const isThere = `select 1 from pg_database where datname = '${new URL(url()).pathname.slice(1)}'`
  const client = new Client({ connectionString: config.databaseUrl })
  await client.connect()
  expect((await client.query(isThere)).rowCount).toBe(0)
  await client.end()
})

test('a rehearsal’s database is called like no portal’s, also where the server’s address names one', () => {
  const portals = [null, 'oak', 'rehearsal', 'rehearsal_oak'] as const
  for (const server of ['postgres://one@server/postgres', 'postgres://one@server/practice']) {
    const of = (environment: 'live' | 'rehearsal') =>
      portals.map((portal) => environmentUrl(server, { environment, portal }))
    expect(new Set([...of('live'), ...of('rehearsal')]).size).toBe(8)
  }
})

test('a rehearsal is wanted once: what goes on is not kept beside it', () => {
  const run = randomUUID()
  const walks = place()
  walks.want({ run, template: 'family-practice', portal: maple })
  walks.stop()
  expect([walks.state(), walks.kept()]).toEqual([null, run])
  walks.want({ run: randomUUID(), template: 'family-practice', portal: maple })
  expect(walks.kept()).toBeNull()
})

test('two jumps to one moment move the clock once; carrying makes up for what broke off; a ticket lets in only there', async () => {
  const walks = place()
  walks.want({ run: randomUUID(), template: 'family-practice', portal: maple })
  const serving = await serveRehearsal(config)
  try {
    const to = new Date(Date.now() + 5 * 3_600_000).toISOString()
    const jumped = await Promise.all([1, 2, 3].map(() => walks.ask('jump', { to }, jumpedSchema)))
    for (const one of jumped) expect(Date.parse(one?.now ?? '') - Date.parse(to)).toBeLessThan(60_000)
    expect((await walks.ask('look', {}, lookSchema))?.jumps).toHaveLength(1)
    const far = new Date(Date.now() + 500 * 86_400_000).toISOString()
    expect(await walks.ask('jump', { to: far }, jumpedSchema)).toEqual({ now: null })
    // A clock that is broken is a fault, and no moment that cannot be gone to.
    await onServer(url(), 'alter table portico.clock_jump rename to elsewhere')
    const later = new Date(Date.now() + 9 * 3_600_000).toISOString()
    expect(await walks.ask('jump', { to: later }, jumpedSchema)).toBeNull()
    await onServer(url(), 'alter table portico.elsewhere rename to clock_jump')

    const nurses = `select count(*)::int as it from portico.account_role where role = 'nurse'`
    await onServer(url(), `delete from portico.account_role where role = 'nurse'`)
    const { hash } = (await walks.ask('look', {}, lookSchema)) ?? {}
    expect(await walks.ask('carry', { portal: maple }, carriedSchema)).toEqual({ hash, problems: [] })
    expect(await asked(nurses)).toEqual([1])

    const [{ account } = { account: '' }] = (await walks.ask('look', {}, lookSchema))?.people ?? []
    const { ticket } = (await walks.ask('ticket', { account }, ticketSchema)) ?? {}
    const person = new Person(config.urls.portal)
    await person.api.rehearsal.enter.mutate({ ticket: ticket ?? '' })
    expect(await person.api.session.whoAmI.query()).toMatchObject({ signedIn: true, actor: { account } })
    await expect(person.api.rehearsal.enter.mutate({ ticket: ticket ?? '' })).rejects.toThrow(
      'sign-in-failed',
    )
    expect(await asked(`select code as it from portico.entry where detail = 'by-ticket'`)).toEqual([
      'sign-in-failed',
    ])
  } finally {
    await serving.close()
  }
  // Killed after a draft was carried, before its people were there, and begun by an older program: going on makes up for both.
  await onServer(
    url(),
    `delete from portico.account_role where role = 'provider';
     update portico.setting set value = '1 of-an-older-program' where name = 'rules'`,
  )
  const again = await serveRehearsal(config)
  await again.close()
  const providers = await asked(
    `select count(*)::int as it from portico.account_role where role = 'provider'`,
  )
  expect(providers).toEqual([1])
  expect(await asked(`select outcome as it from portico.entry where detail = 'renew-rules'`)).toEqual([
    'done',
  ])
  await onServer(config.databaseUrl, `drop database "${new URL(url()).pathname.slice(1)}" with (force)`)
})
