import type { Pool } from 'pg'
import { portalSchema, type Portal, type Role } from '@portico/engine/portal/portal'
import { structureOf } from './change.ts'
import { declareTransitions } from './declared-transition.ts'
import { isTransient } from './fault.ts'
import { factsFunctions } from './facts.ts'
import { guardsOf } from './guard.ts'
import { policiesOf } from './policy.ts'
import { inTransaction, type Transaction } from './transaction.ts'
import { viewSchema, viewsOf } from './view.ts'
import { signedInAudiences } from './rule.ts'

/** A version on its way: the value, the text it is kept as, and its hash. */
export type Publishing = {
  readonly portal: Portal
  readonly body: string
  readonly hash: string
  readonly reason: string
}

/** Who publishes: a session of the office, or nobody when a fresh environment gets its first version. */
export type Publisher = { readonly sessionMac: Buffer; readonly liveHash: string } | null

const idleDefaultMinutes = 15
const lockTries = 40
const publishLock = 7_041_778

const idleSeconds = (role: Role): number =>
  (role.idle === undefined ? idleDefaultMinutes : Number.parseInt(role.idle, 10)) * 60

/** Structure first, while everybody works: it only adds, and each statement waits for a lock no longer than 300 ms. */
const addStructure = async (pool: Pool, portal: Portal): Promise<void> => {
  for (const statement of structureOf(portal)) {
    await retried(() =>
      inTransaction(pool, async (transaction) => {
        await transaction.query(`set local lock_timeout = '300ms'`)
        await transaction.query(statement)
      }),
    )
  }
}

const retried = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (fault) {
      if (!isTransient(fault) || tries >= lockTries) throw fault
    }
  }
}

const writeRoles = async (transaction: Transaction, portal: Portal): Promise<void> => {
  await transaction.query('delete from portico.role')
  for (const [id, role] of Object.entries(portal.roles)) {
    await transaction.query('insert into portico.role values ($1, $2, $3, $4)', [
      id,
      role.audience,
      idleSeconds(role),
      role.powers ?? [],
    ])
  }
}

const writeVersion = async (
  transaction: Transaction,
  { portal, body, hash, reason }: Publishing,
  publisher: Publisher,
): Promise<number> => {
  await transaction.query(
    `insert into portico.setting values ('timezone', $1) on conflict (name) do update set value = excluded.value`,
    [portal.timezone],
  )
  const { rows } = await transaction.query<{ number: number }>(
    `insert into portico.version (number, hash, body, published_at, published_by, reason)
     select coalesce(max(number), 0) + 1, $1, $2, portico.portico_now(), portico.acting_account(), $3 from portico.version
     on conflict (hash) do nothing returning number`,
    [hash, body, reason],
  )
  const number =
    rows[0]?.number ??
    (
      await transaction.query<{ number: number }>('select number from portico.version where hash = $1', [
        hash,
      ])
    ).rows[0]?.number
  if (number === undefined) throw new Error('a version that was just written is gone')
  await declareTransitions(transaction, number, portal)
  await transaction.query(
    'insert into portico.live values (true, $1, $2) on conflict (one) do update set version = excluded.version, hash = excluded.hash',
    [number, hash],
  )
  await transaction.query(
    publisher === null
      ? `select portico.append_entry('{"audience": "system"}', 'publish', 'done', null, null, null, null, null, null)`
      : `select portico.entry_write('publish', null, null, null, null, null)`,
  )
  return number
}

/** The versions that open requests began under: their steps go on asking what they asked. */
const pinnedProcesses = async (transaction: Transaction): Promise<readonly Portal[]> => {
  const { rows } = await transaction.query<{ body: string }>(
    `select v.body from portico.version v
     where exists (select 1 from portico.request r where r.pinned = v.number and r.ended_at is null)`,
  )
  return rows.map(({ body }) => portalSchema.parse(JSON.parse(body)))
}

const switchOver = (pool: Pool, publishing: Publishing, publisher: Publisher): Promise<number> =>
  inTransaction(pool, async (transaction) => {
    await transaction.query(`set local lock_timeout = '300ms'`)
    await transaction.query('select pg_advisory_xact_lock($1)', [publishLock])
    if (publisher)
      await transaction.query('select portico.begin_actor($1, $2)', [
        publisher.sessionMac,
        publisher.liveHash,
      ])
    const { portal, hash } = publishing
    const statements = [
      ...policiesOf(portal),
      ...guardsOf(portal),
      ...factsFunctions(portal, await pinnedProcesses(transaction)),
      ...viewsOf(portal, hash),
    ]
    for (const statement of statements) await transaction.query(statement)
    await writeRoles(transaction, portal)
    return writeVersion(transaction, publishing, publisher)
  })

/** Views of versions before the last are of no use to any process: they refuse to serve anything but the live hash. */
const dropOldViews = async (pool: Pool, keep: readonly string[]): Promise<void> => {
  const kept = new Set(
    keep.flatMap((hash) =>
      [...signedInAudiences, 'system' as const].map((audience) => viewSchema(hash, audience).slice(1, -1)),
    ),
  )
  const { rows } = await pool.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname ~ '^p_[0-9a-f]{12}_'`,
  )
  for (const { nspname } of rows) if (!kept.has(nspname)) await pool.query(`drop schema "${nspname}" cascade`)
}

/** Makes a version live: everything that decides changes in one transaction, with the entry that says so. */
export const publish = async (pool: Pool, publishing: Publishing, publisher: Publisher): Promise<number> => {
  await addStructure(pool, publishing.portal)
  const number = await retried(() => switchOver(pool, publishing, publisher))
  await dropOldViews(pool, [publishing.hash, ...(publisher ? [publisher.liveHash] : [])])
  return number
}
