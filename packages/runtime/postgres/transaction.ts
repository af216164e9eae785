import type { Pool, PoolClient } from 'pg'

/** A connection inside a transaction: a store that must be in one takes this and nothing less. */
export type Transaction = Pick<PoolClient, 'query'> & { readonly __transaction: true }

const isTransaction = (client: PoolClient): client is PoolClient & Transaction => client !== null

/** All of it or nothing. What throws inside undoes everything, and is thrown on. */
export const inTransaction = async <T>(
  pool: Pool,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin')
    if (!isTransaction(client)) throw new Error('no connection')
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (fault) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw fault
  } finally {
    client.release(broken)
  }
}
