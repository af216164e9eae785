import type { KeyObject } from 'node:crypto'
import { Pool } from 'pg'
import { GatheringSocket } from './gathering-socket.ts'
import { passwordOf, type Login } from './logins.ts'
import { valueTypes } from './value-types.ts'

/** One environment's database: one pool a login, opened when first needed. */
export type Database = {
  readonly pool: (login: Login) => Pool
  readonly close: () => Promise<void>
}

/** With a connection goes what was prepared on it, for versions too that are no longer live. */
const maxLifetimeSeconds = 1800
/** A new connection has to plan everything anew: one is kept over a quiet minute. */
const idleTimeoutMillis = 300_000

const busy: ReadonlySet<Login> = new Set<Login>(['portico_patient', 'portico_staff', 'portico_worker'])
const sizeOf = (login: Login): number => (busy.has(login) ? 10 : 4)

/** `url` names the server and the database; the logins' passwords are derived, never configured. */
export const openDatabase = (url: string, key: KeyObject): Database => {
  const pools = new Map<Login, Pool>()
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
      // Statements that do not wait for each other's answers travel together.
      pipeline: true,
      stream: () => new GatheringSocket(),
      maxLifetimeSeconds,
      idleTimeoutMillis,
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
    close: async () => {
      await Promise.all([...pools.values()].map((opened) => opened.end()))
    },
  }
}
