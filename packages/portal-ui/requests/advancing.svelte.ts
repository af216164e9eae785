import type { Field } from '@portico/engine/portal/portal'
import type { AnswerProblem } from '@portico/engine/refusal'
import { api, type Portal, type RequestPage } from '../call/api.ts'
import { client, noticeSignedOut } from '../call/client.ts'
import { refusalOf } from '../call/failure.ts'
import { isGone } from './is-gone.ts'
import { answersTo, problemsOf } from './step-answers.ts'

export type Offer = RequestPage['transitions'][number]
type Attempt = { readonly said: string; readonly key: string; readonly expectedVersion: number }

const keepMilliseconds = 800

/** Taking a next step on one request: what is typed for it, and what came of it. */
export class Advancing {
  chosen = $state<string | null>(null)
  typed = $state<Record<string, string>>({})
  problems = $state.raw<readonly AnswerProblem[]>([])
  isSending = $state(false)
  /** The version somebody decided on who was not the first; what was typed is still there. */
  overtakenAt = $state<number | null>(null)
  /** What will be sent is shown once more, because a part of it is for the patient to read. */
  isChecking = $state(false)
  /** Whether what is typed is also on the server, where a reload finds it. */
  isKept = $state(true)
  /** What was typed before, in another sitting. */
  isResumed = $state(false)
  /** Minutes within which the server wants a sign-in before it takes the step. */
  wantsFreshSignIn = $state<number | null>(null)
  failure = $state.raw<unknown>(null)
  /** The request went out of her hands before it was sent. */
  isLost = $state(false)
  /** What follows that. */
  onlost: (() => void) | null = null
  /** The step that has just been taken. */
  done = $state<string | null>(null)
  #attempt: Attempt | null = null
  #typedFor: string | null = null
  #seen: number | null = null
  #keeping: Promise<void> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined

  get isOvertaken(): boolean {
    return this.overtakenAt !== null
  }

  /** Decides on the request as it is shown: from here on, whatever changes it is told before anything is sent. */
  choose(offer: string | null, version: number | null = null) {
    this.#seen = version
    // What was typed waits for its own step: a reason to decline must not stand in an approval.
    if (offer !== null && offer !== this.#typedFor) {
      this.typed = {}
      this.#typedFor = offer
    }
    this.chosen = offer
    this.problems = []
    this.failure = null
    this.done = null
    this.overtakenAt = null
    this.isChecking = false
    this.isResumed = false
    this.isLost = false
  }

  /** A file that comes is no longer missing; what is wrong with a text is said until it is sent again. */
  answer(ask: string, typed: string, { kind }: Field) {
    this.typed[ask] = typed
    if (kind === 'attachment') this.problems = this.problems.filter(({ field }) => field !== ask)
  }

  /** The page shows a newer version than the one she decided on. */
  notice(version: number) {
    if (this.chosen === null || this.#seen === null || this.#seen >= version || this.isSending) return
    this.overtakenAt = this.#seen
    this.#seen = version
    this.isChecking = false
  }

  /** Goes on with what was typed before. */
  resume(transition: string, typed: Readonly<Record<string, string>>, version: number) {
    this.choose(transition, version)
    this.typed = { ...typed }
    this.isResumed = true
  }

  /** What was typed in another sitting, where nothing was typed in this one. */
  recall(typed: Readonly<Record<string, string>>) {
    if (Object.values(this.typed).every((text) => text === '')) this.typed = { ...typed }
  }

  /** Looks through the answers, and then shows what would be sent. */
  check(portal: Portal, page: RequestPage, offer: Offer) {
    this.problems = problemsOf(portal, page, offer, answersTo(offer, this.typed))
    this.isChecking = this.problems.length === 0
  }

  /** Keeps what is typed, a moment after the last letter. */
  keepSoon({ record }: RequestPage, { id: transition }: Offer) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.keep(record, transition), keepMilliseconds)
  }

  /** What was typed for a step that is gone has been seen to. */
  forget(page: RequestPage) {
    const transition = this.chosen
    this.choose(null)
    this.typed = {}
    if (transition !== null) void this.keep(page.record, transition)
  }

  /** One keeping after the other, so that the newest stays. */
  keep({ table, id }: RequestPage['record'], transition: string): Promise<void> {
    clearTimeout(this.#timer)
    const typed = { ...this.typed }
    this.#keeping = this.#keeping.then(async () => {
      this.isKept = await api.answers.keepStep.mutate({ table, id, transition, typed }).then(
        () => true,
        (error: unknown) => {
          noticeSignedOut(error)
          return false
        },
      )
    })
    return this.#keeping
  }

  async send(portal: Portal, page: RequestPage, offer: Offer): Promise<void> {
    if (this.isSending) return
    const answers = answersTo(offer, this.typed)
    this.problems = problemsOf(portal, page, offer, answers)
    if (this.problems.length > 0) return
    this.isSending = true
    this.failure = null
    this.isLost = false
    clearTimeout(this.#timer)
    try {
      // A keeping that arrived after the step would bring back what was sent.
      await this.#keeping
      await this.#take(page, offer.id, answers)
      this.#taken(offer.id)
    } catch (error) {
      await this.#refused(error, page)
    } finally {
      await client.invalidateQueries({ queryKey: ['request', page.record.table, page.record.id] })
      this.isSending = false
    }
  }

  async #take(
    { record: { table, id, request } }: RequestPage,
    transition: string,
    answers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const said = JSON.stringify([transition, answers])
    // Tried again after a lost answer, it is the same step with the same key, so it is taken only once.
    if (this.#attempt?.said !== said)
      this.#attempt = {
        said,
        key: crypto.randomUUID(),
        expectedVersion: this.#seen ?? request?.version ?? 1,
      }
    const { key, expectedVersion } = this.#attempt
    await api.requests.advance.mutate({ table, id, transition, answers, expectedVersion, key })
  }

  #taken(transition: string) {
    this.choose(null)
    this.#attempt = null
    this.typed = {}
    this.done = transition
    void client.invalidateQueries({ queryKey: ['requests'] })
  }

  async #refused(error: unknown, { record }: RequestPage): Promise<void> {
    const refusal = refusalOf(error)
    if (refusal !== null) this.#attempt = null
    if (refusal?.code === 'stale-version' || refusal?.code === 'wrong-state') {
      this.overtakenAt = this.#seen ?? record.request?.version ?? 1
      this.isChecking = false
    } else if (refusal?.code === 'fresh-sign-in-needed') this.wantsFreshSignIn = refusal.withinMinutes
    else if (refusal?.code === 'answers-invalid') this.problems = refusal.answers
    else if (refusal?.code === 'taken') this.#isTaken(refusal.field)
    else if (this.onlost && (await isGone(error, record))) {
      this.isLost = true
      this.onlost()
    } else this.failure = error
  }

  /** Everything else that was typed stays; of what can be chosen, only what is free is offered again. */
  #isTaken(field: string) {
    this.typed[field] = ''
    this.problems = [{ field, reason: 'taken' }]
    void client.invalidateQueries({ queryKey: ['choices'] })
  }
}
