import { api } from '../call/api.ts'
import { client, noticeSignedOut } from '../call/client.ts'
import type { ShownRecord } from '../render/record.ts'
import { isGone } from '../requests/is-gone.ts'
import type { LineAnswer } from './reassigning.svelte.ts'

/** Taking a request that nobody has, from its own page: it is handed over to oneself. */
export class Taking {
  isBusy = $state(false)
  isTaken = $state(false)
  /** Why it did not become hers. */
  refusal = $state.raw<LineAnswer['refusal']>(null)
  failure = $state.raw<unknown>(null)
  #attempt: { readonly version: number; readonly key: string } | null = null

  /** Whether it can still be worked on by her: no, where it is not there for her any more. */
  async take({ table, id, request }: ShownRecord, me: string): Promise<boolean> {
    if (this.isBusy) return true
    this.isBusy = true
    this.failure = null
    const version = request?.version ?? 1
    // Tried again after a lost answer, it is the same taking with the same key.
    if (this.#attempt?.version !== version) this.#attempt = { version, key: crypto.randomUUID() }
    const line = { table, id, expectedVersion: version, key: this.#attempt.key }
    try {
      const [answer] = await api.requests.reassign.mutate({ to: me, lines: [line] })
      this.refusal = answer?.refusal ?? null
      this.isTaken = this.refusal === null
    } catch (error) {
      noticeSignedOut(error)
      this.failure = error
    }
    const isLost = this.refusal?.code === 'not-found' || (await isGone(this.failure, { table, id }))
    if (!isLost) await client.invalidateQueries({ queryKey: ['request', table, id] })
    void client.invalidateQueries({ queryKey: ['requests'] })
    this.isBusy = false
    return !isLost
  }
}
