import type { Pool } from 'pg'
import type { Log } from '../log.ts'
import { pause } from '../pause.ts'
import type { Alarm } from '../postgres/alarm.ts'
import { namespaceSeen, nudgeLost, nudgeSent, requestsToNudge, wakeLate } from '../postgres/work-store.ts'
import type { RequestRuns } from './request-runs.ts'

const pollMs = 50
const batchMax = 20
const lookMs = 5000
const restMs = 1000
/** After the last plan it stays awake for so long, and looks so often while it dozes: a nudge may have been lost. */
const awakeMs = 1000
const dozeMs = { ms: 1000, deafMs: pollMs } as const

const nudge = async (pool: Pool, runs: RequestRuns, request: string): Promise<void> => {
  // Counted before: the run may look, and set the count back, before the nudge has returned.
  await nudgeSent(pool, request)
  try {
    await runs.nudge(request)
  } catch (fault) {
    await nudgeLost(pool, request)
    throw fault
  }
}

/**
 * The one mechanism that moves a committed plan to its workflow: it looks for the gap between `plan` and `applied_plan`.
 * Nothing else needs to know whether Temporal was there when somebody acted, and a lost nudge is only late.
 */
const pass = async (pool: Pool, runs: RequestRuns): Promise<number> => {
  const waiting = await requestsToNudge(pool, batchMax)
  // Each to its end, so that none is still under way in the next pass.
  const sent = await Promise.allSettled(waiting.map((request) => nudge(pool, runs, request)))
  const lost = sent.find((one) => one.status === 'rejected')
  if (lost) throw lost.reason
  return waiting.length
}

/** Whether this is the Temporal we know, and whether a run of ours was lost in it. */
const look = async (pool: Pool, runs: RequestRuns, log: Log): Promise<void> => {
  if (await namespaceSeen(pool, await runs.namespaceId()))
    log.info('Temporal is new here; open requests are handed out again.')
  const woken = await wakeLate(pool)
  if (woken > 0) log.info('Requests were late and are handed out again.', { requests: woken })
}

/** Until there may be something to pass on. */
const rest = async (alarm: Alarm, isQuiet: boolean, signal: AbortSignal): Promise<void> => {
  const doze = isQuiet ? await alarm.doze() : 'awake'
  if (doze === 'awake') await pause(pollMs, signal)
  if (doze === 'dozing') await alarm.wait('plan', dozeMs, signal)
}

type Relaying = { readonly pool: Pool; readonly runs: RequestRuns; readonly alarm: Alarm; readonly log: Log }

/** While there is something to do it looks many times a second; after a quiet while the database wakes it. */
export const relay = async ({ pool, runs, alarm, log }: Relaying, signal: AbortSignal): Promise<void> => {
  let [lookedAt, movedAt] = [-lookMs, performance.now()]
  let isDown = false
  while (!signal.aborted) {
    try {
      if (performance.now() - lookedAt >= lookMs) {
        await look(pool, runs, log)
        lookedAt = performance.now()
      }
      const moved = await pass(pool, runs)
      if (isDown) log.info('The relay passes on again what waits.')
      isDown = false
      if (moved > 0) {
        movedAt = performance.now()
        await alarm.rise()
      }
      if (moved < batchMax) await rest(alarm, performance.now() - movedAt > awakeMs, signal)
    } catch (fault) {
      if (!isDown) log.fault('The relay could not pass on what waits; it tries again.', fault)
      isDown = true
      await pause(restMs, signal)
    }
  }
  await alarm.leave()
}
