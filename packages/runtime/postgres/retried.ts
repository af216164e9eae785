import { setTimeout as sleep } from 'node:timers/promises'
import { ok, refuse, type Result } from '@portico/engine/result'
import { isTransient } from './fault.ts'

/** After that no try begins any more, however long each one took. */
const patienceMs = 20_000
/** Short at first, for whoever is quickly done; then longer, so that a hold of some seconds costs the others little. */
const pauseMs = (tries: number): number => Math.min(50 * tries, 1000)

/**
 * Tries again what did not get its lock in time. Whoever waited behind it gets through in the pause, so that nobody's
 * work stands still for longer than one try. After twenty seconds the no is `held`: somebody was at work all the while.
 */
export const retried = async <T>(work: () => Promise<T>): Promise<Result<T, 'held'>> => {
  const until = performance.now() + patienceMs
  for (let tries = 1; ; tries++) {
    try {
      return ok(await work())
    } catch (fault) {
      if (!isTransient(fault)) throw fault
      if (performance.now() > until) return refuse('held')
      await sleep(pauseMs(tries))
    }
  }
}
