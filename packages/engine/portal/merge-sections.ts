import { own } from './own.ts'
import type { Form, Portal, Question } from './portal.ts'

type Three = Readonly<Record<'base' | 'mine' | 'theirs', Portal>>

const hasSections = (form: Form | undefined): boolean => (form?.order ?? []).length > 0

/** What somebody asked while there were no sections comes last in the first of those that the other made. */
const withinSections = (id: string, form: Form, { base, mine, theirs }: Three): Form => {
  const [first] = form.order ?? []
  if (first === undefined || hasSections(own(base.forms, id))) return form
  const dividing = [mine, theirs].map(({ forms }) => own(forms, id)).filter(hasSections)
  const isKnown = (ask: string): boolean =>
    dividing.some((one) => one?.questions.some((question) => question.ask === ask))
  const isLate = ({ ask, section }: Question): boolean => section === undefined && !isKnown(ask)
  const late = form.questions.filter(isLate).map((question) => ({ ...question, section: first }))
  return { ...form, questions: [...form.questions.filter((question) => !isLate(question)), ...late] }
}

/** A merged portal in which no question is left outside the sections that only one of two people knew of. */
export const withSectionsFilled = (portal: Portal, three: Three): Portal => ({
  ...portal,
  forms: Object.fromEntries(
    Object.entries(portal.forms).map(([id, form]) => [id, withinSections(id, form, three)]),
  ),
})
