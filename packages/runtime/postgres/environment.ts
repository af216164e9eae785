import { Client } from 'pg'
import type { KeyObject } from 'node:crypto'
import { ensureLogins } from './logins.ts'
import { migrate } from './migrate.ts'

/** An environment is one database of its own on the server. */
export const environmentUrl = (serverUrl: string, environment: 'live' | 'rehearsal'): string => {
  const url = new URL(serverUrl)
  if (url.pathname === '/postgres' || url.pathname === '/' || url.pathname === '')
    url.pathname = `/portico_${environment}`
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
  environment: 'live' | 'rehearsal',
  key: KeyObject,
): Promise<{ readonly url: string; readonly migrations: readonly string[] }> => {
  const url = environmentUrl(serverUrl, environment)
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  if (url !== serverUrl) await ensureDatabase(serverUrl, name)
  const migrations = await withClient(url, async (client) => {
    await ensureLogins(client, key)
    return migrate(client, key)
  })
  return { url, migrations }
}
