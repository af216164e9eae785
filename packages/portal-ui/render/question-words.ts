import type { Kind } from '@portico/engine/field/kind'
import { kinds } from '@portico/engine/field/kinds'
import { timeInWords } from '@portico/engine/field/time'
import type { Field, Question } from '@portico/engine/portal/portal'
import { inLanguage, labelOf, type Language } from '@portico/engine/portal/text'
import type { AnswerProblem } from '@portico/engine/refusal'
import { dateInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'

export const titleOf = (question: Question, field: Field | undefined, language: Language): string => {
  const title = question.title ? inLanguage(question.title, language) : labelOf(question.ask, field, language)
  return question.optional ? wordsIn(language).form.optional(title) : title
}

export const hintOf = (question: Question, field: Field | undefined, language: Language): string | null => {
  const hint = question.hint ?? field?.help
  if (hint) return inLanguage(hint, language)
  if (field?.kind === 'many-choice') return wordsIn(language).form.severalHint
  if (field?.kind === 'time') return wordsIn(language).form.timeHint
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
  if (problem.say) return inLanguage(problem.say, language)
  const words = wordsIn(language).problems
  const most = lengthOf(field)
  if (problem.reason === 'too-long' && most !== undefined) return words.longerThan(most)
  const limit = field && limitInWords(problem.reason, field, language)
  if (limit) return limit
  if (problem.reason === 'too-early' && field?.kind === 'reference') return words.timeOver
  if (problem.reason !== 'missing') return words[problem.reason]
  if (field?.kind === 'date') return words.missingDate
  if (field?.kind === 'date-time') return words.missingMoment
  if (field?.kind === 'attachment') return words.missingFile
  if (field?.kind === 'many-choice') return words.missingChoices
  if (field?.kind === 'signature') return words.missingSignature
  if (field?.kind === 'address') return words['not-an-address']
  return field && isChosen(field) ? words.missingChoice : words.missingText(title)
}

/** What the field takes, where the answer lies outside; null for what is wrong in another way. */
const limitInWords = (reason: AnswerProblem['reason'], field: Field, language: Language): string | null => {
  const words = wordsIn(language).problems
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const { min, max, 'not-before': first, 'not-after': last } = field
  if (reason === 'too-small' && min !== undefined) return words.atLeast(number(min))
  if (reason === 'too-large' && max !== undefined) return words.atMost(number(max))
  const isTime = field.kind === 'time'
  if (isTime && reason === 'too-early' && first !== undefined)
    return words.notEarlier(timeInWords(first, language))
  if (isTime && reason === 'too-late' && last !== undefined)
    return words.notLater(timeInWords(last, language))
  if (reason === 'too-early' && first !== undefined)
    return first === 'today' ? words.notInPast : words.notBefore(dateInWords(first, language))
  if (reason === 'too-late' && last !== undefined)
    return last === 'today' ? words.notInFuture : words.notAfter(dateInWords(last, language))
  return null
}

const lengthOf = (field: Field | undefined): number | undefined => {
  const kind: Kind | undefined = field && kinds[field.kind]
  return kind?.lengthMax
}

const isChosen = ({ kind }: Field): boolean => kind === 'choice' || kind === 'yes-no' || kind === 'reference'

/** The element an error summary leads to: the first control of the question. */
export const controlId = (field: string): string => `answer-${field}`
