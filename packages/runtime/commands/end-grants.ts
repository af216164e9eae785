import { pause } from '../pause.ts'
import { endGrantsThatAreOver } from '../postgres/proxy-store.ts'
import type { WorkAdapters } from './work-adapters.ts'

const pollMs = 1000
const restMs = 5000
const batchMax = 50

/**
 * Ends what was given until a day. It gives nothing from that moment on whether this runs or not; what is done here is to
 * say so in the trail. Nothing of it needs Temporal.
 */
export const endGrants = async (
  { database, log }: Pick<WorkAdapters, 'database' | 'log'>,
  signal: AbortSignal,
): Promise<void> => {
  let isDown = false
  while (!signal.aborted) {
    try {
      const ended = await endGrantsThatAreOver(database.pool('portico_worker'), batchMax)
      isDown = false
      if (ended < batchMax) await pause(pollMs, signal)
    } catch (fault) {
      if (!isDown)
        log.fault('What was given until a day could not be ended; it gives nothing all the same.', fault)
      isDown = true
      await pause(restMs, signal)
    }
  }
}
