import { TRPCClientError } from '@trpc/client'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers } from '../refill.ts'

const thinkingMs = 300

/** A transition somebody was told has happened. */
export type Acknowledged = { readonly id: string; readonly version: number; readonly state: string }

/** An answer that never came, or only that something went wrong: the caller may not know whether it happened. */
const isLost = (fault: unknown): boolean => {
  if (!(fault instanceof TRPCClientError)) return false
  const data: unknown = fault.data
  return typeof data !== 'object' || data === null || !('refusal' in data) || data.refusal === undefined
}

/** As a browser on a bad line: the same key again until there is an answer. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (fault) {
      if (!isLost(fault)) throw fault
      await pause(50)
    }
  }
}

/** People who ask for refills, take them and decide them, one after another, until they are told to stop. */
export class Load {
  readonly acknowledged: Acknowledged[] = []
  #isStopping = false
  readonly #running: Promise<unknown>

  private constructor(patients: readonly Person[], nora: Person, priya: Person) {
    this.#running = Promise.all(patients.map((patient) => this.#work(patient, nora, priya)))
    // Whoever waits for it hears so; meanwhile it is nobody's fault.
    this.#running.catch(() => undefined)
  }

  static async on(practice: Practice): Promise<Load> {
    const patients = await Promise.all(
      ['ada', 'ben', 'mei'].map((name) => practice.as(`${name}@example.com`)),
    )
    const nora = await practice.as('nora@maple.example.com')
    return new Load(patients, nora, await practice.as('priya@maple.example.com'))
  }

  async #work(patient: Person, nora: Person, priya: Person): Promise<void> {
    while (!this.#isStopping) {
      const key = randomUUID()
      const { id, version, state } = await insist(() =>
        patient.api.requests.start.mutate({ workflow: 'refill', answers: refillAnswers, key }),
      )
      this.acknowledged.push({ id, version, state })
      await this.#advance(nora, id, 'take', 1)
      await this.#advance(nora, id, 'send-on', 2)
      await this.#advance(priya, id, 'approve', 3, { decision_note: 'Fine' })
      await pause(thinkingMs)
    }
  }

  async #advance(person: Person, id: string, transition: string, from: number, answers = {}): Promise<void> {
    const key = randomUUID()
    const { version, state } = await insist(() => advanceRefill(person, id, transition, from, answers, key))
    this.acknowledged.push({ id, version, state })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#running
  }
}
