import type { Form, Question } from '../portal/portal.ts'

/** Up to so many questions are asked one after the other, whatever sections they are in. */
const questionsInOneGo = 8

/** Whether a form is long enough to be shown as a list of tasks, its sections, to be done in any order. */
export const hasTaskList = ({ order = [], questions }: Form): boolean =>
  order.length > 1 && questions.length > questionsInOneGo

export type TaskStatus = 'not-started' | 'in-progress' | 'completed'
/** One section with what is asked in it; null for what is in none. */
export type Task = {
  readonly section: string | null
  readonly questions: readonly [Question, ...Question[]]
}

/** What is asked, by section and in its order. A section in which nothing is asked, given the answers so far, is none. */
export const tasksOf = (form: Form, asked: readonly Question[]): readonly Task[] =>
  [null, ...(form.order ?? [])].flatMap((section): readonly Task[] => {
    const [first, ...rest] = asked.filter((question) => (question.section ?? null) === section)
    return first ? [{ section, questions: [first, ...rest] }] : []
  })

export const taskStatus = (
  { questions }: Task,
  isSeen: (question: Question) => boolean,
  isAnswered: (question: Question) => boolean,
): TaskStatus => {
  if (questions.every(isAnswered)) return 'completed'
  return questions.some(isSeen) ? 'in-progress' : 'not-started'
}
