import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CannotRun, readConfig } from '../../packages/runtime/config.ts'
import { freePort } from '../../packages/runtime/embedded/port.ts'
import { serveRehearsal } from '../../packages/runtime/serve-rehearsal.ts'
import { serve } from '../../packages/runtime/serve.ts'
import { readState, writeWanted } from '../../packages/runtime/wanted-rehearsal.ts'
import { maple } from '@portico/engine/testing/maple'
import { Practice } from '../practice.ts'
import { onServer } from '../prepared-database.ts'
import { servers } from '../servers.ts'

const main = new URL('../../packages/runtime/main.ts', import.meta.url).pathname
const home = mkdtempSync(join(tmpdir(), 'portico-boot-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const key = 'a'.repeat(43)
/** Everything as production wants it; nobody answers at any of these places. */
const production = {
  NODE_ENV: 'production',
  PORTICO_HOME: home,
  PORTICO_KEY_COMMAND: `echo ${key}`,
  DATABASE_URL: 'postgres://portico:secret-word@127.0.0.1:1/portico?sslmode=verify-full',
  SMTP_URL: 'smtps://mail.example',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  TEMPORAL_TLS: 'true',
  CLAMD_ADDRESS: '/run/clamav/clamd.ctl',
  PORTICO_PORTAL_URL: 'https://portal.example',
  PORTICO_BUILDER_URL: 'https://builder.example',
}

const run = (task: string, settings: Readonly<Record<string, string | undefined>>) => {
  const { PATH } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, task], {
    env: { PATH, ...settings },
    encoding: 'utf8',
    timeout: 30_000,
  })
  return { code: status, said: `${stdout}${stderr}`.trim() }
}
const without = (settings: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(settings).filter(([one]) => one !== name))

describe('production is refused', () => {
  const lead = 'Portico does not start in production like this:\n- '
  test.for<readonly [string, Readonly<Record<string, string>>, string]>([
    [
      'without a key source',
      without(production, 'PORTICO_KEY_COMMAND'),
      'There is no key source: set PORTICO_KEY_COMMAND to a command that prints the key.',
    ],
    [
      'with a database in clear',
      { ...production, DATABASE_URL: 'postgres://portico:secret-word@db.example/portico' },
      'The database (db.example) is not encrypted to a verified server: set sslmode=verify-full in DATABASE_URL.',
    ],
    [
      'with a database that nobody verified',
      { ...production, DATABASE_URL: 'postgres://portico:secret-word@db.example/portico?sslmode=require' },
      'The database (db.example) is not encrypted to a verified server: set sslmode=verify-full in DATABASE_URL.',
    ],
    [
      'with mail in clear',
      { ...production, SMTP_URL: 'smtp://mail.example' },
      'The mail server (mail.example) is not encrypted.',
    ],
    [
      'without a scanner',
      without(production, 'CLAMD_ADDRESS'),
      'Attachments would not be scanned: set CLAMD_ADDRESS to the socket of a clamd on this machine.',
    ],
    [
      'with a scanner on another machine',
      { ...production, CLAMD_ADDRESS: 'clamd.example:3310' },
      'The scanner (clamd.example:3310) is not on this machine, and clamd does not encrypt.',
    ],
    [
      'with Temporal in clear',
      { ...production, TEMPORAL_TLS: 'false' },
      'Temporal (temporal.example:7233) is not encrypted: set TEMPORAL_TLS to true.',
    ],
    [
      'with a portal in clear',
      { ...production, PORTICO_PORTAL_URL: 'http://portal.example' },
      'The portal (portal.example) is not encrypted.',
    ],
    [
      'with a builder in clear',
      { ...production, PORTICO_BUILDER_URL: 'http://builder.example' },
      'The builder (builder.example) is not encrypted.',
    ],
    [
      'with portal and builder on one host',
      { ...production, PORTICO_BUILDER_URL: 'https://portal.example:8443' },
      'Portal and builder must have different hosts.',
    ],
    [
      'as a rehearsal environment',
      { ...production, PORTICO_ENVIRONMENT: 'rehearsal' },
      'A rehearsal environment lets people in without a password and moves its clock: PORTICO_ENVIRONMENT must be live.',
    ],
    [
      'with a rehearsal environment beside it',
      { ...production, PORTICO_REHEARSAL: home },
      'A rehearsal environment is no part of production: PORTICO_REHEARSAL must not be set.',
    ],
  ])('%s, and says which', ([, settings, sentence]) => {
    expect(() => readConfig(settings)).toThrow(new CannotRun(`${lead}${sentence}`))
  })

  test('with everything wrong at once, and says all of it, without any password', () => {
    const { said } = run('work', {
      ...without(production, 'PORTICO_KEY_COMMAND'),
      DATABASE_URL: 'postgres://portico:secret-word@db.example/portico',
      SMTP_URL: 'smtp://user:secret-word@mail.example',
      TEMPORAL_TLS: 'false',
      PORTICO_PORTAL_URL: 'http://one.example',
      PORTICO_BUILDER_URL: 'http://one.example',
    })
    expect(said.split('\n')).toHaveLength(8)
    expect(said).not.toContain('secret-word')
  })

  test('on a database that holds invented people, or whose clock was moved', async () => {
    await using practice = await Practice.open({ works: false })
    await practice.jump(60)
    const config = {
      ...readConfig(practice.environment),
      isProduction: true,
      ports: { portal: await freePort(), office: await freePort() },
    }
    await expect(serve(config)).rejects.toThrow('invented people of a demo')
    await practice.superuser((client) => client.query(`delete from portico.setting where name = 'demo'`))
    await expect(serve(config)).rejects.toThrow('The clock of this database was moved.')
  })
})

describe('a rehearsal and a portal never share a database', () => {
  const portsOf = async () => ({ portal: await freePort(), office: await freePort() })

  test('no portal takes a rehearsal’s, in development neither', async () => {
    await using practice = await Practice.open({ works: false })
    await practice.superuser((client) =>
      client.query(`insert into portico.setting values ('rehearsal', '${crypto.randomUUID()}')`),
    )
    const config = { ...readConfig(practice.environment), ports: await portsOf() }
    await expect(serve(config)).rejects.toThrow('This database is a rehearsal’s')
    // And no rehearsal takes somebody's, whatever it is called: only what bears its mark is ever dropped.
    const others = `${practice.databaseUrl}__rehearsal`
    const name = new URL(others).pathname.slice(1)
    await practice.superuser((client) => client.query(`create database "${name}"`))
    await onServer(others, 'create table theirs (one int)')
    const wanted = { run: crypto.randomUUID(), template: 'family-practice', portal: maple }
    const folder = mkdtempSync(join(home, 'rehearsal-'))
    writeWanted(folder, wanted)
    const rehearsal = {
      ...readConfig({ ...practice.environment, PORTICO_ENVIRONMENT: 'rehearsal' }),
      ...{ home: folder, ports: await portsOf() },
    }
    await expect(serveRehearsal(rehearsal)).rejects.toThrow(`The database ${name} is not a rehearsal’s`)
    expect(readState(folder)).toMatchObject({ run: wanted.run, step: 'failed', up: null })
    await onServer(others, 'select one from theirs')
    await practice.superuser(async (client) => {
      await client.query(`delete from portico.setting where name = 'rehearsal'`)
      await expect(client.query(`select portico.rehearsal_jump(now() + interval '1 hour')`)).rejects.toThrow(
        'this clock cannot be moved',
      )
    })
  })

  test('a rehearsal that nobody asked for does not start', () => {
    const { code, said } = run('serve', {
      ...{ DATABASE_URL: servers().databaseUrl, SMTP_URL: servers().smtpUrl },
      ...{ PORTICO_HOME: home, PORTICO_ENVIRONMENT: 'rehearsal' },
    })
    expect({ code, said }).toEqual({ code: 2, said: 'Nobody asked for a rehearsal environment here.' })
  })
})

test('missing and wrong settings are named', () => {
  const { code, said } = run('serve', {
    PORTICO_PORT: 'many',
    SMTP_URL: 'smtp://x',
    PATH: process.env['PATH'],
  })
  expect(code).toBe(2)
  expect(said).toMatch(/^These settings are missing or wrong: .*DATABASE_URL.*\.$/)
  expect(said).toContain('PORTICO_PORT')
})

test('work without Temporal, and neither serve nor work, are told what is missing', () => {
  expect(run('work', without(production, 'TEMPORAL_ADDRESS'))).toEqual({
    code: 2,
    said: 'There is no Temporal: set TEMPORAL_ADDRESS to its address.',
  })
  expect(run('dance', production)).toEqual({ code: 2, said: 'Say what to run: serve or work.' })
})

test('a Postgres that is not there or does not let us in is named without its password', () => {
  const missing = run('serve', production)
  expect(missing).toEqual({
    code: 2,
    said: 'The Postgres that DATABASE_URL names (127.0.0.1:1) does not answer or does not let us in. Start it, or check user and password.',
  })
  const url = new URL(servers().databaseUrl)
  url.password = 'secret-word'
  const { code, said } = run('serve', {
    DATABASE_URL: url.href,
    SMTP_URL: servers().smtpUrl,
    PORTICO_HOME: home,
  })
  expect(code).toBe(2)
  expect(said).toContain(`(${url.host})`)
  expect(said).not.toContain('secret-word')
})

test('a key that cannot be used is refused, and what was printed is told nobody', () => {
  expect(run('serve', { ...production, PORTICO_KEY_COMMAND: 'echo secret-word; exit 3' })).toEqual({
    code: 2,
    said: 'PORTICO_KEY_COMMAND does not give 32 bytes in base64url. Nothing private can be opened without them.',
  })
  const keyFile = join(home, 'broken.key')
  writeFileSync(keyFile, 'secret-word')
  const { code, said } = run('serve', {
    DATABASE_URL: servers().databaseUrl,
    SMTP_URL: servers().smtpUrl,
    PORTICO_HOME: home,
    PORTICO_KEY_FILE: keyFile,
  })
  expect(code).toBe(2)
  expect(said).toContain(keyFile)
  expect(said).not.toContain('secret-word')
})

test('a port that somebody else uses is named', async () => {
  await using practice = await Practice.open({ works: false })
  const port = await freePort()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
  const settings = {
    ...practice.environment,
    PORTICO_PORT: String(port),
    PORTICO_BUILDER_PORT: String(await freePort()),
  }
  expect(run('serve', settings)).toEqual({
    code: 2,
    said: `Port ${port} is in use: end what uses it, or choose another with PORTICO_PORT and PORTICO_BUILDER_PORT.`,
  })
  await new Promise((resolve) => other.close(resolve))
})
