import type { Form } from '@portico/engine/portal/portal'

/** Where a question comes to when it is moved on by one: within its section, or over its edge into the next. */
export type Moved = { readonly to: number; readonly section?: string }

/** Null where there is nothing before it, or behind it. */
export const movedBy = ({ questions, order = [] }: Form, at: number, step: -1 | 1): Moved | null => {
  const section = questions[at]?.section
  const beside = questions[at + step]
  if (beside && beside.section === section) return { to: at + step }
  const next = order[(section === undefined ? -1 : order.indexOf(section)) + step]
  return next === undefined ? null : { to: at, section: next }
}

/** The questions under each section, with their places in the form; null holds those that are in none. */
export const bySections = ({
  questions,
  order = [],
}: Form): readonly { readonly section: string | null; readonly at: readonly number[] }[] => {
  const inOf = (section: string | undefined) =>
    questions.flatMap((question, at) => (question.section === section ? [at] : []))
  const known = order.map((section) => ({ section, at: inOf(section) }))
  const rest = questions.flatMap(({ section }, at) =>
    section === undefined || !order.includes(section) ? [at] : [],
  )
  return rest.length > 0 ? [{ section: null, at: rest }, ...known] : known
}
