import type { Facts, FieldValue } from '@portico/engine/access/condition'
import { asConditionsKnow } from '@portico/engine/field/date-time'
import type { Form, Portal, Question, Table } from '@portico/engine/portal/portal'
import type { AnswerProblem } from '@portico/engine/refusal'
import type { Result } from '@portico/engine/result'
import { brokenChecks } from '@portico/engine/workflow/answer-checks'
import {
  isAsked,
  parseAnswers,
  parseAsked,
  type AnswersContext,
  type Typed,
  type Values,
} from '@portico/engine/workflow/answers'

/** Somebody's answers to a form while she gives them, judged by the same engine that judges them on the server. */
export class FormAnswers {
  typed = $state<Record<string, string>>({})
  problems = $state.raw<readonly AnswerProblem[]>([])
  /** What is known to begin with: shown as an answer, and none until she goes on with it. */
  known = $state.raw<Typed>({})

  readonly portal: Portal
  readonly form: Form
  readonly #context: AnswersContext

  readonly table: Table | undefined
  /** What is asked, given the answers so far. Whom it is for is never asked: that is known. */
  readonly questions: readonly Question[] = $derived.by(() => this.#asked().questions)
  readonly #facts: Facts = $derived.by(() => this.#asked().facts)

  constructor(portal: Portal, form: Form, context: AnswersContext) {
    this.portal = portal
    this.form = form
    this.#context = context
    this.table = portal.tables[form.table]
  }

  question(field: string): Question | undefined {
    return this.questions.find(({ ask }) => ask === field)
  }

  /** The question after this one, or before it: null at either end. */
  neighbour(field: string, step: 1 | -1): Question | null {
    const at = this.questions.findIndex(({ ask }) => ask === field)
    return this.questions[at + step] ?? null
  }

  /** A file that comes is no longer missing; what is wrong with a text is said until she goes on. */
  answer(field: string, typed: string) {
    this.typed[field] = typed
    if (this.table?.fields[field]?.kind === 'attachment')
      this.problems = this.problems.filter((problem) => problem.field !== field)
  }

  /** Judges one answer, and remembers what is wrong with it. */
  check(question: Question): boolean {
    const alone = { table: this.form.table, questions: [{ ask: question.ask, optional: question.optional }] }
    if (!this.#judge(parseAnswers(this.portal, alone, this.#only([question]), this.#context))) return false
    this.problems = this.#broken(question)
    return this.problems.length === 0
  }

  /** Judges all of them. */
  checkAll(): boolean {
    const form = { ...this.form, questions: this.questions }
    return this.#judge(parseAnswers(this.portal, form, this.toSend(), this.#context))
  }

  problemOf(field: string): AnswerProblem | null {
    return this.problems.find((problem) => problem.field === field) ?? null
  }

  /** The first question that still has no right answer. */
  firstOpen(): Question | null {
    return this.questions.find((question) => !this.isAnswered(question)) ?? null
  }

  /** What was typed into the questions that are asked; the rest is dropped. */
  toSend(): Record<string, string> {
    return this.#only(this.questions)
  }

  /** What stands in a question: what she typed, or what is known to begin with. */
  shown(field: string): string {
    return this.typed[field] ?? this.known[field] ?? ''
  }

  /** She goes on with what stands there; an optional question that was passed over counts as answered. */
  take(field: string) {
    this.typed[field] ??= this.known[field] ?? ''
  }

  isSeen(question: Question): boolean {
    return question.ask in this.typed
  }

  isAnswered(question: Question): boolean {
    const isBlank = (this.typed[question.ask] ?? '').trim() === ''
    // An optional question that was seen and passed over is answered; one that was not seen yet is not.
    return isBlank
      ? question.optional === true && question.ask in this.typed
      : this.#valuesOf(question.ask) !== null && this.#broken(question).length === 0
  }

  #broken({ ask }: Question): readonly AnswerProblem[] {
    return brokenChecks(this.form, [ask], this.#facts, this.#context)
  }

  #judge(result: Result<Values>): boolean {
    this.problems = !result.ok && result.refusal.code === 'answers-invalid' ? result.refusal.answers : []
    return result.ok
  }

  #only(questions: readonly Question[]): Record<string, string> {
    return Object.fromEntries(
      questions.flatMap(({ ask }) => {
        const typed = this.typed[ask]
        return typed === undefined ? [] : [[ask, typed]]
      }),
    )
  }

  #valuesOf(field: string): Values | null {
    const on = { today: this.#context.viewpoint.today, zone: this.portal.timezone }
    const result = parseAsked(this.table?.fields ?? {}, [field], { [field]: this.typed[field] ?? '' }, on)
    return result.ok ? result.value : null
  }

  #asked(): { readonly questions: readonly Question[]; readonly facts: Facts } {
    const before: Record<string, FieldValue> = {}
    const fields = this.table?.fields ?? {}
    const facts = () => asConditionsKnow(fields, before, this.portal.timezone)
    const questions = this.form.questions.filter((question) => {
      if (question.ask === this.table?.patient || !isAsked(question, facts(), this.#context)) return false
      Object.assign(before, this.#valuesOf(question.ask))
      return true
    })
    return { questions, facts: { ...this.#context.facts, ...facts() } }
  }
}
