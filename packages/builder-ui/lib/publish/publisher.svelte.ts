import { declaredHealthWords } from '@portico/engine/notice/declared-words'
import { newFieldsOf, tookSentence } from '@portico/engine/portal/table-plan'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { isOutrun } from '#lib/outrun.ts'
import { Sure } from '#lib/parts/sure.svelte.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { PublishingWatch } from './publishing-watch.svelte.ts'

export const reasonMin = 3
type Made = Answer<Calls['draft']['publish']['mutate']>

/** One publishing of the draft, from the reason somebody types to the version that is live. */
export class Publisher {
  reason = $state('')
  state: 'idle' | 'publishing' | 'confirm' | 'done' = $state('idle')
  no: string | null = $state(null)
  /** Whether somebody else had changed what this page showed: that is nobody's mistake. */
  isOutrun = $state(false)
  made: Made | null = $state.raw(null)
  readonly watch: PublishingWatch
  /** How many fields are new in what is being published. */
  #newFields = $state(0)
  readonly took = $derived(
    this.made &&
      tookSentence(
        this.made.tables ?? null,
        this.made.tookMs ?? null,
        this.made.heldMs ?? null,
        this.#newFields,
      ),
  )
  /** How many requests were open when it was published; they keep the process they began with. */
  openRequests = $state(0)
  readonly hasReason = $derived(this.reason.trim().length >= reasonMin)
  /** What the draft and the live version call things may be said of them. */
  readonly sure = new Sure(
    () => this.reason,
    () =>
      [this.#draft.portal, this.#draft.live?.portal].flatMap((portal) =>
        portal ? declaredHealthWords(portal) : [],
      ),
  )

  #calls: Calls
  #draft: Draft
  #asked: () => Promise<unknown>
  #ready: () => Promise<string | null>
  /** The same for every try of one publishing, so that a lost answer never publishes twice. */
  #key: string = crypto.randomUUID()

  /** `asked` loads what waits now; `ready` makes the draft what is to go live, and says what stands in the way of that. */
  constructor(
    calls: Calls,
    draft: Draft,
    asked: () => Promise<unknown>,
    ready: () => Promise<string | null> = () => Promise.resolve(null),
  ) {
    this.#calls = calls
    this.#draft = draft
    this.#asked = asked
    this.#ready = ready
    this.watch = new PublishingWatch(calls)
  }

  /** Anew, for something else. */
  begin(): void {
    this.reason = ''
    this.state = 'idle'
    this.no = null
    this.made = null
  }

  /** Asks a second person to let it go live. */
  async ask(): Promise<void> {
    if (!(await this.#isReady())) return
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

  async #isReady(): Promise<boolean> {
    if (this.state === 'publishing') return false
    this.state = 'publishing'
    this.no = null
    this.isOutrun = false
    await this.#draft.save()
    this.no = await this.#ready()
    if (this.no !== null) this.state = 'idle'
    return this.no === null
  }

  async publish(openRequests: number): Promise<void> {
    if (!(await this.#isReady())) return
    this.watch.begin()
    try {
      const { revision, live, portal } = this.#draft
      this.#newFields = live && portal ? newFieldsOf(live.portal, portal) : 0
      this.made = await this.#calls.draft.publish.mutate({
        revision,
        ...this.#because,
        key: this.#key,
      })
    } catch (fault) {
      return this.#refused(fault)
    } finally {
      this.watch.end()
    }
    this.openRequests = openRequests
    this.reason = ''
    this.#key = crypto.randomUUID()
    this.state = 'done'
    this.#draft.undo.forget()
    await this.#draft.load()
    this.#draft.undo.published()
  }

  #refused(fault: unknown): void {
    const refusal = refusalOf(fault)
    this.state = refusal?.code === 'fresh-sign-in-needed' ? 'confirm' : 'idle'
    if (refusal) this.#key = crypto.randomUUID()
    if (refusal?.code === 'draft-changed') void this.#draft.load()
    this.isOutrun = isOutrun(refusal)
    this.no = this.state === 'confirm' ? null : sentenceOf(refusal)
  }
}
