import { own } from './own.ts'
import type { Workflow } from './portal.ts'

/** The states a request can move to from one: by somebody, or by the system when a deadline says so. */
export const nextStates = (workflow: Workflow, key: string): readonly string[] => {
  const due = own(workflow.states, key)?.due
  return Object.entries(workflow.transitions).flatMap(([id, { from, to, by }]) => {
    const happens = by.some((role) => role !== 'system') || due?.then === id || due?.['at 75%'] === id
    return to !== undefined && to !== key && from.includes(key) && happens ? [to] : []
  })
}

/** Every state a request can come to from one, that one included. */
export const reachable = (workflow: Workflow, begin: string): ReadonlySet<string> => {
  const seen = new Set([begin])
  const todo = [begin]
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    for (const next of nextStates(workflow, key)) {
      if (seen.has(next)) continue
      seen.add(next)
      todo.push(next)
    }
  }
  return seen
}
