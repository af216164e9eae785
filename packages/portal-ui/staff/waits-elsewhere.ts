import type { QueueCounts } from './queue-counts.svelte.ts'

type Elsewhere = { readonly queue: string; readonly count: number; readonly isLate: boolean }

/** What is overdue in the other queues than the first; where nothing waits in that one, also what merely waits. */
export const waitsElsewhere = (
  [first = '', ...others]: readonly string[],
  of: QueueCounts['of'],
): readonly Elsewhere[] =>
  others.flatMap((queue): readonly Elsewhere[] => {
    const { late = 0, waiting = 0 } = of(queue) ?? {}
    if (late > 0) return [{ queue, count: late, isLate: true }]
    return waiting > 0 && of(first)?.waiting === 0 ? [{ queue, count: waiting, isLate: false }] : []
  })
