import { prefillChoices } from './check-prefill.ts'
import { own } from './own.ts'
import type { Part } from './part.ts'
import { peopleTable } from './people-table.ts'
import type { AnswerCheck, Form, Question } from './portal.ts'
import { rolesFilling } from './roles-filling.ts'
import { conditionFor, isSame, put, type Swap } from './swap.ts'

/** What a question begins with, where that is still an answer to it; else it begins blank. */
const prefillFor = (
  swap: Swap,
  form: Form,
  ask: string,
  prefill: Question['prefill'],
): Question['prefill'] => {
  const { portal, table, old, now, to } = swap
  const isOld = typeof prefill === 'object' && prefill.patient === old
  const isPatients = table === peopleTable(portal, 'patient')?.id
  const begins = isOld && isPatients ? { patient: now } : prefill
  if (begins === prefill && ask !== now) return prefill
  const { fields, ...rest } = own(portal.tables, table) ?? { fields: {} }
  const after = {
    ...portal,
    tables: { ...portal.tables, [table]: { ...rest, fields: { ...fields, [now]: to } } },
  }
  return prefillChoices(after, form, ask).find((one) => isSame(one, begins))
}

const questionFor = (swap: Swap, form: Form, question: Question, roles: readonly string[]): Question => {
  const { prefill, ...blank } = question
  const when = conditionFor(swap, form.table, question['only-when'], roles)
  const ask = form.table === swap.table && question.ask === swap.old ? swap.now : question.ask
  const begins = prefill && prefillFor(swap, form, ask, prefill)
  const begun = begins === undefined ? blank : { ...question, prefill: begins }
  return { ...begun, ask, ...(when && { 'only-when': when }) }
}

const checkFor = (
  swap: Swap,
  { table }: Form,
  answerCheck: AnswerCheck,
  roles: readonly string[],
): AnswerCheck => ({
  ...answerCheck,
  at: table === swap.table && answerCheck.at === swap.old ? swap.now : answerCheck.at,
  'only-when': conditionFor(swap, table, answerCheck['only-when'], roles) ?? answerCheck['only-when'],
})

/** What forms ask, begin with and check, of the new field instead of the old one. */
export const formParts = (swap: Swap): readonly Part[] =>
  Object.entries(swap.portal.forms).flatMap(([id, form]) => {
    const roles = rolesFilling(swap.portal, id)
    const questions = form.questions.map((question) => questionFor(swap, form, question, roles))
    const checks = Object.entries(form.checks ?? {}).flatMap(([key, answerCheck]) =>
      put(['forms', id, 'checks', key], answerCheck, checkFor(swap, form, answerCheck, roles)),
    )
    return [...put(['forms', id, 'questions'], form.questions, questions), ...checks]
  })
