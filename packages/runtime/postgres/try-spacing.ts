import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
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

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1000))

/** Seconds to wait: a try past the last point is thrown back with how long that is. */
const take = async (limited: RateLimiterPostgres, key: string): Promise<number> => {
  try {
    await limited.consume(key)
    return 0
  } catch (no) {
    if (no instanceof RateLimiterRes) return secondsOf(no)
    throw no
  }
}

export const openTrySpacing = (pool: Pool): TrySpacing => {
  const byName = limiter(pool, 'name', nameTries, nameWaitSeconds)
  const byAddress = limiter(pool, 'address', addressTries, windowSeconds)
  return {
    begin: async (name, address) =>
      Math.max(await take(byAddress, keyOf(address)), await take(byName, keyOf(name))),
    forgive: async (name, address) => {
      await byName.reward(keyOf(name))
      await byAddress.reward(keyOf(address))
    },
    succeeded: async (name, address) => {
      await byName.delete(keyOf(name))
      await byAddress.reward(keyOf(address))
    },
  }
}
