import { randomUUID } from 'node:crypto'
import { Client, type PoolClient } from 'pg'
import type { FieldValue } from '@portico/engine/access/condition'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { hashOf } from '../../packages/runtime/commands/open-practice.ts'
import { fillerOf } from '../../packages/runtime/commands/fill-values.ts'
import { openKeyRing, type KeyRing } from '../../packages/runtime/keys/key-ring.ts'
import { localFile, type KeySource } from '../../packages/runtime/keys/key-source.ts'
import { openMacs, type Macs } from '../../packages/runtime/keys/macs.ts'
import { tokensToKeep } from '../../packages/runtime/keys/search-tokens.ts'
import { openDatabase, type Database } from '../../packages/runtime/postgres/database.ts'
import { openProcesses, type OpenProcess } from '../../packages/runtime/postgres/draft-store.ts'
import { prepareEnvironment } from '../../packages/runtime/postgres/environment.ts'
import type { Filler } from '../../packages/runtime/postgres/fill-fields.ts'
import { literal } from '../../packages/runtime/postgres/identifier.ts'
import { openKeyStore } from '../../packages/runtime/postgres/key-store.ts'
import type { Login } from '../../packages/runtime/postgres/logins.ts'
import { publish } from '../../packages/runtime/postgres/publish.ts'
import { inTransaction } from '../../packages/runtime/postgres/transaction.ts'
import { freshDatabase, servers } from '../servers.ts'

export type AudienceLogin = Extract<Login, 'portico_patient' | 'portico_staff'>
export const loginOf = (audience: string): AudienceLogin =>
  audience === 'patient' ? 'portico_patient' : 'portico_staff'

/** What Postgres says no with: no privilege, row security, our own guard, or taken already. Anything else is a fault. */
const refusals = new Set(['42501', 'PT005', '23505'])

/**
 * Tries each statement and undoes it, in one trip: as whoever calls, since the function has no rights of its own. It
 * answers with the number of records reached, or with the code of the refusal.
 */
const tries = `create function probe.tries(statements text[]) returns text[] language plpgsql as $$
declare answers text[] := '{}'; statement text; reached int;
begin
  foreach statement in array statements loop
    begin
      execute statement;
      get diagnostics reached = row_count;
      raise exception using errcode = 'TRIED', message = reached::text;
    exception when others then
      answers := answers || case sqlstate when 'TRIED' then sqlerrm else sqlstate end;
    end;
  end loop;
  return answers;
end $$`

const probe = ['create schema probe', tries, 'grant usage on schema probe to public'].join('; ')

/** An environment's database and its logins, with no process of Portico between the test and Postgres. */
export class Environment {
  readonly url: string
  readonly database: Database
  readonly superuser: Client
  readonly #macs: Macs
  readonly keyRing: KeyRing
  readonly filler: Filler

  private constructor(url: string, superuser: Client, keys: KeySource) {
    const database = openDatabase(url, keys.logins)
    this.url = url
    this.database = database
    this.superuser = superuser
    this.#macs = openMacs(keys)
    this.keyRing = openKeyRing(keys, openKeyStore(database.pool('portico_keys')))
    this.filler = fillerOf({ keyRing: this.keyRing, macs: this.#macs })
  }

  /** The database of a practice that is open already. */
  static async of(url: string): Promise<Environment> {
    const keys = localFile(servers().keyFile)
    const superuser = new Client({ connectionString: url })
    await superuser.connect()
    await superuser.query(probe)
    return new Environment(url, superuser, keys)
  }

  static async fresh(): Promise<Environment> {
    const url = await freshDatabase()
    const { logins, derive } = localFile(servers().keyFile)
    await prepareEnvironment(
      url,
      { environment: 'live', portal: null },
      { logins, secrets: derive('database') },
    )
    return Environment.of(url)
  }

  /** Publishes as nobody, or as the one whose session it is. */
  async publish(portal: Portal, sessionMac: Buffer | null = null): Promise<string> {
    const hash = hashOf(portal)
    const publisher =
      sessionMac === null
        ? null
        : { sessionMac, liveHash: await this.hash(), reviewed: await this.openProcesses(), approval: null }
    const publishing = {
      ...{ id: randomUUID(), portal, body: JSON.stringify(portal), hash, reason: 'For a test' },
      filler: this.filler,
    }
    const published = await publish(this.database.pool('portico_publisher'), publishing, publisher)
    if (!published.ok) throw new Error(published.refusal)
    return hash
  }

  async openProcesses(): Promise<readonly OpenProcess[]> {
    return inTransaction(this.database.pool('portico_publisher'), openProcesses)
  }

  async hash(): Promise<string> {
    const { rows } = await this.superuser.query<{ hash: string }>('select hash from portico.live')
    return rows[0]?.hash ?? ''
  }

  /** What a value is found by, as it is kept beside it. */
  tokens(table: string, id: string, field: Field, value: string): readonly Buffer[] {
    return tokensToKeep(table, id, field, value, this.#macs)
  }

  async accountOf(email: string): Promise<string> {
    const { rows } = await this.superuser.query<{ id: string }>(
      'select id from portico.account where sign_in = $1',
      [this.#macs.signInName(email)],
    )
    const [row] = rows
    if (!row) throw new Error(`Nobody here is ${email}.`)
    return row.id
  }

  /** A session as signing in makes one; the MAC is what `begin_actor` takes. */
  async openSession(account: string): Promise<Buffer> {
    const mac = this.#macs.session(randomUUID())
    await this.database
      .pool('portico_auth')
      .query('select portico.open_session($1, $2, $3, true, 3600, null, null)', [mac, account, 'portal'])
    return mac
  }

  /** Inside one transaction of a login, which is undone whatever happens in it. */
  async undone<T>(login: Login, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.database.pool(login).connect()
    let broken = false
    try {
      await client.query('begin')
      return await work(client)
    } finally {
      await client.query('rollback').catch(() => {
        broken = true
      })
      client.release(broken)
    }
  }

  /** The same as an account: with its session, through its audience's login, for herself or for a patient. */
  async acting<T>(
    audience: string,
    mac: Buffer,
    work: (client: PoolClient) => Promise<T>,
    standsFor: string | null = null,
  ): Promise<T> {
    const hash = await this.hash()
    return this.undone(loginOf(audience), async (client) => {
      await client.query('select portico.begin_actor($1, $2, true, $3)', [mac, hash, standsFor])
      return work(client)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.database.close(), this.superuser.end()])
  }
}

/** How many records each write reaches, none when it is refused; what is neither yes nor no fails the test. */
export const reaches = async (
  client: Pick<PoolClient, 'query'>,
  statements: readonly string[],
): Promise<readonly number[]> => {
  const { rows } = await client.query<{ answers: string[] }>('select probe.tries($1) as answers', [
    statements,
  ])
  return (rows[0]?.answers ?? []).map((answer, index) => {
    if (/^\d{1,4}$/.test(answer)) return Number(answer)
    if (refusals.has(answer)) return 0
    throw new Error(`Neither yes nor no: ${answer} to ${statements[index] ?? ''}`)
  })
}

/** A value as it stands in a statement. */
export const written = (value: FieldValue | Buffer): string => {
  if (value === null) return 'null'
  return Buffer.isBuffer(value) ? `'\\x${value.toString('hex')}'` : literal(value)
}
