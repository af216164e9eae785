// The workflow as it is, but for one mistake on purpose: what is due is not fired.
import * as temporal from '@temporalio/workflow'
import type { Activities, Plan, RequestInput } from '../../../packages/runtime/temporal/messages.ts'

const activities = temporal.proxyActivities<Activities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
})
const quick = temporal.proxyLocalActivities<Pick<Activities, 'loadPlan'>>({ scheduleToCloseTimeout: '5s' })

/** "Look again": it says nothing, so losing, doubling or reordering it does no harm. */
export const nudge = temporal.defineSignal('nudge')

const historyMax = 2000

/**
 * One run a request, Running while the request is open. It waits and does; it decides nothing and holds nothing but
 * ids: Postgres knows the plan, and the same commands people use carry every move out.
 */
export const requestWorkflow = async (input: RequestInput): Promise<void> => {
  let isNudged = false
  const wasNudged = (): boolean => isNudged
  temporal.setHandler(nudge, () => {
    isNudged = true
  })
  for (;;) {
    // Before the read: a nudge during it means another look.
    isNudged = false
    const plan = await quick.loadPlan(input).catch(() => activities.loadPlan(input))
    for (const effect of plan.effects) await activities.runEffect({ ...input, effect })
    if (plan.effects.length > 0) continue
    if (plan.ended && plan.effectsWaitMs === null) {
      // A nudge that came during the read is answered by another look; a buffered one makes Temporal refuse this end.
      if (!wasNudged()) return
      continue
    }
    await wait(plan, wasNudged)
    const info = temporal.workflowInfo()
    if (info.continueAsNewSuggested || info.historyLength > historyMax)
      await temporal.continueAsNew<typeof requestWorkflow>(input)
  }
}

const wait = async (plan: Plan, isNudged: () => boolean): Promise<void> => {
  const { deadline, effectsWaitMs } = plan
  const dueMs = deadline?.waitMs ?? Infinity
  const nearestMs = Math.min(dueMs, effectsWaitMs ?? Infinity)
  if (nearestMs === Infinity) {
    await temporal.condition(isNudged)
    return
  }
  await temporal.condition(isNudged, Math.max(1, nearestMs))
}
