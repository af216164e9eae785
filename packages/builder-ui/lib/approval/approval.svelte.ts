import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { isOutrun } from '#lib/outrun.ts'
import { Sure } from '#lib/parts/sure.svelte.ts'
import { PublishingWatch } from '#lib/publish/publishing-watch.svelte.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'

export type ApprovalPage = Answer<Calls['approval']['load']['query']>
export type Asking = NonNullable<ApprovalPage['asking']>

/** One decision at a time about what waits; approving may have to wait for a fresh sign-in. */
export class Deciding {
  /** Why it is declined, as somebody types it. */
  reason = $state('')
  readonly sure = new Sure(() => this.reason)
  /** Whether this person has just declined. */
  hasDeclined = $state(false)
  busy = $state(false)
  no: string | null = $state(null)
  /** Whether somebody else had decided, or changed the draft, before. */
  isOutrun = $state(false)
  /** What waits for whoever sits here to prove it anew. */
  confirming: string | null = $state(null)
  /** The version that this person let through. */
  version: number | null = $state(null)

  /** How far the publishing is that an approval begins. */
  readonly watch: PublishingWatch

  #calls: Calls
  #done: () => Promise<unknown>

  /** `done` loads anew what the decision changed. */
  constructor(calls: Calls, done: () => Promise<unknown>) {
    this.#calls = calls
    this.#done = done
    this.watch = new PublishingWatch(calls)
  }

  approve(id: string): Promise<void> {
    return this.#try(id, async () => {
      this.watch.begin()
      try {
        this.version = (await this.#calls.approval.approve.mutate({ id })).version
      } finally {
        this.watch.end()
      }
    })
  }

  decline(id: string): Promise<void> {
    return this.#try(id, async () => {
      await this.#calls.approval.decline.mutate({ id, reason: this.reason.trim(), isSure: this.sure.isSure })
      this.hasDeclined = true
      this.reason = ''
    })
  }

  withdraw(id: string): Promise<void> {
    return this.#try(id, () => this.#calls.approval.withdraw.mutate({ id }))
  }

  review(id: string): Promise<void> {
    return this.#try(id, () => this.#calls.approval.review.mutate({ id }))
  }

  async #try(id: string, work: () => Promise<unknown>): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.no = null
    this.isOutrun = false
    this.hasDeclined = false
    this.confirming = null
    try {
      await work()
    } catch (fault) {
      const refusal = refusalOf(fault)
      if (refusal?.code === 'fresh-sign-in-needed') this.confirming = id
      // What waited is there no more: it was taken back, or somebody else decided.
      else if (isOutrun(refusal) || refusal?.code === 'not-found') this.isOutrun = true
      else this.no = sentenceOf(refusal)
    }
    this.busy = false
    await this.#done()
  }
}
