import { refusalOf } from '#lib/calls.ts'
import { sentAtOnce, withNext, type Pending } from './pending.ts'

export type SaveState = 'saved' | 'saving' | 'waiting' | 'conflict'
type Outcome = 'saved' | 'waiting' | 'conflict' | 'behind'
type Way = {
  readonly send: (sent: readonly Pending[]) => Promise<void>
  /** Takes in what others did. */
  readonly catchUp: () => Promise<void>
  readonly state: () => SaveState
  readonly becomes: (state: SaveState) => void
}

const pauseBeforeSaving = 500
const pauseBeforeRetry = 2000

const outcomeOf = async (sending: Promise<void>): Promise<Outcome> => {
  try {
    await sending
    return 'saved'
  } catch (fault) {
    const refusal = refusalOf(fault)
    if (refusal === null || refusal.code === 'not-signed-in') return 'waiting'
    return refusal.code === 'draft-changed' ? 'behind' : 'conflict'
  }
}

/** What was done and is not saved yet, on its way to the server. Nothing of it is ever dropped: it waits and is sent again. */
export class Outbox {
  #pending: readonly Pending[] = []
  #sending: readonly Pending[] = []
  #timer: ReturnType<typeof setTimeout> | null = null
  #way: Way
  /** The saving that is under way. */
  underway: Promise<void> | null = null

  constructor(way: Way) {
    this.#way = way
  }

  get unsaved(): readonly Pending[] {
    return [...this.#sending, ...this.#pending]
  }

  put(step: Pending): void {
    this.#pending = withNext(this.#pending, step)
    if (this.#way.state() === 'conflict') return
    this.#way.becomes('saving')
    this.#schedule(pauseBeforeSaving)
  }

  /** The same on another draft: one edit, or nothing where nothing is left to save. */
  replace(step: Pending | null): void {
    this.#pending = step ? [step] : []
    this.#way.becomes(step ? 'saving' : 'saved')
    if (step) this.#schedule(0)
  }

  /** The server has what was sent. */
  sent(): void {
    this.#sending = []
  }

  #schedule(pause: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), pause)
  }

  /** Sends what waits; resolves when nothing waits any more, or when it could not be sent. */
  save(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.underway ??= this.#sendAll().finally(() => {
      this.underway = null
    })
    return this.underway
  }

  async #sendAll(): Promise<void> {
    const { state, becomes, catchUp } = this.#way
    while (this.#pending.length > 0 && state() !== 'conflict') {
      becomes('saving')
      const outcome = await this.#sendSome()
      const isThere = outcome === 'behind' ? (await outcomeOf(catchUp())) === 'saved' : outcome !== 'waiting'
      if (!isThere) return this.#wait()
      if (outcome !== 'behind' && state() === 'saving') becomes(outcome)
    }
  }

  async #sendSome(): Promise<Outcome> {
    const count = sentAtOnce(this.#pending)
    this.#sending = this.#pending.slice(0, count)
    this.#pending = this.#pending.slice(count)
    const outcome = await outcomeOf(this.#way.send(this.#sending))
    this.#pending = this.unsaved
    this.#sending = []
    return outcome
  }

  #wait(): void {
    this.#way.becomes('waiting')
    this.#schedule(pauseBeforeRetry)
  }
}
