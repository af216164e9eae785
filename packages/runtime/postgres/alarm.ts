import type { Notification, Pool, PoolClient } from 'pg'
import { pause } from '../pause.ts'

/** What the database wakes a worker for, as soon as it is committed. */
export type Ring = 'plan' | 'file' | 'invitation'
/** Whether whoever looks for plans is told of the next one: `begun` just now, so that one last look is due. */
export type Doze = 'awake' | 'begun' | 'dozing'

const channel = 'portico_work'
const restMs = 1000
/** Held by the one worker that is quick; the others look now and then whether it is still there. */
const leadLock = 7_041_781
/** Held by that worker while it dozes; `portico.tell_worker` asks for it. */
const dozeLock = 7_041_782

/**
 * A connection on which the database wakes a worker that has nothing to do. To tell of a commit costs those who commit
 * something, in turn; so of plans it is told only while nobody is awake who looks for them anyway.
 */
export class Alarm {
  readonly #pool: Pool
  readonly #stop = new AbortController()
  readonly #rung = new Set<Ring>()
  readonly #waiting = new Map<Ring, () => void>()
  readonly #listening: Promise<void>
  #client: PoolClient | null = null
  #leads = false
  #dozes = false

  constructor(pool: Pool) {
    this.#pool = pool
    this.#listening = this.#listen()
  }

  /** Resolves when it rings, or rang since it was waited for last; or after `ms`, sooner where it cannot ring just now. */
  async wait(
    ring: Ring,
    { ms, deafMs }: { readonly ms: number; readonly deafMs: number },
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#rung.delete(ring)) return
    await pause(this.#client ? ms : deafMs, signal, (wake) => this.#waiting.set(ring, wake))
    this.#waiting.delete(ring)
    this.#rung.delete(ring)
  }

  /** Whoever writes a plan meanwhile was promised that somebody is awake: then it is too early. */
  async doze(): Promise<Doze> {
    if (this.#dozes) return 'dozing'
    const client = this.#client
    if (!client) return 'awake'
    this.#leads ||= await taken(client, leadLock)
    if (!this.#leads) return 'dozing'
    this.#dozes = await taken(client, dozeLock)
    return this.#dozes ? 'begun' : 'awake'
  }

  async rise(): Promise<void> {
    if (this.#dozes) await this.#client?.query('select pg_advisory_unlock($1)', [dozeLock])
    this.#dozes = false
  }

  /** It looks for no plans for now: another worker may. */
  async leave(): Promise<void> {
    await this.rise()
    if (this.#leads) await this.#client?.query('select pg_advisory_unlock($1)', [leadLock])
    this.#leads = false
  }

  async end(): Promise<void> {
    this.#stop.abort()
    await this.#listening
  }

  /** Without a connection everybody looks more often, and as soon as there is one again, once more. */
  async #listen(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      const client = await this.#pool.connect().catch(() => null)
      if (client) await this.#listenOn(client, signal)
      await pause(restMs, signal)
    }
  }

  async #listenOn(client: PoolClient, signal: AbortSignal): Promise<void> {
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve()).on('end', () => resolve())
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
    client.on('notification', this.#heard)
    try {
      await client.query(`listen ${channel}`)
      this.#client = client
      this.#wakeAll()
      await lost
    } catch {
      // It is opened anew.
    } finally {
      ;[this.#client, this.#leads, this.#dozes] = [null, false, false]
      client.off('notification', this.#heard)
      // With it go its locks.
      client.release(true)
      this.#wakeAll()
    }
  }

  readonly #heard = ({ payload }: Notification): void => {
    for (const ring of rings) if (ring === payload) this.#wake(ring)
  }

  #wakeAll(): void {
    for (const ring of rings) this.#wake(ring)
  }

  #wake(ring: Ring): void {
    this.#rung.add(ring)
    this.#waiting.get(ring)?.()
  }
}

const rings = ['plan', 'file', 'invitation'] as const satisfies readonly Ring[]

const taken = async (client: PoolClient, lock: number): Promise<boolean> => {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock])
  return rows[0]?.mine === true
}
