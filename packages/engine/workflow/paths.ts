import type { Workflow } from '../portal/portal.ts'
import { startState } from './start-state.ts'

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

/** For every state that can be reached at all, one of the shortest ways there. */
export const shortestPaths = (workflow: Workflow): ReadonlyMap<string, Path> => {
  const found = new Map<string, Path>([[startState(workflow), []]])
  // A map visits what is added while it is walked, so this is a search in breadth.
  for (const [state, path] of found) {
    for (const step of stepsFrom(workflow, state)) {
      if (!found.has(step.to)) found.set(step.to, [...path, step])
    }
  }
  return found
}

/** One of the shortest ways to each end that can be reached. */
export const shortestPathsToEnds = (workflow: Workflow): ReadonlyMap<string, Path> =>
  new Map([...shortestPaths(workflow)].filter(([state]) => isEnd(workflow, state)))
