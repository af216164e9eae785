import type { Form, Portal, Question } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import { FormAnswers } from '@portico/portal-ui/render/form-answers.svelte.ts'

/** An invented person in front of the form: nothing is known of her yet, and nothing she types is kept. */
const nobody = { viewpoint: { me: null, meFacts: {}, today: '2026-01-05' }, facts: {} }

/** A walk through the form as it stands in the draft, one question at a time. */
export class Preview {
  language: Language = $state('en')
  at = $state(0)
  answers: FormAnswers
  readonly question: Question | null = $derived.by(() => this.answers.questions[this.at] ?? null)

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

  next(): void {
    if (this.question && this.answers.check(this.question)) this.at += 1
  }

  back(): void {
    this.at -= 1
  }
}
