import { Client } from 'pg'
import type { KeyObject } from 'node:crypto'
import { ensureLogins } from './logins.ts'
import { migrate } from './migrate.ts'

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
