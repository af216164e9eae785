import type { Edit } from './edit.ts'
import { bySection } from './form-schema.ts'
import { inOrder, movedTo } from './order.ts'
import { own } from './own.ts'
import type { Part } from './part.ts'
import type { Form, Portal, Question } from './portal.ts'
import { errorAt } from './problem.ts'
import { added, withSettings } from './with-settings.ts'
import { nowhere, removed, withoutUnused, type Parts } from './without.ts'

type Of<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>

/** What is asked without saying where comes into the last section. */
const placed = (form: Form, question: Question): Question => {
  const last = form.order?.at(-1)
  return question.section !== undefined || last === undefined ? question : { ...question, section: last }
}

const inSection = ({ section: _, ...question }: Question, section: string | null): Question =>
  section === null ? question : { ...question, section }

/** Questions always stand as they are asked, so that the undoing finds them where they were. */
const withQuestions = (
  portal: Portal,
  edit: Of<'add-question' | 'remove-question' | 'move-question'>,
): Parts => {
  const path = ['forms', edit.form, 'questions']
  const form = own(portal.forms, edit.form)
  if (!form) return nowhere(path)
  const { questions, order = [] } = form
  if (edit.kind === 'add-question') {
    const more = questions.toSpliced(edit.at ?? questions.length, 0, placed(form, edit.question))
    return [{ path, value: bySection(more, order) }]
  }
  const question = questions[edit.at]
  if (!question) return nowhere([...path, edit.at])
  const rest = questions.toSpliced(edit.at, 1)
  if (edit.kind === 'remove-question') return [{ path, value: rest }]
  const moved = edit.section === undefined ? question : inSection(question, edit.section)
  return [{ path, value: bySection(rest.toSpliced(edit.to, 0, moved), order) }]
}

/** The sections of a form and their order, with its questions as they are asked then. */
const sectioned = (
  id: string,
  sections: Readonly<Record<string, unknown>>,
  order: readonly string[],
  questions: readonly Question[],
): readonly Part[] => {
  const isEmpty = order.length === 0
  return [
    { path: ['forms', id, 'sections'], ...(!isEmpty && { value: inOrder(sections, order) }) },
    { path: ['forms', id, 'order'], ...(!isEmpty && { value: order }) },
    { path: ['forms', id, 'questions'], value: bySection(questions, order) },
  ]
}

/** With its first section a form has its questions there; what is left of one that goes comes into the one before it. */
const withSections = (portal: Portal, edit: Of<'add-section' | 'move-section' | 'remove-section'>): Parts => {
  const path = ['forms', edit.form, 'sections', edit.section]
  const form = own(portal.forms, edit.form)
  if (!form) return nowhere(path)
  const { sections = {}, order = [], questions } = form
  if (edit.kind === 'add-section') {
    if (Object.hasOwn(sections, edit.section))
      return errorAt('id-taken', path, `The id "${edit.section}" is taken. Choose another.`)
    const now = order.toSpliced(edit.at ?? order.length, 0, edit.section)
    const all = order.length === 0 ? questions.map((one) => inSection(one, edit.section)) : questions
    return sectioned(edit.form, { ...sections, [edit.section]: edit.as }, now, all)
  }
  if (!Object.hasOwn(sections, edit.section)) return nowhere(path)
  if (edit.kind === 'move-section')
    return sectioned(edit.form, sections, movedTo(order, edit.section, edit.to), questions)
  const rest = order.filter((id) => id !== edit.section)
  const heir = rest[Math.max(0, order.indexOf(edit.section) - 1)] ?? null
  return sectioned(
    edit.form,
    Object.fromEntries(Object.entries(sections).filter(([id]) => id !== edit.section)),
    rest,
    questions.map((one) => (one.section === edit.section ? inSection(one, heir) : one)),
  )
}

const withCheck = (portal: Portal, edit: Of<'add-check' | 'change-check' | 'remove-check'>): Parts => {
  const form = own(portal.forms, edit.form)
  const path = ['forms', edit.form, 'checks', edit.check]
  if (!form) return nowhere(path)
  if (edit.kind === 'change-check') return withSettings(portal, path, edit.set)
  const { checks = {} } = form
  if (edit.kind === 'add-check') {
    const taken = added(portal, path, edit.as)
    if ('code' in taken) return taken
    return [{ path: ['forms', edit.form, 'checks'], value: { ...checks, [edit.check]: edit.as } }]
  }
  const gone = removed(portal, path)
  return 'code' in gone || Object.keys(checks).length > 1 ? gone : [{ path: ['forms', edit.form, 'checks'] }]
}

/** What is declared inside a form, or is one. */
export const partsOfForm = (portal: Portal, edit: Extract<Edit, { readonly form: string }>): Parts => {
  switch (edit.kind) {
    case 'add-form':
      return added(portal, ['forms', edit.form], edit.as)
    case 'remove-form':
      return withoutUnused(portal, ['forms', edit.form])
    case 'add-question':
    case 'remove-question':
    case 'move-question':
      return withQuestions(portal, edit)
    case 'change-question':
      return withSettings(portal, ['forms', edit.form, 'questions', edit.at], edit.set)
    case 'add-section':
    case 'move-section':
    case 'remove-section':
      return withSections(portal, edit)
    case 'change-section':
      return withSettings(portal, ['forms', edit.form, 'sections', edit.section], edit.set)
    case 'add-check':
    case 'change-check':
    case 'remove-check':
      return withCheck(portal, edit)
  }
}
