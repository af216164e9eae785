import { api, inBackground } from '../call/api.ts'
import { refusalOf } from '../call/failure.ts'
import { session } from './session.svelte.ts'

const warnSeconds = 120
const tickMilliseconds = 1000

/**
 * The session's end, which the server decides. This clock only knows when to ask: before it warns, because
 * what somebody did meanwhile may have given her more time, and again when the time seems to be over.
 */
export class Idle {
  endsAt = $state(Number.POSITIVE_INFINITY)
  now = $state(Date.now())
  isWarning = $state(false)
  #isAsking = false

  readonly secondsLeft = $derived(Math.max(0, Math.round((this.endsAt - this.now) / 1000)))

  /** Runs until what it returns is called. */
  watch(secondsLeft: number): () => void {
    this.#left(secondsLeft)
    const ticking = setInterval(() => this.#tick(), tickMilliseconds)
    return () => clearInterval(ticking)
  }

  async extend(): Promise<void> {
    try {
      const { secondsLeft } = await api.session.extend.mutate()
      session.failure = null
      this.isWarning = false
      this.#left(secondsLeft)
    } catch (error) {
      if (refusalOf(error)) session.leave('ended')
      else session.failure = error
    }
  }

  #left(seconds: number) {
    this.now = Date.now()
    this.endsAt = this.now + seconds * 1000
  }

  #tick() {
    this.now = Date.now()
    const isDue = this.secondsLeft === 0 || (this.secondsLeft <= warnSeconds && !this.isWarning)
    if (isDue && !this.#isAsking) void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    try {
      const who = await api.session.whoAmI.query(undefined, inBackground)
      if (!who.signedIn) return session.leave('ended')
      this.#left(who.secondsLeft)
      this.isWarning = who.secondsLeft <= warnSeconds
    } catch {
      // Without an answer the page is still cleared in time: what it shows must not outlive the session.
      if (this.secondsLeft === 0) session.leave('ended')
      else this.isWarning = true
    } finally {
      this.#isAsking = false
    }
  }
}
