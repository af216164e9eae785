import { own } from './own.ts'
import type { Portal } from './portal.ts'
import type { Problem } from './problem.ts'

type Pinned = { readonly portal: Portal; readonly workflow: string }

/** The queues that open requests wait in, or come to by the steps they began with, whatever the draft says of new ones. */
export const waitedIn = (pinned: readonly Pinned[]): readonly string[] => {
  const queues = pinned.flatMap(({ portal, workflow }) =>
    Object.values(own(portal.workflows, workflow)?.states ?? {}).flatMap(({ queue }) => queue ?? []),
  )
  return [...new Set(queues)]
}

/** Nobody is told that no request ever waits where one does. */
export const withoutWaitedIn = (
  problems: readonly Problem[],
  queues: readonly string[],
): readonly Problem[] =>
  problems.filter(({ code, path }) => code !== 'queue-unused' || !queues.includes(String(path[1])))
