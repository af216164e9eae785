import type { Answer, Calls } from '#lib/calls.ts'

const lookEveryMs = 400

export type Progress = NonNullable<Answer<Calls['draft']['watchPublishing']['query']>>

/** How far the publishing is that is under way, whoever began it, and the way to stop it. */
export class PublishingWatch {
  /** Null while nothing is known of one. */
  progress: Progress | null = $state.raw(null)
  isStopping = $state(false)

  #calls: Calls
  #timer: ReturnType<typeof setInterval> | null = null
  #ended = 0

  constructor(calls: Calls) {
    this.#calls = calls
  }

  /** Looks again and again until it is ended. */
  begin(): void {
    this.#timer ??= setInterval(() => void this.look(), lookEveryMs)
  }

  end(): void {
    this.#ended += 1
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    this.progress = null
    this.isStopping = false
  }

  /** Not knowing how far it is changes nothing about it. */
  async look(): Promise<void> {
    const seen = await this.#calls.draft.watchPublishing.query().catch(() => null)
    if (this.#timer !== null) this.progress = seen
  }

  /** One that was under way when this page was opened; `over` when nothing is heard of it any more. */
  async follow(over: () => unknown): Promise<void> {
    const ended = this.#ended
    const seen = await this.#calls.draft.watchPublishing.query().catch(() => null)
    if (seen === null || this.#timer !== null || ended !== this.#ended) return
    this.progress = seen
    this.#timer = setInterval(() => {
      void this.look().then(() => {
        if (this.progress !== null) return
        this.end()
        over()
      })
    }, lookEveryMs)
  }

  /** Before the switch it can be stopped; after it, it is live, and the answer says so. */
  async stop(): Promise<void> {
    this.isStopping = true
    await this.#calls.draft.stopPublishing.mutate().catch(() => {
      this.isStopping = false
    })
  }
}
