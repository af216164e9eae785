import { whyNotShred, type Shredding, type ShredStep } from '@portico/engine/access/shredding'
import type { Actor } from '@portico/engine/access/actor'
import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { shreddingWords as said } from './shredding-words.ts'

export type Line = Answer<Calls['shredding']['list']['query']>[number]
type Wanted = { readonly step: ShredStep; readonly patient: RecordId }

const sentence = (refusal: Refusal | null): string =>
  refusal?.code === 'not-shreddable' ? said.reasons[refusal.reason] : sentenceOf(refusal)

/** Patients whose data is to be destroyed or kept, and the next step about one of them. */
export class Shreddings {
  state: 'loading' | 'ready' | 'failed' = $state('loading')
  lines: readonly Line[] = $state.raw([])
  /** What waits for whoever sits here to prove it anew. */
  waiting: Wanted | null = $state.raw(null)
  said = $state('')
  no: string | null = $state(null)

  #calls: Calls

  constructor(calls: Calls) {
    this.#calls = calls
  }

  async load(): Promise<void> {
    try {
      this.lines = await this.#calls.shredding.list.query()
      this.state = 'ready'
    } catch {
      if (this.state === 'loading') this.state = 'failed'
    }
  }

  lineOf(patient: RecordId): Line | undefined {
    return this.lines.find((line) => line.patient === patient)
  }

  /** Why this person cannot take the step now, in words; null when she can. */
  whyNot(actor: Actor, step: ShredStep, patient: RecordId): string | null {
    const line = this.lineOf(patient)
    const standing: Shredding = {
      askedBy: line?.askedBy?.account ?? null,
      askedPerson: line?.askedBy?.person ?? null,
      isHeld: line !== undefined && line.heldAt !== null,
      isDone: line !== undefined && line.doneAt !== null,
    }
    const refusal = whyNotShred(actor, step, standing)
    return refusal === null ? null : sentence(refusal)
  }

  async take(wanted: Wanted): Promise<void> {
    this.said = ''
    this.no = null
    this.waiting = null
    try {
      await this.#send(wanted)
      this.said = said.said[wanted.step]
    } catch (fault) {
      const refusal = refusalOf(fault)
      if (refusal?.code === 'fresh-sign-in-needed') this.waiting = wanted
      else this.no = sentence(refusal)
    }
    await this.load()
  }

  #send({ step, patient }: Wanted): Promise<unknown> {
    const { ask, confirm, withdraw, hold } = this.#calls.shredding
    switch (step) {
      case 'ask':
        return ask.mutate({ patient })
      case 'confirm':
        return confirm.mutate({ patient })
      case 'withdraw':
        return withdraw.mutate({ patient })
      case 'hold':
        return hold.mutate({ patient, holds: true })
      case 'release':
        return hold.mutate({ patient, holds: false })
    }
  }
}
