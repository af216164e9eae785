import { answersIn, clauseMatches, clauseOf, type Clause, type Facts } from '../access/condition.ts'
import type { AnswerCheck, Form } from '../portal/portal.ts'
import type { AnswerProblem } from '../refusal.ts'
import type { AnswersContext } from './answers.ts'

/** What is compared; whether something is blank can be asked of a blank as well. */
const comparedIn = (clause: Clause): readonly string[] => {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.flatMap(comparedIn)
    case 'not':
      return comparedIn(clause.of)
    case 'blank':
      return []
    case 'compare':
      return [clause.path, ...answersIn(clause)]
  }
}

/** Answers that are not there yet cannot contradict one another. */
const isBroken = (check: AnswerCheck, facts: Facts, context: AnswersContext): boolean => {
  const clause = clauseOf(check['only-when'])
  const isComplete = comparedIn(clause).every((path) => (facts[path] ?? null) !== null)
  return isComplete && !clauseMatches(clause, facts, context.viewpoint)
}

/** What is wrong with answers together, each said at the question its check names, as far as that was asked. */
export const brokenChecks = (
  form: Form,
  asked: readonly string[],
  facts: Facts,
  context: AnswersContext,
): readonly AnswerProblem[] =>
  Object.values(form.checks ?? {}).flatMap((check) =>
    asked.includes(check.at) && isBroken(check, facts, context)
      ? [{ field: check.at, reason: 'unfit', say: check.say }]
      : [],
  )
