import { clauseMatches, clauseOf, type Facts, type FieldValue, type Viewpoint } from '../access/condition.ts'
import { asConditionsKnow } from '../field/date-time.ts'
import { unparsed, type Parsed } from '../field/kind.ts'
import { kinds } from '../field/kinds.ts'
import { outsideLimits } from '../field/limits.ts'
import { own } from '../portal/own.ts'
import type { Field, Form, Portal, Question, Table } from '../portal/portal.ts'
import type { AnswerProblem } from '../refusal.ts'
import { ok, refuse, type Result } from '../result.ts'
import { brokenChecks } from './answer-checks.ts'

/** What people typed, by field: everything arrives as text, whatever its kind. */
export type Typed = Readonly<Record<string, string>>

/** What answers were understood to mean. A question left blank has no entry. */
export type Values = Readonly<Record<string, FieldValue>>

/** What visibility can look at beside the answers themselves. */
export type AnswersContext = { readonly viewpoint: Viewpoint; readonly facts: Facts }

/** The day on which something is answered, and where. */
export type AnsweredOn = { readonly today: string; readonly zone: string }

type Reading = {
  readonly values: Record<string, FieldValue>
  readonly problems: AnswerProblem[]
  readonly on: AnsweredOn
}

const idShape = /^[a-z][a-z0-9_-]{0,39}$/

/** A key nobody asked for is named only if it could be an id: what else it holds may be what somebody typed. */
const unknownKeys = (typed: Typed, asked: ReadonlySet<string>): readonly AnswerProblem[] =>
  Object.keys(typed)
    .filter((key) => !asked.has(key))
    .map((key) => ({ field: idShape.test(key) ? key : '?', reason: 'unknown' }))

/** Text that Postgres cannot store or that has no canonical bytes is refused before a kind sees it. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

const readAnswer = (
  field: Field | undefined,
  text: string,
  isOptional: boolean,
  on: AnsweredOn,
): Parsed | 'blank' => {
  if (!field) return unparsed('unknown')
  if (text === '') return isOptional ? 'blank' : unparsed('missing')
  if (!isStorable(text)) return unparsed('not-valid')
  const answer = kinds[field.kind].parse(text, field)
  const outside = answer.ok ? outsideLimits(field, answer.value, on) : null
  return outside === null ? answer : unparsed(outside)
}

const readInto = (
  reading: Reading,
  id: string,
  fields: Table['fields'],
  typed: Typed,
  isOptional: boolean,
): void => {
  const text = own(typed, id)?.trim() ?? ''
  const answer = readAnswer(own(fields, id), text, isOptional, reading.on)
  if (answer === 'blank') return
  if (answer.ok) reading.values[id] = answer.value
  else reading.problems.push({ field: id, reason: answer.reason })
}

const resultOf = ({ values, problems }: Reading): Result<Values> =>
  problems.length > 0 ? refuse({ code: 'answers-invalid', answers: problems }) : ok(values)

/** Whether a question is asked, given what conditions know of the answers before it. An unreadable answer counts as blank. */
export const isAsked = (question: Question, before: Facts, context: AnswersContext): boolean =>
  clauseMatches(clauseOf(question['only-when']), { ...context.facts, ...before }, context.viewpoint)

/** Reads a form's answers in the order it asks; what was typed into questions that are not asked is dropped. */
export const parseAnswers = (
  portal: Portal,
  form: Form,
  typed: Typed,
  context: AnswersContext,
): Result<Values> => {
  const fields = portal.tables[form.table]?.fields ?? {}
  const asked = new Set(form.questions.map(({ ask }) => ask))
  const on = { today: context.viewpoint.today, zone: portal.timezone }
  const reading: Reading = { values: {}, problems: [...unknownKeys(typed, asked)], on }
  const known = (): Facts => asConditionsKnow(fields, reading.values, portal.timezone)
  const read: string[] = []
  for (const question of form.questions) {
    if (!isAsked(question, known(), context)) continue
    readInto(reading, question.ask, fields, typed, question.optional ?? false)
    read.push(question.ask)
  }
  if (form.checks)
    reading.problems.push(...brokenChecks(form, read, { ...context.facts, ...known() }, context))
  return resultOf(reading)
}

/** Reads what a transition asks for: all of it, and nothing else. */
export const parseAsked = (
  fields: Table['fields'],
  asks: readonly string[],
  typed: Typed,
  on: AnsweredOn,
): Result<Values> => {
  const reading: Reading = { values: {}, problems: [...unknownKeys(typed, new Set(asks))], on }
  for (const id of asks) readInto(reading, id, fields, typed, false)
  return resultOf(reading)
}
