import type { Form, Portal, Question } from '@portico/engine/portal/portal'
import { inLanguage, type Language } from '@portico/engine/portal/text'
import { hasTaskList } from '@portico/engine/workflow/tasks'
import { FormAnswers } from '@portico/portal-ui/render/form-answers.svelte.ts'
import { tasksIn, type ShownTask } from '@portico/portal-ui/render/tasks-in.ts'

/** An invented person in front of the form: nothing is known of her yet, and nothing she types is kept. */
const nobody = { viewpoint: { me: null, meFacts: {}, today: '2026-01-05' }, facts: {} }

/** A walk through the form as it stands in the draft, one question at a time, or from its list of tasks. */
export class Preview {
  language: Language = $state('en')
  at = $state(0)
  /** Whether she stands before the list of a long form's sections. */
  isAtTasks = $state(true)
  answers: FormAnswers
  readonly hasTasks: boolean = $derived.by(() => hasTaskList(this.answers.form))
  /** The list, while it is what is seen. */
  readonly tasks: readonly ShownTask[] | null = $derived.by(() =>
    this.hasTasks && this.isAtTasks ? tasksIn(this.answers, this.language) : null,
  )
  readonly question: Question | null = $derived.by(() => this.answers.questions[this.at] ?? null)
  /** The section a question stands in, as its readers see it above it. */
  readonly caption: string | null = $derived.by(() => {
    const section = this.answers.form.sections?.[this.question?.section ?? '']
    return section ? inLanguage(section.label, this.language) : null
  })

  constructor(portal: Portal, form: Form) {
    this.answers = $state.raw(new FormAnswers(portal, form, nobody))
  }

  /** Follows the draft, and keeps what was typed. */
  follow(portal: Portal, form: Form): void {
    const typed = this.answers.typed
    this.answers = new FormAnswers(portal, form, nobody)
    this.answers.typed = typed
    this.at = Math.min(this.at, this.answers.questions.length)
  }

  open(ask: string): void {
    this.at = Math.max(
      0,
      this.answers.questions.findIndex((question) => question.ask === ask),
    )
    this.isAtTasks = false
  }

  next(): void {
    const { question } = this
    if (!question) return
    this.answers.take(question.ask)
    if (!this.answers.check(question)) return
    this.at += 1
    this.isAtTasks = this.question?.section !== question.section
  }

  back(): void {
    const section = this.question?.section
    this.at -= 1
    this.isAtTasks = this.at < 0 || this.question?.section !== section
    this.at = Math.max(0, this.at)
  }
}
