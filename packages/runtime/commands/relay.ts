import type { Pool } from 'pg'
import type { Log } from '../log.ts'
import { pause } from '../pause.ts'
import { namespaceSeen, nudgeSent, requestsToNudge } from '../postgres/work-store.ts'
import type { RequestRuns } from './request-runs.ts'

const pollMs = 50
const batchMax = 20
const namespaceCheckMs = 5000
const restMs = 1000

/**
 * The one mechanism that moves a committed plan to its workflow: it polls the gap between `plan` and `applied_plan`.
 * Nothing else needs to know whether Temporal was there when somebody acted, and a lost nudge is only late.
 */
const pass = async (pool: Pool, runs: RequestRuns): Promise<number> => {
  const waiting = await requestsToNudge(pool, batchMax)
  await Promise.all(
    waiting.map(async (request) => {
      await nudgeSent(pool, request)
      await runs.nudge(request)
    }),
  )
  return waiting.length
}

export const relay = async (pool: Pool, runs: RequestRuns, log: Log, signal: AbortSignal): Promise<void> => {
  let checkedAt = 0
  while (!signal.aborted) {
    try {
      if (Date.now() - checkedAt > namespaceCheckMs) {
        if (await namespaceSeen(pool, await runs.namespaceId()))
          log.info('Temporal is new here; open requests are handed out again.')
        checkedAt = Date.now()
      }
      const moved = await pass(pool, runs)
      if (moved < batchMax) await pause(pollMs, signal)
    } catch (fault) {
      log.fault('The relay could not pass on what waits; it tries again.', fault)
      await pause(restMs, signal)
    }
  }
}
