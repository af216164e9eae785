import type { Field, Question } from '@portico/engine/portal/portal'
import { inLanguage, labelOf, type Language } from '@portico/engine/portal/text'
import type { AnswerProblem } from '@portico/engine/refusal'
import { wordsIn } from '../words/words-in.ts'

export const titleOf = (question: Question, field: Field | undefined, language: Language): string => {
  const title = question.title ? inLanguage(question.title, language) : labelOf(question.ask, field, language)
  return question.optional ? wordsIn(language).form.optional(title) : title
}

export const hintOf = (question: Question, field: Field | undefined, language: Language): string | null => {
  const hint = question.hint ?? field?.help
  if (hint) return inLanguage(hint, language)
  const isDated = field?.kind === 'date' || field?.kind === 'date-time'
  return isDated ? wordsIn(language).form.dateHint : null
}

/** Says what is wrong with an answer, in the words that fit the kind of question. */
export const problemInWords = (
  problem: AnswerProblem,
  field: Field | undefined,
  title: string,
  language: Language,
): string => {
  const words = wordsIn(language).problems
  if (problem.reason !== 'missing') return words[problem.reason]
  if (field?.kind === 'date') return words.missingDate
  if (field?.kind === 'date-time') return words.missingMoment
  if (field?.kind === 'attachment') return words.missingFile
  return field && isChosen(field) ? words.missingChoice : words.missingText(title)
}

const isChosen = ({ kind }: Field): boolean => kind === 'choice' || kind === 'yes-no' || kind === 'reference'

/** The element an error summary leads to: the first control of the question. */
export const controlId = (field: string): string => `answer-${field}`
