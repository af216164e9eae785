import { own } from '../portal/own.ts'
import type { Portal, Rehearsal, Workflow } from '../portal/portal.ts'
import { startState } from '../workflow/start-state.ts'
import { asItCame } from './as-it-came.ts'
import { walk } from './rehearse.ts'

type Move = { readonly takes: string; readonly by: string; readonly to: string }
type Way = readonly Move[]

/** Who takes a step in a rehearsal: staff before patients, people before the system. */
const takerOf = (portal: Portal, by: readonly string[]): string =>
  by.find((role) => own(portal.roles, role)?.audience === 'staff') ??
  by.find((role) => role !== 'system') ??
  'system'

const movesFrom = (portal: Portal, workflow: Workflow, state: string): readonly Move[] =>
  Object.entries(workflow.transitions).flatMap(([takes, { from, to, by }]) =>
    to !== undefined && to !== state && from.includes(state) ? [{ takes, to, by: takerOf(portal, by) }] : [],
  )

/** The shortest way to each end, shortest first. Only people's steps: what the system does comes with waiting. */
const waysToEnds = (portal: Portal, workflow: Workflow): readonly Way[] => {
  const begin = startState(workflow)
  const seen = new Set([begin])
  const ends: Way[] = []
  let ways: readonly Way[] = [[]]
  while (ways.length > 0) {
    const next: Way[] = []
    for (const way of ways)
      for (const move of movesFrom(portal, workflow, way.at(-1)?.to ?? begin)) {
        if (move.by === 'system' || seen.has(move.to)) continue
        seen.add(move.to)
        if (own(workflow.states, move.to)?.ends) ends.push([...way, move])
        else next.push([...way, move])
      }
    ways = next
  }
  return ends
}

const scriptOf = (workflow: string, by: string, way: Way): Rehearsal => ({
  workflow,
  start: { by, expect: { state: '', queue: null, notices: [] } },
  steps: way.map(({ takes, by: taker }) => ({
    ...{ by: taker, takes },
    expect: { state: '', queue: null, notices: [] },
  })),
})

const isStaffs = (portal: Portal, way: Way): boolean =>
  way.some(({ by }) => own(portal.roles, by)?.audience === 'staff')

/**
 * A first rehearsal of a workflow: the shortest walk by the staff to an end that works today, which expects from now on
 * what came. Null where no walk gets to an end.
 */
export const firstRehearsal = (portal: Portal, id: string): Rehearsal | null => {
  const workflow = own(portal.workflows, id)
  if (!workflow) return null
  const ways = waysToEnds(portal, workflow)
  const begins = [
    ...workflow.start.by.filter((role) => own(portal.roles, role)?.audience === 'patient'),
    ...workflow.start.by,
  ]
  const inOrder = [
    ...ways.filter((way) => isStaffs(portal, way)),
    ...ways.filter((way) => !isStaffs(portal, way)),
  ]
  for (const way of inOrder) {
    const script = scriptOf(id, begins[0] ?? 'system', way)
    const walked = walk(portal, script)
    if (walked.length === way.length + 1 && walked.every(({ refusal }) => refusal === null))
      return asItCame(portal, script)
  }
  return null
}
