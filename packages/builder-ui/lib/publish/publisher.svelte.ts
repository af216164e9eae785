import { refusalOf, type Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { Sure } from '#lib/parts/sure.svelte.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'

export const reasonMin = 3

/** One publishing of the draft, from the reason somebody types to the version that is live. */
export class Publisher {
  reason = $state('')
  state: 'idle' | 'publishing' | 'confirm' | 'done' = $state('idle')
  no: string | null = $state(null)
  version: number | null = $state(null)
  /** How many requests were open when it was published; they keep the process they began with. */
  openRequests = $state(0)
  readonly hasReason = $derived(this.reason.trim().length >= reasonMin)
  readonly sure = new Sure(() => this.reason)

  #calls: Calls
  #draft: Draft
  #asked: () => Promise<unknown>
  /** The same for every try of one publishing, so that a lost answer never publishes twice. */
  #key: string = crypto.randomUUID()

  /** `asked` loads what waits now. */
  constructor(calls: Calls, draft: Draft, asked: () => Promise<unknown>) {
    this.#calls = calls
    this.#draft = draft
    this.#asked = asked
  }

  /** Asks a second person to let it go live. */
  async ask(): Promise<void> {
    if (!(await this.#begin())) return
    try {
      await this.#calls.approval.ask.mutate({ revision: this.#draft.revision, ...this.#because })
    } catch (fault) {
      return this.#refused(fault)
    }
    this.reason = ''
    this.state = 'idle'
    await this.#asked()
  }

  get #because() {
    return { reason: this.reason.trim(), isSure: this.sure.isSure }
  }

  async #begin(): Promise<boolean> {
    if (this.state === 'publishing') return false
    this.state = 'publishing'
    this.no = null
    await this.#draft.save()
    return true
  }

  async publish(openRequests: number): Promise<void> {
    if (!(await this.#begin())) return
    try {
      const { revision } = this.#draft
      this.version = (
        await this.#calls.draft.publish.mutate({ revision, ...this.#because, key: this.#key })
      ).version
    } catch (fault) {
      return this.#refused(fault)
    }
    this.openRequests = openRequests
    this.reason = ''
    this.#key = crypto.randomUUID()
    this.state = 'done'
    this.#draft.undo.forget()
    await this.#draft.load()
  }

  #refused(fault: unknown): void {
    const refusal = refusalOf(fault)
    this.state = refusal?.code === 'fresh-sign-in-needed' ? 'confirm' : 'idle'
    if (refusal) this.#key = crypto.randomUUID()
    if (refusal?.code === 'draft-changed') this.#draft.somebodyWasFaster()
    this.no = this.state === 'confirm' ? null : sentenceOf(refusal)
  }
}
