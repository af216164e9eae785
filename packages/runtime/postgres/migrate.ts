import { createHmac, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Client, Pool } from 'pg'
import { CannotRun } from '../config.ts'
import { knownMigrations, migrationsFolder } from './known-migrations.ts'
import { logins } from './logins.ts'
import { rehearsalRun } from './rehearsal-store.ts'

const migrationsLock = 7_041_777
const notRehearsals = 'This database is not a rehearsal’s; it is left alone.'

const applied = async (client: Client): Promise<ReadonlySet<string>> => {
  await client.query(
    'create table if not exists public.portico_migration (name text primary key, at timestamptz not null default now())',
  )
  const { rows } = await client.query<{ name: string }>('select name from public.portico_migration')
  return new Set(rows.map((row) => row.name))
}

/** What this program needs and the database has not; none where another process was newer. */
export const missingMigrations = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ name: string }>('select name from portico.migrations() name')
  const done = new Set(rows.map(({ name }) => name))
  return knownMigrations().filter((name) => !done.has(name))
}

/** Secrets the database's own functions use; derived, so that a restored database still verifies. */
const keepSecrets = async (client: Client, key: KeyObject): Promise<void> => {
  for (const name of ['actor', 'entry']) {
    const value = createHmac('sha256', key).update(`secret ${name}`).digest()
    await client.query('insert into portico.secret values ($1, $2) on conflict (name) do nothing', [
      name,
      value,
    ])
  }
}

/** A database that was copied or restored comes without its own privileges, so each start says them again. */
const closeDatabase = `do $$ begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to ${logins.join(', ')}', current_database());
  execute format('grant create on database %I to portico_publisher', current_database());
end $$`

/** A rehearsal's mark comes with its tables: nothing that has tables already becomes a rehearsal's. */
const markRehearsal = async (client: Client, run: string, isNew: boolean): Promise<void> => {
  if (isNew) await client.query(`insert into portico.setting values ('rehearsal', $1)`, [run])
  else if ((await rehearsalRun(client)) !== run) throw new CannotRun(notRehearsals)
}

/** Brings a database to the newest shape: numbered files, each once, all or nothing. `run` is that of a rehearsal. */
export const migrate = async (
  client: Client,
  key: KeyObject,
  run: string | null,
): Promise<readonly string[]> => {
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock($1)', [migrationsLock])
  const done = await applied(client)
  const missing = knownMigrations().filter((name) => !done.has(name))
  for (const name of missing) {
    await client.query(readFileSync(new URL(name, migrationsFolder), 'utf8'))
    await client.query('insert into public.portico_migration (name) values ($1)', [name])
  }
  if (run !== null) await markRehearsal(client, run, done.size === 0)
  await keepSecrets(client, key)
  await client.query('select portico.ensure_entry_months()')
  await client.query('revoke all on schema public from public')
  await client.query(closeDatabase)
  await client.query('commit')
  return missing
}
