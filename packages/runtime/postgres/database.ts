import type { KeyObject } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { passwordOf, type Login } from './logins.ts'
import { valueTypes } from './value-types.ts'

/** Views are named by what a practice declared, so their columns are known to the portal and not to the compiler. */
export type DeclaredViews = Record<string, Record<string, unknown>>

/** One environment's database: one pool a login, opened when first needed. */
export type Database = {
  readonly pool: (login: Login) => Pool
  /** The same pool for queries that are put together. */
  readonly query: (login: Login) => Kysely<DeclaredViews>
  readonly close: () => Promise<void>
}

const busy: ReadonlySet<Login> = new Set<Login>(['portico_patient', 'portico_staff', 'portico_worker'])
const sizeOf = (login: Login): number => (busy.has(login) ? 10 : 4)

/** `url` names the server and the database; the logins' passwords are derived, never configured. */
export const openDatabase = (url: string, key: KeyObject): Database => {
  const pools = new Map<Login, Pool>()
  const queries = new Map<Login, Kysely<DeclaredViews>>()
  const pool = (login: Login): Pool => {
    const held = pools.get(login)
    if (held) return held
    const address = new URL(url)
    address.username = login
    address.password = passwordOf(login, key)
    const opened = new Pool({
      connectionString: address.href,
      max: sizeOf(login),
      application_name: login,
      types: valueTypes,
    })
    // A connection the server ended, idle or in use, is replaced by the pool, and who used it hears so from its
    // query; without listeners it would end the process.
    opened.on('error', () => undefined)
    opened.on('connect', (client) => client.on('error', () => undefined))
    pools.set(login, opened)
    return opened
  }
  return {
    pool,
    query: (login) => {
      const held =
        queries.get(login) ??
        new Kysely<DeclaredViews>({ dialect: new PostgresDialect({ pool: pool(login) }) })
      queries.set(login, held)
      return held
    },
    close: async () => {
      await Promise.all([...pools.values()].map((opened) => opened.end()))
    },
  }
}
