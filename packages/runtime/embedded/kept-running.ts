import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from './cannot-start.ts'
import type { Guarded } from './guarded.ts'
import { say } from './say.ts'

const calmMs = 10_000
const longestPauseMs = 5_000

/** Starts a process again whenever it ends unasked, more slowly the sooner it ends. */
export class KeptRunning {
  readonly #name: string
  readonly #start: () => Promise<Guarded>
  #running: Guarded
  readonly #watching: Promise<void>
  #stopping = false

  constructor(name: string, running: Guarded, start: () => Promise<Guarded>) {
    this.#name = name
    this.#running = running
    this.#start = start
    this.#watching = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#running.stop()
    // It may just be starting anew, and then that one is stopped first.
    await this.#watching
  }

  async #watch(): Promise<void> {
    let pauseMs = 250
    for (;;) {
      const since = performance.now()
      await this.#running.exited
      pauseMs = performance.now() - since > calmMs ? 250 : Math.min(pauseMs * 2, longestPauseMs)
      if (!(await this.#again(pauseMs))) return
    }
  }

  /** False when it was asked to end, so there is nothing more to watch. */
  async #again(pauseMs: number): Promise<boolean> {
    if (this.#isStopping()) return false
    say(`${this.#name} ended unasked; starting it again.`)
    await sleep(pauseMs)
    try {
      this.#running = await this.#start()
    } catch (fault) {
      say(messageOf(fault))
    }
    // Asked to stop while it was starting: what just began must end as well.
    if (this.#isStopping()) await this.#running.stop()
    return !this.#isStopping()
  }

  #isStopping(): boolean {
    return this.#stopping
  }
}
