import type { Portal } from '../call/api.ts'

/** The queues that wait for one of these roles. */
export const queuesOf = (portal: Portal, roles: readonly string[]): readonly string[] =>
  Object.entries(portal.queues)
    .filter(([, queue]) => queue.roles.some((role) => roles.includes(role)))
    .map(([id]) => id)

/** The tables whose requests can wait in a queue. */
export const tablesOfQueue = (portal: Portal, queue: string): readonly string[] => [
  ...new Set(
    Object.values(portal.workflows)
      .filter(({ states }) => Object.values(states).some((state) => state.queue === queue))
      .map(({ table }) => table),
  ),
]
