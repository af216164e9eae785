import { Client } from 'pg'
import type { KeyObject } from 'node:crypto'
import { ensureLogins } from './logins.ts'
import { CannotRun } from '../config.ts'
import { migrate } from './migrate.ts'
import { rehearsalRun } from './rehearsal-store.ts'

export type Environment = { readonly environment: 'live' | 'rehearsal'; readonly portal: string | null }

/** What a server's address ends in that names no database for Portico. */
const unnamed: ReadonlySet<string> = new Set(['', '/', '/postgres'])

/**
 * An environment is one database of its own on the server. A further portal's is named after it; a rehearsal's is never
 * called like a portal's, because no portal's id begins with a line.
 */
export const environmentUrl = (serverUrl: string, { environment, portal }: Environment): string => {
  const url = new URL(serverUrl)
  if (unnamed.has(url.pathname)) url.pathname = `/portico_${environment}`
  else if (environment === 'rehearsal') url.pathname += '__rehearsal'
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
  {
    logins,
    secrets,
    run = null,
  }: { readonly logins: KeyObject; readonly secrets: KeyObject; readonly run?: string | null },
): Promise<{ readonly url: string; readonly migrations: readonly string[] }> => {
  const url = environmentUrl(serverUrl, environment)
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  if (url !== serverUrl) await ensureDatabase(serverUrl, name)
  const migrations = await withClient(url, async (client) => {
    await ensureLogins(client, logins)
    return migrate(client, secrets, run)
  })
  return { url, migrations }
}

type Holder = 'nobody' | 'somebody' | { readonly run: string; readonly isWhole: boolean }

/**
 * Whose database this is: nobody's as long as nothing is in it; a rehearsal's, by the mark that came with its tables; else
 * somebody's. A rehearsal's is whole once it is marked `demo`, which comes with its people.
 */
const holderOf = async (client: Client): Promise<Holder> => {
  const { rows } = await client.query<{ anything: boolean; portico: boolean }>(
    `select exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') as anything,
       to_regclass('portico.setting') is not null as portico`,
  )
  if (rows[0]?.anything !== true) return 'nobody'
  const run = rows[0].portico ? await rehearsalRun(client) : null
  if (run === null) return 'somebody'
  const { rowCount } = await client.query(`select 1 from portico.setting where name = 'demo'`)
  return { run, isWhole: rowCount === 1 }
}

/**
 * Makes room for a rehearsal: what another run left is dropped, and so is what was only half made. True when nothing is
 * left. Only what bears a rehearsal's mark is ever dropped.
 */
export const freshRehearsal = async (
  serverUrl: string,
  environment: Environment,
  run: string,
): Promise<boolean> => {
  const url = environmentUrl(serverUrl, environment)
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  const isThere = await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    return rowCount !== 0
  })
  const holder = isThere ? await withClient(url, holderOf) : 'nobody'
  if (holder === 'nobody') return true
  if (holder === 'somebody')
    throw new CannotRun(`The database ${name} is not a rehearsal’s; it is left alone.`)
  if (holder.run === run && holder.isWhole) return false
  await withClient(serverUrl, (client) =>
    client.query(`drop database "${name.replaceAll('"', '')}" with (force)`),
  )
  return true
}
