import type { Pool, PoolClient } from 'pg'
import { isStalePlan } from './fault.ts'
import { pastPublishing } from './past-publishing.ts'
import { prepared } from './prepared.ts'

/** A connection inside a transaction: a store that must be in one takes this and nothing less. */
export type Transaction = Pick<PoolClient, 'query'> & { readonly [begun]: true }

declare const begun: unique symbol

/** Only `inTransaction` may say so, after `begin`. */
const isBegun = (_client: PoolClient): _client is PoolClient & Transaction => true

/** Sends the end of the transaction together with its last statements; it ends nothing if one of them fails. */
export type Commit = () => Promise<unknown>

const isRefused = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false

type Work<T> = (transaction: Transaction, commit: Commit) => Promise<T>

const oneTry = async <T>(pool: Pool, work: Work<T>): Promise<T> => {
  const client = await pool.connect()
  let broken = false
  let committing: Promise<unknown> | null = null
  const commit: Commit = () => (committing ??= client.query(prepared('commit', [])))
  try {
    // It travels with the first statement; if it fails, so does that one.
    const beginning = client.query(prepared('begin', []))
    beginning.catch(() => undefined)
    if (!isBegun(client)) throw new Error('no connection')
    const value = await work(client, commit)
    await beginning
    await (isRefused(value) ? client.query('rollback') : commit())
    return value
  } catch (fault) {
    broken = isStalePlan(fault)
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw fault
  } finally {
    client.release(broken)
  }
}

/**
 * All of it or nothing. What throws inside undoes everything, and is thrown on; what is refused has changed nothing. Work
 * that cannot begin because somebody publishes is done anew once that is over.
 */
export const inTransaction = <T>(pool: Pool, work: Work<T>): Promise<T> =>
  pastPublishing(pool, () => oneTry(pool, work))
