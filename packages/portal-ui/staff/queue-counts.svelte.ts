import { createQuery } from '@tanstack/svelte-query'
import { waitingCounted } from '../call/questions.ts'
import { session } from '../session/session.svelte.ts'

const refreshMilliseconds = 15_000

/** How many requests are in each queue of hers, and how many of them are late; and how many she has herself. */
export const queueCounts = (queues: () => readonly string[]) => {
  const person = $derived(session.isStaff ? (session.signedIn?.actor.person ?? null) : null)
  const counted = createQuery(() => ({
    ...waitingCounted(queues(), person ?? ''),
    enabled: person !== null && queues().length > 0,
    refetchInterval: refreshMilliseconds,
  }))
  return {
    mine: () => counted.data?.mine,
    of: (queue: string) => counted.data?.queues[queue],
  }
}

export type QueueCounts = ReturnType<typeof queueCounts>
