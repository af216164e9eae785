import { setTimeout as sleep } from 'node:timers/promises'
import { isTransient } from './fault.ts'

const lockTries = 40
const pauseMs = 60

/**
 * Tries again what did not get its lock in time. Whoever waited behind it gets through in the pause, so that nobody's
 * work stands still for longer than one try.
 */
export const retried = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (fault) {
      if (!isTransient(fault) || tries >= lockTries) throw fault
      await sleep(pauseMs)
    }
  }
}
