import type { Workflow } from '../portal/portal.ts'
import { startState } from '../workflow/start-state.ts'

/** One move of a path: which transition leads from where to where. */
export type Step = { readonly transition: string; readonly from: string; readonly to: string }
export type Path = readonly Step[]

const stepsFrom = (workflow: Workflow, from: string): readonly Step[] =>
  workflow.states[from]?.ends
    ? []
    : Object.entries(workflow.transitions).flatMap(([transition, { from: sources, to }]) =>
        to !== undefined && sources.includes(from) ? [{ transition, from, to }] : [],
      )

const isEnd = (workflow: Workflow, state: string): boolean => workflow.states[state]?.ends === true

/**
 * Every way from the start to an end that visits no state twice. Their number can grow with the factorial of
 * the states, so they come one by one: take as many as you need.
 */
export function* simplePaths(workflow: Workflow, path: Path = []): Generator<Path> {
  const at = path.at(-1)?.to ?? startState(workflow)
  if (isEnd(workflow, at)) yield path
  const visited = new Set([startState(workflow), ...path.map(({ to }) => to)])
  for (const step of stepsFrom(workflow, at)) {
    if (!visited.has(step.to)) yield* simplePaths(workflow, [...path, step])
  }
}
