import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { Portal } from '@portico/engine/portal/portal'
import { everyPathPortal } from '@portico/engine/testing/random-portal'
import { randomActor, type World } from '@portico/engine/testing/random-world'
import { recordId } from '@portico/engine/testing/maple'
import type { Random } from '@portico/engine/testing/random'
import { factsFunctions } from '../../packages/runtime/postgres/facts.ts'
import { guardsOf } from '../../packages/runtime/postgres/guard.ts'
import { literal } from '../../packages/runtime/postgres/identifier.ts'
import { policiesOf } from '../../packages/runtime/postgres/policy.ts'
import { takenFunction } from '../../packages/runtime/postgres/taken.ts'
import { valueTypes } from '../../packages/runtime/postgres/value-types.ts'
import { viewsOf } from '../../packages/runtime/postgres/view.ts'
import { Environment, loginOf } from './environment.ts'
import { insertion, type Scene } from './scene.ts'
import { answersFunction } from './twins.ts'

const today = '2026-11-23'
const encoding = 'utf8'
const somebodyElse = recordId(9_998)
const nobody = recordId(9_999)

/** Noon at the practice on the day these portals know as today. */
const setClock = `update portico.setting set value = extract(epoch from timestamptz '2026-11-23 18:00Z' - clock_timestamp())::bigint::text where name = 'clock_offset_seconds'`
/** Nothing is left of the portal the structure came from but the structure. */
const leaveStructure = `do $do$ declare s record; p record; c record; begin
  for s in select nspname from pg_namespace where nspname ~ '^p_[0-9a-f]{12}_' loop execute format('drop schema %I cascade', s.nspname); end loop;
  for p in select policyname, tablename from pg_policies where schemaname = 'data' loop execute format('drop policy %I on data.%I', p.policyname, p.tablename); end loop;
  for c in select attrelid::regclass as name, attname from pg_attribute where attrelid in (select oid from pg_class where relnamespace = 'data'::regnamespace and relkind = 'r') and attnum > 0
    loop execute format('revoke all (%I) on %s from portico_patient, portico_staff', c.attname, c.name); end loop;
end $do$`

/** Somebody who acts, and the patient she does it for, if it is not for herself. */
type Acting = { readonly actor: Scene['actor']; readonly standsFor: string | null }

/**
 * One database for all random portals, which have the same tables: each portal, its records and its people live in a
 * transaction that is undone, so that nothing is built twice. What decides is made by the functions that publishing uses.
 */
export class RandomPractice {
  readonly client: Client
  readonly #environment: Environment

  private constructor(environment: Environment, client: Client) {
    this.#environment = environment
    this.client = client
  }

  static async open(): Promise<RandomPractice> {
    const environment = await Environment.fresh()
    await environment.publish(everyPathPortal)
    await environment.superuser.query(leaveStructure)
    await environment.superuser.query(setClock)
    await environment.superuser.query('select portico.ensure_entry_months()')
    await environment.superuser.query(answersFunction)
    const client = new Client({ connectionString: environment.url, types: valueTypes })
    await client.connect()
    return new RandomPractice(environment, client)
  }

  /** A portal made live with these records in it, for as long as the work takes. */
  async with<T>(portal: Portal, world: World, work: (ground: Ground) => Promise<T>): Promise<T> {
    const hash = createHash('sha256').update(JSON.stringify(portal.permissions)).digest('hex')
    await this.client.query('begin')
    try {
      await this.client.query(publishing(portal, world, hash))
      return await work(new Ground(this.client, { portal, world, hash, today, encoding }))
    } finally {
      await this.client.query('rollback')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.end()
    await this.#environment[Symbol.asyncDispose]()
  }
}

/** Cleaning up after another version, and triggers and functions that know no permission, are there from the first portal. */
const isThere = (statement: string): boolean =>
  /^(do \$do\$|create or replace trigger|create or replace function data\."keep\.|(alter|revoke execute on) function data\.)/.test(
    statement,
  )

const publishing = (portal: Portal, world: World, hash: string): string =>
  [
    'set local session authorization portico_publisher',
    ...[...policiesOf(portal), ...guardsOf(portal), ...viewsOf(portal, hash)].filter(
      (statement) => !isThere(statement),
    ),
    ...factsFunctions(portal, []),
    takenFunction(portal),
    'delete from portico.role',
    ...Object.entries(portal.roles).map(
      ([id, { audience, proxy }]) =>
        `insert into portico.role values (${literal(id)}, ${literal(audience)}, 900, '{}', ${proxy === true})`,
    ),
    `update portico.live set hash = ${literal(hash)}`,
    ...world.map((record) => insertion({ portal, encoding }, record)),
    'reset session authorization',
  ].join(';\n')

/** One portal with its records, before whom people stand one after the other. */
export class Ground {
  readonly client: Client
  readonly of: Omit<Scene, 'actor'>

  constructor(client: Client, of: Omit<Scene, 'actor'>) {
    this.client = client
    this.of = of
  }

  /** Somebody who can sign in. One who is nobody in particular is a person no record is about. */
  randomActing(random: Random, audience: 'patient' | 'staff'): Acting {
    const { portal, world } = this.of
    const found = randomActor(random, portal, world, audience)
    const person = found.person ?? nobody
    const actor = { ...found, audience, person, patient: audience === 'patient' ? person : null }
    const mayStand = audience === 'patient' && actor.roles.some((role) => portal.roles[role]?.proxy)
    return mayStand
      ? { actor: { ...actor, person: somebodyElse }, standsFor: person }
      : { actor, standsFor: null }
  }

  /** Her session, begun through her audience's login; undone afterwards, whatever was tried. */
  async as<T>({ actor, standsFor }: Acting, work: (scene: Scene) => Promise<T>): Promise<T> {
    const { account, audience, person, roles } = actor
    const mac = `sha256(${literal(account)})`
    const given = roles.map((role) => `(${literal(account)}, ${literal(role)}, ${nullable(standsFor)})`)
    await this.client.query(
      [
        'savepoint acting',
        `insert into portico.account (id, audience, person, sign_in, password, created) values (${literal(account)}, ${literal(audience)}, ${nullable(person)}, '', '', now())`,
        ...(given.length > 0 ? [`insert into portico.account_role values ${given.join(', ')}`] : []),
        `select portico.open_session(${mac}, ${literal(account)}, 'portal', true, 3600, null, null)`,
        `set local session authorization ${loginOf(audience)}`,
        `select portico.begin_actor(${mac}, ${literal(this.of.hash)}, true, ${nullable(standsFor)})`,
      ].join('; '),
    )
    try {
      return await work({ ...this.of, actor })
    } finally {
      await this.client.query('rollback to savepoint acting')
    }
  }

  /** Something as whoever makes the database what it is, in between; the actor goes on afterwards. */
  async aside<T>({ audience }: Scene['actor'], text: string, work: () => Promise<T>): Promise<T> {
    await this.client.query(
      `savepoint aside; set local session authorization portico_publisher; ${text}; set local session authorization ${loginOf(audience)}`,
    )
    try {
      return await work()
    } finally {
      await this.client.query('rollback to savepoint aside')
    }
  }
}

const nullable = (text: string | null): string => (text === null ? 'null' : literal(text))
