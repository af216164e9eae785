import { changeOf, type Change, type Reworded } from './change.ts'
import { fieldName, formName, listed } from './name.ts'
import { gainedAndLost, isSame, pairsOf } from './pairs.ts'
import type { Form, Portal, Question } from './portal.ts'
import { rewordedText } from './reworded.ts'

const asking = (form: Form, field: string): Question | undefined =>
  form.questions.find((question) => question.ask === field)

const questionWords = (old: Question | undefined, now: Question | undefined): readonly Reworded[] => [
  ...rewordedText(old?.title, now?.title),
  ...rewordedText(old?.hint, now?.hint),
]

const formChanges = (
  before: Portal,
  after: Portal,
  form: string,
  old: Form,
  now: Form,
): readonly Change[] => {
  const name = formName(after, form)
  const asked = { old: old.questions.map(({ ask }) => ask), now: now.questions.map(({ ask }) => ask) }
  const { gained, lost } = gainedAndLost(asked.old, asked.now)
  const names = (portal: Portal, fields: readonly string[]) =>
    listed(fields.map((field) => fieldName(portal, now.table, field)))
  const one = (sentence: string, reworded: readonly Reworded[] = []) =>
    changeOf({ kind: 'change-form', form }, ['forms', form], sentence, {
      ...(reworded.length > 0 && { reworded }),
    })
  const stayed = asked.now.filter((ask) => asked.old.includes(ask))
  const isReordered = !isSame(
    stayed,
    asked.old.filter((ask) => asked.now.includes(ask)),
  )
  const reworded = stayed.filter((ask) => !isSame(asking(old, ask), asking(now, ask)))
  return [
    ...(old.table === now.table ? [] : [one(`${name} is about other records than before.`)]),
    ...(gained.length > 0 ? [one(`${name} now asks for ${names(after, gained)}.`)] : []),
    ...(lost.length > 0 ? [one(`${name} no longer asks for ${names(before, lost)}.`)] : []),
    ...(isReordered ? [one(`${name} asks in another order.`)] : []),
    ...(reworded.length > 0
      ? [
          one(
            `How ${name} asks for ${names(after, reworded)} changes.`,
            reworded.flatMap((ask) => questionWords(asking(old, ask), asking(now, ask))),
          ),
        ]
      : []),
  ]
}

/** A form is part of the process: requests under way were asked what they were asked. */
export const compareForms = (before: Portal, after: Portal): readonly Change[] => {
  const forms = pairsOf(before.forms, after.forms)
  return [
    ...forms.added.map(([form]) =>
      changeOf({ kind: 'add-form', form }, ['forms', form], `The form ${formName(after, form)} is added.`),
    ),
    ...forms.removed.map(([form]) =>
      changeOf(
        { kind: 'remove-form', form },
        ['forms', form],
        `The form ${formName(before, form)} is taken away.`,
      ),
    ),
    ...forms.kept.flatMap(({ id, before: old, after: now }) => formChanges(before, after, id, old, now)),
  ]
}
