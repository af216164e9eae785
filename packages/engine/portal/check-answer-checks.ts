import { answersIn, clauseOf, pathsOf } from '../access/condition.ts'
import { conditionProblems } from './check-condition.ts'
import { formName } from './name.ts'
import type { AnswerCheck, Form, Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'
import { rolesFilling } from './roles-filling.ts'

/** A check can speak of answers only, and be told only where something is asked. */
const checkProblems = (
  portal: Portal,
  id: string,
  form: Form,
  key: string,
  check: AnswerCheck,
): readonly Problem[] => {
  const path: Path = ['forms', id, 'checks', key]
  const asked = form.questions.map(({ ask }) => ask)
  const fix = { fix: { kind: 'remove-check', form: id, check: key } } as const
  const clause = clauseOf(check['only-when'])
  const isForeign = pathsOf(clause).some((one) => !asked.includes(one))
  if (isForeign) {
    const sentence = `A check of ${formName(portal, id)} speaks of something that the form does not ask for.`
    return [errorAt('check-not-asked', [...path, 'only-when'], sentence, fix)]
  }
  const roles = rolesFilling(portal, id)
  const condition = check['only-when']
  const at = [...path, 'only-when']
  const problems = conditionProblems(portal, {
    table: form.table,
    condition,
    path: at,
    use: 'check',
    roles,
    asked,
  })
  if (!asked.includes(check.at)) {
    const sentence = `${formName(portal, id)} does not ask for "${check.at}", so nobody is told what this check says.`
    return [...problems, errorAt('check-nowhere', [...path, 'at'], sentence, fix)]
  }
  const read = [...pathsOf(clause), ...answersIn(clause)]
  const [own] = read
  if (read.includes(check.at) || own === undefined) return problems
  const sentence = `A check of ${formName(portal, id)} is told at a question it does not speak of. Tell it at one of its own.`
  const move = { fix: { kind: 'change-check', form: id, check: key, set: { at: own } } } as const
  return [...problems, errorAt('check-elsewhere', [...path, 'at'], sentence, move)]
}

export const answerCheckProblems = (portal: Portal, id: string, form: Form): readonly Problem[] =>
  Object.entries(form.checks ?? {}).flatMap(([key, check]) => checkProblems(portal, id, form, key, check))
