import { clauseOf, pathsOf } from '../access/condition.ts'
import { isPrivate } from '../field/class.ts'
import { answerCheckProblems } from './check-answer-checks.ts'
import { conditionProblems } from './check-condition.ts'
import { prefillProblems } from './check-prefill.ts'
import { sectionProblems } from './check-sections.ts'
import { fieldName, formName, tableName } from './name.ts'
import { own } from './own.ts'
import type { Form, Portal, Question } from './portal.ts'
import { errorAt, hintAt, type Path, type Problem } from './problem.ts'
import { rolesFilling } from './roles-filling.ts'

/** A question can depend only on what was asked before it. */
const visibilityProblems = (
  portal: Portal,
  id: string,
  form: Form,
  question: Question,
  index: number,
): readonly Problem[] => {
  if (!question['only-when']) return []
  const path: Path = ['forms', id, 'questions', index, 'only-when']
  const before = form.questions.slice(0, index).map((earlier) => earlier.ask)
  const late = pathsOf(clauseOf(question['only-when'])).filter((name) => !before.includes(name))
  return [
    ...conditionProblems(portal, {
      table: form.table,
      condition: question['only-when'],
      path,
      use: 'visibility',
      roles: rolesFilling(portal, id),
    }),
    ...late.map((name) =>
      errorAt(
        'question-too-early',
        path,
        `This question depends on ${own(own(portal.tables, form.table)?.fields, name) ? fieldName(portal, form.table, name) : `"${name}"`}, which is not asked before it.`,
      ),
    ),
  ]
}

const questionProblems = (
  portal: Portal,
  id: string,
  form: Form,
  question: Question,
  index: number,
): readonly Problem[] => {
  const path: Path = ['forms', id, 'questions', index]
  // A form keeps its last question: without one it is no form.
  const fix =
    form.questions.length > 1 ? ({ fix: { kind: 'remove-question', form: id, at: index } } as const) : {}
  const field = own(own(portal.tables, form.table)?.fields, question.ask)
  if (!field) {
    const sentence = `${formName(portal, id)} asks for "${question.ask}", which ${tableName(portal, form.table)} does not have.`
    return own(portal.tables, form.table) ? [errorAt('unknown-field', [...path, 'ask'], sentence, fix)] : []
  }
  const name = fieldName(portal, form.table, question.ask)
  const problems = [...visibilityProblems(portal, id, form, question, index)]
  if (form.questions.findIndex((other) => other.ask === question.ask) < index) {
    problems.push(
      errorAt('question-twice', [...path, 'ask'], `${formName(portal, id)} asks for ${name} twice.`, fix),
    )
  }
  const isPublic = rolesFilling(portal, id).some((role) => own(portal.roles, role)?.audience === 'public')
  if (isPublic && isPrivate(field.class)) {
    problems.push(
      errorAt(
        'private-on-public-form',
        [...path, 'ask'],
        `${name} is private, and anybody can fill in ${formName(portal, id)}. Ask for it behind sign-in.`,
        fix,
      ),
    )
  }
  return problems
}

export const checkForms = (portal: Portal): readonly Problem[] =>
  Object.entries(portal.forms).flatMap(([id, form]) => [
    ...(own(portal.tables, form.table)
      ? []
      : [
          errorAt(
            'unknown-table',
            ['forms', id, 'table'],
            `${formName(portal, id)} is about a table "${form.table}" that does not exist.`,
          ),
        ]),
    ...(rolesFilling(portal, id).length > 0
      ? []
      : [
          hintAt(
            'form-unused',
            ['forms', id],
            `Nothing starts with ${formName(portal, id)}, so nobody can fill it in.`,
            { fix: { kind: 'remove-form', form: id } },
          ),
        ]),
    ...form.questions.flatMap((question, index) => questionProblems(portal, id, form, question, index)),
    ...sectionProblems(portal, id, form),
    ...answerCheckProblems(portal, id, form),
    ...prefillProblems(portal, id, form),
  ])
