import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import type { TrySpacing } from '../commands/try-spacing.ts'

const windowSeconds = 15 * 60
const nameTries = 5
const nameWaitSeconds = 60
const addressTries = 50

const limiter = (pool: Pool, keyPrefix: string, points: number, blockDuration: number): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: pool,
    schemaName: 'portico',
    tableName: 'sign_in_tries',
    tableCreated: true,
    keyPrefix,
    points,
    duration: windowSeconds,
    blockDuration,
  })

/** The row's key is a digest: the table tells no names. Names that do not exist wait like those that do. */
const keyOf = (text: string): string =>
  createHash('sha256').update(text.trim().toLowerCase()).digest('base64url')

export const openTrySpacing = (pool: Pool): TrySpacing => {
  const byName = limiter(pool, 'name', nameTries, nameWaitSeconds)
  const byAddress = limiter(pool, 'address', addressTries, windowSeconds)
  const waitOf = async (one: RateLimiterPostgres, key: string, points: number): Promise<number> => {
    const spent = await one.get(key)
    return spent !== null && spent.consumedPoints >= points ? Math.ceil(spent.msBeforeNext / 1000) : 0
  }
  // Consuming past the last point throws the same answer that says how long to wait.
  const consume = (one: RateLimiterPostgres, key: string): Promise<unknown> =>
    one.consume(key).catch((no: unknown) => {
      if (no instanceof Error) throw no
    })
  return {
    wait: async (name, address) =>
      Math.max(
        await waitOf(byName, keyOf(name), nameTries),
        await waitOf(byAddress, keyOf(address), addressTries),
      ),
    failed: async (name, address) => {
      await consume(byName, keyOf(name))
      await consume(byAddress, keyOf(address))
    },
    succeeded: async (name) => {
      await byName.delete(keyOf(name))
    },
  }
}
