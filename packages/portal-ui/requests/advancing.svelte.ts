import type { AnswerProblem } from '@portico/engine/refusal'
import { parseAsked } from '@portico/engine/workflow/answers'
import { api, type Portal, type RequestPage } from '../call/api.ts'
import { client } from '../call/client.ts'
import { refusalOf } from '../call/failure.ts'

export type Offer = RequestPage['transitions'][number]
type Attempt = { readonly said: string; readonly key: string; readonly expectedVersion: number }

/** Taking a next step on one request: what is typed for it, and what came of it. */
export class Advancing {
  chosen = $state<string | null>(null)
  typed = $state<Record<string, string>>({})
  problems = $state.raw<readonly AnswerProblem[]>([])
  isSending = $state(false)
  /** Somebody else was faster; what was typed is still there. */
  isOvertaken = $state(false)
  /** Minutes within which the server wants a sign-in before it takes the step. */
  wantsFreshSignIn = $state<number | null>(null)
  failure = $state.raw<unknown>(null)
  /** The step that has just been taken. */
  done = $state<string | null>(null)
  #attempt: Attempt | null = null
  #typedFor: string | null = null

  choose(offer: string | null) {
    // What was typed waits for its own step: a reason to decline must not stand in an approval.
    if (offer !== null && offer !== this.#typedFor) {
      this.typed = {}
      this.#typedFor = offer
    }
    this.chosen = offer
    this.problems = []
    this.failure = null
    this.done = null
    this.isOvertaken = false
  }

  async send(portal: Portal, page: RequestPage, offer: Offer): Promise<void> {
    if (this.isSending) return
    const answers = Object.fromEntries(offer.asks.map((field) => [field, this.typed[field] ?? '']))
    this.problems = problemsOf(portal, page, offer, answers)
    if (this.problems.length > 0) return
    this.isSending = true
    this.failure = null
    try {
      await this.#take(page, offer.id, answers)
      this.#taken(offer.id)
    } catch (error) {
      this.#refused(error)
    } finally {
      await client.invalidateQueries({ queryKey: ['request', page.record.table, page.record.id] })
      this.isSending = false
    }
  }

  async #take({ record }: RequestPage, transition: string, answers: Record<string, string>): Promise<void> {
    const said = JSON.stringify([transition, answers])
    // Tried again after a lost answer, it is the same step with the same key, so it is taken only once.
    if (this.#attempt?.said !== said)
      this.#attempt = { said, key: crypto.randomUUID(), expectedVersion: record.request?.version ?? 1 }
    const { key, expectedVersion } = this.#attempt
    await api.requests.advance.mutate({
      table: record.table,
      id: record.id,
      transition,
      answers,
      expectedVersion,
      key,
    })
  }

  #taken(transition: string) {
    this.choose(null)
    this.#attempt = null
    this.typed = {}
    this.done = transition
    void client.invalidateQueries({ queryKey: ['requests'] })
  }

  #refused(error: unknown) {
    const refusal = refusalOf(error)
    if (refusal !== null) this.#attempt = null
    if (refusal?.code === 'stale-version' || refusal?.code === 'wrong-state') this.isOvertaken = true
    else if (refusal?.code === 'fresh-sign-in-needed') this.wantsFreshSignIn = refusal.withinMinutes
    else if (refusal?.code === 'answers-invalid') this.problems = refusal.answers
    else if (refusal?.code === 'taken') this.#isTaken(refusal.field)
    else this.failure = error
  }

  /** Everything else that was typed stays; of what can be chosen, only what is free is offered again. */
  #isTaken(field: string) {
    this.typed[field] = ''
    this.problems = [{ field, reason: 'taken' }]
    void client.invalidateQueries({ queryKey: ['choices'] })
  }
}

const problemsOf = (
  portal: Portal,
  { record }: RequestPage,
  { asks }: Offer,
  answers: Record<string, string>,
): readonly AnswerProblem[] => {
  const result = parseAsked(portal.tables[record.table]?.fields ?? {}, asks, answers)
  return !result.ok && result.refusal.code === 'answers-invalid' ? result.refusal.answers : []
}
