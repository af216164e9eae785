import { readPlan } from '../postgres/work-store.ts'
import type { WorkAdapters } from './work-adapters.ts'

/** What a request's workflow lives by: remaining time and ids, nothing that tells anything. */
export type Plan = {
  readonly ended: boolean
  /** The nearest deadline and how long it is until then: remaining time, never an instant, so clocks need not agree. */
  readonly deadline: { readonly id: string; readonly waitMs: number } | null
  readonly effects: readonly string[]
  /** How long until an effect that failed may be tried again. */
  readonly effectsWaitMs: number | null
}

/** A request that is not there has nothing left to do. */
const nothing: Plan = { ended: true, deadline: null, effects: [], effectsWaitMs: null }

export const loadPlan = async (
  { database }: Pick<WorkAdapters, 'database'>,
  request: string,
): Promise<Plan> => {
  const row = await readPlan(database.pool('portico_worker'), request)
  if (!row) return nothing
  const deadline = row.deadline === null || row.ended ? null : { id: row.deadline, waitMs: row.wait_ms ?? 0 }
  return { ended: row.ended, deadline, effects: row.effects, effectsWaitMs: row.effects_wait_ms }
}
