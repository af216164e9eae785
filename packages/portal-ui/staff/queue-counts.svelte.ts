import { createQuery } from '@tanstack/svelte-query'
import { waitingCounted } from '../call/questions.ts'
import { session } from '../session/session.svelte.ts'

const refreshMilliseconds = 15_000

/** How many requests are in each queue of hers, and how many of them are late; and how many she has herself. */
export class QueueCounts {
  readonly #queues: () => readonly string[]
  readonly #person = $derived(session.isStaff ? (session.signedIn?.actor.person ?? null) : null)
  readonly #answer = createQuery(() => ({
    ...waitingCounted(this.#queues(), this.#person ?? ''),
    enabled: this.#person !== null && this.#queues().length > 0,
    refetchInterval: refreshMilliseconds,
  }))

  constructor(queues: () => readonly string[]) {
    this.#queues = queues
  }

  readonly mine = $derived(this.#answer.data?.mine)

  of(queue: string): { readonly waiting: number; readonly late: number } | undefined {
    return this.#answer.data?.queues[queue]
  }
}
