import { mkdirSync } from 'node:fs'
import { readConfig } from '../packages/runtime/config.ts'
import { openDemo, openRuntime, prepare } from '../packages/runtime/open.ts'
import pg from 'pg'

/** Which database every practice of the run begins as a copy of. */
export const preparedName = 'portico_prepared'

/**
 * Brings one database to where a first start brings it: migrated, the template published, its people loaded. A practice
 * that copies it starts in a second instead of five; that a start from nothing works is `test/start`'s to show.
 */
export async function prepareDatabase(databaseUrl: string, keyFile: string, home: string): Promise<void> {
  mkdirSync(home, { recursive: true })
  const url = new URL(databaseUrl)
  await onServer(databaseUrl, `create database ${preparedName}`)
  url.pathname = `/${preparedName}`
  const config = readConfig({
    DATABASE_URL: url.href,
    SMTP_URL: 'smtp://127.0.0.1',
    PORTICO_HOME: home,
    PORTICO_KEY_FILE: keyFile,
    PORTICO_DEMO_REQUESTS: 'false',
  })
  await prepare(config)
  const runtime = openRuntime(config)
  await openDemo(config, runtime)
  // Nobody may be connected to what is to be copied.
  await runtime.close()
}

export async function onServer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
