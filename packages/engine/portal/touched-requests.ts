import type { Change } from './change.ts'
import { listed, stateName, workflowName } from './name.ts'
import type { Portal, Workflow } from './portal.ts'

/** Open requests in one stage of a workflow. */
export type OpenCount = { readonly workflow: string; readonly state: string; readonly count: number }

const isTouched = (change: Change, workflow: Workflow): boolean => {
  const transitions = Object.values(workflow.transitions)
  if ('table' in change) return workflow.table === change.table
  if ('queue' in change) return Object.values(workflow.states).some(({ queue }) => queue === change.queue)
  if ('notice' in change)
    return (
      workflow.start.notice === change.notice || transitions.some(({ notice }) => notice === change.notice)
    )
  if ('role' in change) return transitions.some(({ by }) => by.includes(change.role))
  return true
}

const isIn = (change: Change, workflow: Workflow, state: string): boolean =>
  !('queue' in change) || workflow.states[state]?.queue === change.queue

const requests = (count: number): string => (count === 1 ? '1 open request' : `${count} open requests`)

/** "12 open requests of *Refill* are touched: 5 in *Submitted* and 7 in *In review*." Null where no open request is. */
export const touchedSentence = (
  before: Portal,
  change: Change,
  open: readonly OpenCount[],
): string | null => {
  if (!change.touchesOpenRequests) return null
  const said = Object.entries(before.workflows)
    .filter(([, workflow]) => isTouched(change, workflow))
    .flatMap(([id, workflow]) => {
      const counts = open.filter((one) => one.workflow === id && isIn(change, workflow, one.state))
      const total = counts.reduce((sum, { count }) => sum + count, 0)
      if (total === 0) return []
      const places = counts.map(({ state, count }) => `${count} in ${stateName(before, id, state)}`)
      return [
        `${requests(total)} of ${workflowName(before, id)} ${total === 1 ? 'is' : 'are'} touched: ${listed(places)}.`,
      ]
    })
  return said.length === 0 ? null : said.join(' ')
}
