import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { TrySpacing } from '../commands/try-spacing.ts'

const windowSeconds = 15 * 60
const waitSecondsMax = 60 * 60
/** As long as this it is remembered how often somebody had to wait. */
const waitsRememberedSeconds = 24 * 60 * 60

type Spacing = {
  readonly tries: RateLimiterPostgres
  /** How often these tries were used up; each time the wait is twice as long. */
  readonly waits: RateLimiterPostgres
  readonly firstWaitSeconds: number
}

const spacingOf = (pool: Pool, of: string, points: number, firstWaitSeconds: number): Spacing => {
  const limiter = (keyPrefix: string, duration: number): RateLimiterPostgres =>
    new RateLimiterPostgres({
      storeClient: pool,
      schemaName: 'portico',
      tableName: 'sign_in_tries',
      tableCreated: true,
      keyPrefix,
      points,
      duration,
    })
  return {
    tries: limiter(of, windowSeconds),
    waits: limiter(`${of}-waits`, waitsRememberedSeconds),
    firstWaitSeconds,
  }
}

/** The row's key is a digest: the table tells no names. Names that do not exist wait like those that do. */
const keyOf = (text: string): string =>
  createHash('sha256').update(text.trim().toLowerCase()).digest('base64url')

const waitSeconds = ({ firstWaitSeconds }: Spacing, times: number): number =>
  Math.min(firstWaitSeconds * 2 ** (Math.max(1, times) - 1), waitSecondsMax)

/** The one try that uses up the last point begins the wait; those that come meanwhile are told what is left of it. */
const waitAfter = async (spacing: Spacing, key: string, no: RateLimiterRes): Promise<number> => {
  const { tries, waits } = spacing
  const isFirst = no.consumedPoints === tries.points + 1
  const times = isFirst ? await waits.penalty(key) : await waits.get(key)
  const wait = waitSeconds(spacing, times?.consumedPoints ?? 1)
  if (!isFirst) return Math.min(wait, Math.max(1, Math.ceil(no.msBeforeNext / 1000)))
  await tries.block(key, wait)
  return wait
}

/** Seconds to wait: a try past the last point is thrown back. */
const take = async (spacing: Spacing, key: string): Promise<number> => {
  try {
    await spacing.tries.consume(key)
    return 0
  } catch (no) {
    if (no instanceof RateLimiterRes) return waitAfter(spacing, key, no)
    throw no
  }
}

/** Five tries of one name and fifty from one address; then a wait, and after each further lot one twice as long. */
export const openTrySpacing = (pool: Pool): TrySpacing => {
  const byName = spacingOf(pool, 'name', 5, 60)
  const byAddress = spacingOf(pool, 'address', 50, windowSeconds)
  return {
    begin: async (name, address) =>
      Math.max(await take(byAddress, keyOf(address)), await take(byName, keyOf(name))),
    forgive: async (name, address) => {
      await byName.tries.reward(keyOf(name))
      await byAddress.tries.reward(keyOf(address))
    },
    succeeded: async (name, address) => {
      await byName.tries.delete(keyOf(name))
      await byName.waits.delete(keyOf(name))
      await byAddress.tries.reward(keyOf(address))
    },
  }
}
