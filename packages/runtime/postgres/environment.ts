import { Client } from 'pg'
import type { KeyObject } from 'node:crypto'
import { ensureLogins } from './logins.ts'
import { CannotRun } from '../config.ts'
import { migrate } from './migrate.ts'
import { rehearsalRun } from './rehearsal-store.ts'

export type Environment = { readonly environment: 'live' | 'rehearsal'; readonly portal: string | null }

/** An environment is one database of its own on the server. A further portal's is named after it. */
export const environmentUrl = (serverUrl: string, { environment, portal }: Environment): string => {
  const url = new URL(serverUrl)
  if (url.pathname === '/postgres' || url.pathname === '/' || url.pathname === '')
    url.pathname = `/portico_${environment}`
  if (portal !== null) url.pathname += `_${portal}`
  return url.href
}

const withClient = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const ensureDatabase = async (serverUrl: string, name: string): Promise<void> =>
  withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database "${name.replaceAll('"', '')}"`)
  })

/** Brings an environment's database to where this program can serve it; tells which migrations ran. */
export const prepareEnvironment = async (
  serverUrl: string,
  environment: Environment,
  { logins, secrets }: { readonly logins: KeyObject; readonly secrets: KeyObject },
): Promise<{ readonly url: string; readonly migrations: readonly string[] }> => {
  const url = environmentUrl(serverUrl, environment)
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  if (url !== serverUrl) await ensureDatabase(serverUrl, name)
  const migrations = await withClient(url, async (client) => {
    await ensureLogins(client, logins)
    return migrate(client, secrets)
  })
  return { url, migrations }
}

/** Whose database this is: a rehearsal's, and of which run; somebody's who is real; or nobody's yet. */
const holderOf = async (client: Client): Promise<'nobody' | 'somebody' | { readonly run: string }> => {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regclass('portico.live') is not null as known`,
  )
  if (!rows[0]?.known) return 'nobody'
  const run = await rehearsalRun(client)
  if (run !== null) return { run }
  return (await client.query('select 1 from portico.live')).rowCount === 0 ? 'nobody' : 'somebody'
}

/**
 * Makes room for a rehearsal: what another run left is dropped, and so is what was only half made. True when nothing is
 * left. A database that is not a rehearsal's is never touched.
 */
export const freshRehearsal = async (
  serverUrl: string,
  environment: Environment,
  run: string,
): Promise<boolean> => {
  const url = environmentUrl(serverUrl, environment)
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  if (url === serverUrl)
    throw new CannotRun('A rehearsal makes its own database: DATABASE_URL must name none.')
  const isThere = await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    return rowCount !== 0
  })
  if (!isThere) return true
  const holder = await withClient(url, holderOf)
  if (holder === 'somebody')
    throw new CannotRun(`The database ${name} is not a rehearsal’s; it is left alone.`)
  if (holder !== 'nobody' && holder.run === run) return false
  await withClient(serverUrl, (client) =>
    client.query(`drop database "${name.replaceAll('"', '')}" with (force)`),
  )
  return true
}
