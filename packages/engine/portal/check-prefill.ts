import { isLower } from '../field/class.ts'
import { mayEver } from './grants.ts'
import { fieldName, formName } from './name.ts'
import { own } from './own.ts'
import { peopleTable } from './people-table.ts'
import type { Field, Form, Portal, Question } from './portal.ts'
import { errorAt, hintAt, type Path, type Problem } from './problem.ts'
import { rolesFilling } from './roles-filling.ts'

/** What is given anew each time, or cannot be given again. */
const isAnew = (field: Field): boolean =>
  ['attachment', 'signature', 'computed'].includes(field.kind) || field.once === true

/** One field's values are answers to another. */
const isSameSort = (from: Field, to: Field): boolean =>
  from.kind === to.kind &&
  from.to === to.to &&
  from.of === to.of &&
  Object.keys(from.options ?? {}).every((option) => Object.hasOwn(to.options ?? {}, option))

type Source = { readonly table: string; readonly id: string; readonly field: Field }

const sourceOf = (portal: Portal, form: Form, { ask, prefill }: Question): Source | null => {
  if (prefill === undefined) return null
  const table = prefill === 'last' ? form.table : peopleTable(portal, 'patient')?.id
  const id = prefill === 'last' ? ask : prefill.patient
  const field = own(own(portal.tables, table ?? '')?.fields, id)
  return table !== undefined && field ? { table, id, field } : null
}

const sourceProblem = (portal: Portal, form: Form, ask: string, source: Source): string | null => {
  const field = own(own(portal.tables, form.table)?.fields, ask)
  if (!field) return null
  const [to, from] = [fieldName(portal, form.table, ask), fieldName(portal, source.table, source.id)]
  if (isAnew(field)) return `${to} is given anew each time, so it cannot begin with an earlier answer.`
  if (!isSameSort(source.field, field)) return `${from} is no answer to ${to}; they hold different things.`
  return isLower(field.class, source.field.class)
    ? `${from} is more private than ${to}, so it cannot be written there.`
    : null
}

/** Everything a question could begin with. */
export const prefillChoices = (
  portal: Portal,
  form: Form,
  ask: string,
): readonly NonNullable<Question['prefill']>[] => {
  if (own(portal.tables, form.table)?.patient === undefined) return []
  const fields = Object.keys(peopleTable(portal, 'patient')?.table.fields ?? {})
  return (['last', ...fields.map((patient) => ({ patient }))] as const).filter((prefill) => {
    const source = sourceOf(portal, form, { ask, prefill })
    return source !== null && sourceProblem(portal, form, ask, source) === null
  })
}

const questionPrefill = (
  portal: Portal,
  id: string,
  form: Form,
  question: Question,
  at: number,
): readonly Problem[] => {
  if (question.prefill === undefined) return []
  const path: Path = ['forms', id, 'questions', at, 'prefill']
  const fix = { fix: { kind: 'change-question', form: id, at, set: { prefill: null } } } as const
  if (own(portal.tables, form.table)?.patient === undefined) {
    const sentence = `${formName(portal, id)} is about no patient, so nothing is known to begin with.`
    return [errorAt('prefill-nobody', path, sentence, fix)]
  }
  const source = sourceOf(portal, form, question)
  if (!source)
    return question.prefill === 'last'
      ? []
      : [
          errorAt(
            'prefill-unknown',
            path,
            `Patients have no field "${question.prefill.patient}" for this question to begin with.`,
            fix,
          ),
        ]
  const problem = sourceProblem(portal, form, question.ask, source)
  if (problem !== null) return [errorAt('prefill-unfit', path, problem, fix)]
  const isRead = rolesFilling(portal, id).some((role) =>
    mayEver(portal, role, 'read', source.table, source.id),
  )
  const name = fieldName(portal, source.table, source.id)
  return isRead
    ? []
    : [
        hintAt(
          'prefill-unread',
          path,
          `Nobody who fills in ${formName(portal, id)} may read ${name}, so the question begins blank.`,
          fix,
        ),
      ]
}

/** What a question begins with must be an answer to it, no more private than it, and readable by somebody who is asked. */
export const prefillProblems = (portal: Portal, id: string, form: Form): readonly Problem[] =>
  form.questions.flatMap((question, at) => questionPrefill(portal, id, form, question, at))
