import { inLanguage, type Language } from '@portico/engine/portal/text'
import { taskStatus, tasksOf, type TaskStatus } from '@portico/engine/workflow/tasks'
import { tasksWords } from '../words/tasks.ts'
import type { FormAnswers } from './form-answers.svelte.ts'

export type ShownTask = {
  readonly id: string
  readonly label: string
  readonly hint: string | null
  readonly status: TaskStatus
  /** The question at which whoever goes into it begins. */
  readonly first: string
}

/** The sections of a form as they stand, given the answers so far. Who comes back to one goes on where she was. */
export const tasksIn = (answers: FormAnswers, language: Language): readonly ShownTask[] =>
  tasksOf(answers.form, answers.questions).map((task) => {
    const section = answers.form.sections?.[task.section ?? '']
    const isAnswered = answers.isAnswered.bind(answers)
    const open = task.questions.find((question) => !isAnswered(question))
    return {
      id: task.section ?? '',
      label: section ? inLanguage(section.label, language) : tasksWords[language].other,
      hint: section?.hint ? inLanguage(section.hint, language) : null,
      status: taskStatus(task, answers.isSeen.bind(answers), isAnswered),
      first: (open ?? task.questions[0]).ask,
    }
  })
