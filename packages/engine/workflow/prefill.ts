import type { FieldValue } from '../access/condition.ts'
import { asTyped } from '../field/as-typed.ts'
import { outsideLimits } from '../field/limits.ts'
import { chosenIn } from '../field/many-choice.ts'
import { own } from '../portal/own.ts'
import type { Field, Form, Portal, Question } from '../portal/portal.ts'
import type { AnsweredOn, Typed } from './answers.ts'

type Cells = Readonly<Record<string, FieldValue>>

/** What is known to begin with: the cells that whoever fills in may read, of the patient and of her last request. */
export type Known = { readonly patient: Cells | null; readonly last: Cells | null }

/** Where a form's answers begin: what has to be read before it is asked. */
export const prefillNeeds = ({ questions }: Form): Readonly<Record<keyof Known, boolean>> => ({
  patient: questions.some(({ prefill }) => typeof prefill === 'object'),
  last: questions.some(({ prefill }) => prefill === 'last'),
})

/** What is no longer offered cannot be chosen again, however often it was. */
const isOffered = ({ retired = [] }: Field, value: FieldValue): boolean =>
  !chosenIn(String(value)).some((id) => retired.includes(id))

const knownFor = ({ ask, prefill }: Question, { patient, last }: Known): FieldValue => {
  if (prefill === undefined) return null
  return prefill === 'last' ? (own(last ?? {}, ask) ?? null) : (own(patient ?? {}, prefill.patient) ?? null)
}

/** What the questions of a form begin with, as it would be typed. What could not be an answer today begins blank. */
export const prefilled = (portal: Portal, form: Form, known: Known, on: AnsweredOn): Typed =>
  Object.fromEntries(
    form.questions.flatMap((question): readonly (readonly [string, string])[] => {
      const value = knownFor(question, known)
      const field = own(own(portal.tables, form.table)?.fields, question.ask)
      if (value === null || !field || !isOffered(field, value) || outsideLimits(field, value, on) !== null)
        return []
      const typed = asTyped(value)
      return typed === '' ? [] : [[question.ask, typed]]
    }),
  )
