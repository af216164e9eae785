import { setTimeout as sleep } from 'node:timers/promises'
import type { Guarded } from './guarded.ts'
import { say } from './say.ts'

const calmMs = 10_000
const longestPauseMs = 5_000

/** Starts a process again whenever it ends unasked, more slowly the sooner it ends. */
export class KeptRunning {
  readonly #name: string
  readonly #start: () => Promise<Guarded>
  #running: Guarded
  #stopping = false

  constructor(name: string, running: Guarded, start: () => Promise<Guarded>) {
    this.#name = name
    this.#running = running
    this.#start = start
    void this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#running.stop()
  }

  async #watch(): Promise<void> {
    let pauseMs = 250
    while (!this.#stopping) {
      const since = performance.now()
      await this.#running.exited
      if (this.#stopping) return
      pauseMs = performance.now() - since > calmMs ? 250 : Math.min(pauseMs * 2, longestPauseMs)
      say(`${this.#name} ended unasked; starting it again.`)
      await sleep(pauseMs)
      await this.#restart()
    }
  }

  async #restart(): Promise<void> {
    try {
      const running = await this.#start()
      this.#running = running
      // Asked to stop while it was starting: what just began must end as well.
      if (this.#stopping) await running.stop()
    } catch (fault) {
      say(fault instanceof Error ? fault.message : `${this.#name} did not start.`)
    }
  }
}
