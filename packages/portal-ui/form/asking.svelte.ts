import type { AnswersContext, Typed } from '@portico/engine/workflow/answers'
import { hasTaskList } from '@portico/engine/workflow/tasks'
import { api, type Portal } from '../call/api.ts'
import { client, noticeSignedOut } from '../call/client.ts'
import { refusalOf } from '../call/failure.ts'
import { leftOff } from '../session/left-off.ts'
import { FormAnswers } from '../render/form-answers.svelte.ts'
import type { ChoicesByField } from './choices.ts'

type Started = Awaited<ReturnType<typeof api.requests.start.mutate>>
export type Kept = Awaited<ReturnType<typeof api.answers.load.query>>

const keepMilliseconds = 800

/** One form being filled in, from its first question to its sending. */
export class Asking {
  readonly answers: FormAnswers
  /** Belongs to the kept answers: however often Send is pressed, in however many tabs, one request begins. */
  #key: string = crypto.randomUUID()
  readonly #workflow: string
  readonly #form: string
  readonly #patient: string | null
  #keeping: Promise<void> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined

  isSending = $state(false)
  isKept = $state(true)
  /** What could not be kept a while ago is. */
  isKeptAgain = $state(false)
  failure = $state.raw<unknown>(null)
  /** A question was reached by a Change link, so Continue leads back to the check. */
  isChanging = $state(false)

  constructor(portal: Portal, workflow: string, patient: string | null, context: AnswersContext) {
    this.#workflow = workflow
    this.#patient = patient
    this.#form = portal.workflows[workflow]?.start.form ?? ''
    this.answers = new FormAnswers(portal, portal.forms[this.#form] ?? { table: '', questions: [] }, context)
  }

  /** A long form is shown as a list of its sections. */
  get hasTasks(): boolean {
    return hasTaskList(this.answers.form)
  }

  get isUntouched(): boolean {
    return Object.keys(this.answers.typed).length === 0
  }

  /** Answers given before, unless they were about somebody else. */
  keptHere(kept: Kept | undefined): Kept {
    if (!kept || Object.keys(kept.typed).length === 0) return null
    return this.#patient === null || kept.patient === this.#patient ? kept : null
  }

  resume(kept: NonNullable<Kept>) {
    this.answers.typed = { ...kept.typed }
    this.#key = kept.key
  }

  /** What is known to begin with. What cannot be chosen any more is not. */
  begins(known: Typed, choices: ChoicesByField) {
    const isChosen = (field: string, typed: string) =>
      this.answers.table?.fields[field]?.kind !== 'reference' ||
      (choices[field] ?? []).some(({ id, isGone }) => id === typed && !isGone)
    this.answers.known = Object.fromEntries(Object.entries(known).filter((one) => isChosen(...one)))
  }

  beginAnew() {
    this.answers.typed = {}
  }

  /** Keeps also what is being typed, a moment after the last letter: a session may end before Continue is pressed. */
  keepSoon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.keep(), keepMilliseconds)
  }

  /** Keeps the answers on the server, one keeping after the other, so that the newest stays. */
  keep(): Promise<void> {
    clearTimeout(this.#timer)
    const at = location.pathname
    const input = {
      form: this.#form,
      typed: this.answers.toSend(),
      ...(this.#patient === null ? {} : { patient: this.#patient }),
    }
    this.#keeping = this.#keeping.then(async () => {
      const wasKept = this.isKept
      this.isKept = await api.answers.keep.mutate(input).then(
        ({ key }) => {
          this.#key = key
          this.isKeptAgain = !wasKept
          return true
        },
        (error: unknown) => {
          if (refusalOf(error)?.code === 'not-signed-in') leftOff.wrote(at)
          noticeSignedOut(error)
          return false
        },
      )
    })
    return this.#keeping
  }

  async send(): Promise<Started | null> {
    if (this.isSending || !this.answers.checkAll()) return null
    this.isSending = true
    this.failure = null
    clearTimeout(this.#timer)
    try {
      // A keeping that arrived after the start would bring the answers back.
      await this.#keeping
      const started = await this.#start()
      // What the lists and the menu count has changed.
      void client.invalidateQueries({ queryKey: ['requests'] })
      return started
    } catch (error) {
      this.#failed(error)
      return null
    } finally {
      this.isSending = false
    }
  }

  #start(): Promise<Started> {
    return api.requests.start.mutate({
      workflow: this.#workflow,
      ...(this.#patient === null ? {} : { patient: this.#patient }),
      answers: this.answers.toSend(),
      key: this.#key,
    })
  }

  #failed(error: unknown) {
    noticeSignedOut(error)
    const refusal = refusalOf(error)
    if (refusal?.code === 'answers-invalid') this.answers.problems = refusal.answers
    else if (refusal?.code === 'taken') {
      // What somebody else has is no answer any more: the question is open again.
      this.answers.typed = Object.fromEntries(
        Object.entries(this.answers.typed).filter(([id]) => id !== refusal.field),
      )
      this.answers.problems = [{ field: refusal.field, reason: 'taken' }]
      void client.invalidateQueries({ queryKey: ['choices'] })
    } else {
      // What the other tab sent stays one request; whoever sends these answers again means another.
      if (refusal?.code === 'key-reused') this.#key = crypto.randomUUID()
      this.failure = error
    }
  }
}
