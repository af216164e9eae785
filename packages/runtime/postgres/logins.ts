import { createHmac, type KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, type Client } from 'pg'

/** Each audience and each duty has a database login of its own, so that one stolen login is one duty. */
export const logins = [
  'portico_patient',
  'portico_staff',
  'portico_auth',
  'portico_worker',
  'portico_trail',
  'portico_sealer',
  'portico_keys',
  'portico_publisher',
] as const
export type Login = (typeof logins)[number]

/** Owners and readers sign in to nothing: they only hold tables, functions and views. */
const holders = [
  'portico_owner',
  'portico_definer',
  'portico_reader_patient',
  'portico_reader_staff',
  'portico_reader_system',
] as const

/** Passwords are derived, so that nothing needs to store them and every process knows its own. */
export const passwordOf = (login: Login, key: KeyObject): string =>
  createHmac('sha256', key).update(`login ${login}`).digest('base64url')

/** Two environments of one server that begin at once: the other one's roles are there by the second try. */
const meanwhile = new Set(['23505', '42710', 'XX000', '40P01'])
const triesMax = 60
const tryAgainMs = 100

/** Roles belong to the whole server, where no lock of one database reaches; they get their passwords at every start. */
export const ensureLogins = async (client: Client, key: KeyObject): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      return await makeLogins(client, key)
    } catch (fault) {
      await client.query('rollback')
      if (!(fault instanceof DatabaseError) || !meanwhile.has(fault.code ?? '') || tries >= triesMax)
        throw fault
      // By chance, so that two who met once do not meet at every try.
      await sleep(tryAgainMs * Math.random())
    }
  }
}

const makeLogins = async (client: Client, key: KeyObject): Promise<void> => {
  await client.query('begin')
  const { rows } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'portico\\_%'`,
  )
  const present = new Set(rows.map((row) => row.rolname))
  for (const holder of holders) if (!present.has(holder)) await client.query(`create role ${holder} nologin`)
  for (const login of logins) {
    const verb = present.has(login) ? 'alter' : 'create'
    await client.query(`${verb} role ${login} login noinherit password '${passwordOf(login, key)}'`)
  }
  await client.query(
    'grant portico_owner, portico_definer, portico_reader_patient, portico_reader_staff, portico_reader_system to portico_publisher with inherit true, set true',
  )
  await client.query(`alter role portico_publisher set statement_timeout = '60s'`)
  for (const login of logins.filter((name) => name !== 'portico_publisher')) {
    await client.query(`alter role ${login} set statement_timeout = '10s'`)
    await client.query(`alter role ${login} set idle_in_transaction_session_timeout = '10s'`)
    // No disk has arms any more: by the usual figure the planner would rather fetch and sort all of a patient's records
    // than read the newest of them in the order of their index.
    await client.query(`alter role ${login} set random_page_cost = 1.1`)
  }
  await client.query('commit')
}
