import { nowMs } from '../call/now.ts'
import type { AnswerProblem } from '@portico/engine/refusal'
import { parseAsked } from '@portico/engine/workflow/answers'
import type { Portal, RequestPage } from '../call/api.ts'
import { dateIn } from '../words/when.ts'

type Offer = RequestPage['transitions'][number]

/** What is typed for what the step asks, and nothing else. */
export const answersTo = (
  { asks }: Offer,
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => Object.fromEntries(asks.map((field) => [field, typed[field] ?? '']))

/** What is wrong with it, as the server will say. */
export const problemsOf = (
  portal: Portal,
  { record }: RequestPage,
  { asks }: Offer,
  answers: Readonly<Record<string, string>>,
): readonly AnswerProblem[] => {
  const on = { today: dateIn(portal.timezone, nowMs()), zone: portal.timezone }
  const result = parseAsked(portal.tables[record.table]?.fields ?? {}, asks, answers, on)
  return !result.ok && result.refusal.code === 'answers-invalid' ? result.refusal.answers : []
}
