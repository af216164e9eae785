import type { Pool } from 'pg'
import { isPublishing } from './fault.ts'

/** A publishing tries for its locks so often at most, and rarely are two on their way. */
const triesMax = 100

/**
 * Does work that begins an actor; while somebody publishes nobody begins one, so it waits and does the work anew, from
 * its beginning. It waits in a statement of its own, which holds no table that the publishing waits for.
 */
export const pastPublishing = async <T>(pool: Pool, work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (fault) {
      if (!isPublishing(fault) || tries >= triesMax) throw fault
      await pool.query('select portico.await_publishing()')
    }
  }
}
