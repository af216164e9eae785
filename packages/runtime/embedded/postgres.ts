import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { answering } from './answering.ts'
import { CannotStart } from './cannot-start.ts'
import { lastLines, startGuarded, type Guarded } from './guarded.ts'
import { keptPort } from './port.ts'
import { untilForgotten } from './process-mark.ts'
import { postgresOwner, type PostgresOwner } from './postgres-owner.ts'
import { postgresPrograms } from './postgres-programs.ts'

export type Postgres = {
  /** As the superuser; the environments' databases and logins are made through it. */
  readonly url: string
  readonly server: Guarded | undefined
}

export type PostgresPlace = {
  readonly folder: string
  readonly logFile: string
  /** A test's data need not survive the machine, only the processes. */
  readonly durable: boolean
}

/** Errors are logged without the statement, its values or the key that clashed: all of these hold private values. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  password_encryption: 'scram-sha-256',
  log_statement: 'none',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Asks the Postgres that DATABASE_URL names. */
export async function givenPostgres(url: string): Promise<Postgres> {
  if (!URL.canParse(url))
    throw new CannotStart(
      'DATABASE_URL is not an address. It looks like postgres://user:password@host:5432/postgres.',
    )
  if ((await answering(undefined, 5_000, () => ask(url))) !== 'answers') {
    const { host } = new URL(url)
    throw new CannotStart(
      `The Postgres that DATABASE_URL names (${host}) does not answer or does not let us in. Start it and check user and password, or unset DATABASE_URL to use the Postgres that Portico brings.`,
    )
  }
  return { url, server: undefined }
}

/** A forerunner that was killed may hold its lock a while longer. */
const lockedMs = 1_500
const lockedTries = 8

export async function startPostgres(
  { folder, logFile, durable }: PostgresPlace,
  triesLeft = lockedTries,
): Promise<Postgres> {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const as = postgresOwner(await postgresPrograms(), folder)
  const data = join(folder, 'data')
  const password = passwordOf(folder, data)
  if (!existsSync(data)) makeData(as, folder, data)
  const port = await keptPort(join(folder, 'port'))
  await untilUnlocked(join(data, 'postmaster.pid'))
  const server = await startGuarded({
    ...program(as, data, port, durable),
    signal: 'SIGINT',
    markFile: join(folder, 'running'),
    logFile,
  })
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const answer = await answering(server, 60_000, () => ask(url))
  if (answer === 'answers') return { url, server }
  await server.stop()
  if (triesLeft > 0 && lastLines(logFile, 1).includes('postmaster.pid')) {
    await sleep(lockedMs)
    return startPostgres({ folder, logFile, durable }, triesLeft - 1)
  }
  throw new CannotStart(
    `Postgres could not start with the data in ${data}. Its last words:\n${lastLines(logFile, 8)}\nSet DATABASE_URL to use another Postgres, or move ${folder} away to begin with empty data.`,
  )
}

/** Postgres takes one that was just killed for a running one, and refuses to start beside it. */
async function untilUnlocked(lockFile: string): Promise<void> {
  if (!existsSync(lockFile)) return
  const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10)
  if (Number.isInteger(pid) && pid > 0) await untilForgotten(pid)
}

function program(as: PostgresOwner, data: string, port: number, durable: boolean) {
  const values = Object.entries({ ...settings, ...(durable ? {} : forgetful), port: String(port) })
  const { command, args } = as.wrap(as.programs.postgres, [
    '-D',
    data,
    ...values.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  return { command, args, cwd: '/', ...as.ids }
}

function passwordOf(folder: string, data: string): string {
  const file = join(folder, 'password')
  if (existsSync(file)) return readFileSync(file, 'utf8')
  if (existsSync(data)) {
    throw new CannotStart(
      `The data in ${data} cannot be opened: the password that belongs to it (${file}) is gone. Put the file back, or move ${folder} away to begin with empty data.`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

/** Made beside its place and moved there when whole, so an interrupted first start leaves nothing half made. */
function makeData(as: PostgresOwner, folder: string, data: string): void {
  const making = join(folder, 'making')
  const handed = join(folder, 'handed-password')
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { mode: 0o700 })
  writeFileSync(handed, readFileSync(join(folder, 'password')), { mode: 0o600 })
  if (as.owner !== undefined) for (const path of [making, handed]) chownSync(path, as.owner.uid, as.owner.gid)
  const { command, args } = as.wrap(as.programs.initdb, [
    `--pgdata=${making}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${handed}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
    '--data-checksums',
    '--no-instructions',
  ])
  const { status, stderr } = spawnSync(command, args, { cwd: '/', encoding: 'utf8', ...as.ids })
  rmSync(handed, { force: true })
  if (status !== 0)
    throw new CannotStart(`Postgres could not lay out its data in ${folder}: ${stderr.trim()}`)
  chmodSync(making, 0o700)
  renameSync(making, data)
}

async function ask(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  // A server that shuts down in the middle says so here; the answer below is what counts.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select 1')
  } finally {
    await client.end()
  }
}
