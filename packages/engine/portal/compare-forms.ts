import { conditionWords } from '../access/condition-words.ts'
import { changeOf, type Change, type Reworded } from './change.ts'
import { fieldName, formName, listed, sectionName } from './name.ts'
import { gainedAndLost, isSame, pairsOf, type Pairs } from './pairs.ts'
import type { AnswerCheck, Form, Portal, Question, Section } from './portal.ts'
import { rewordedText } from './reworded.ts'

const asking = (form: Form, field: string): Question | undefined =>
  form.questions.find((question) => question.ask === field)

const questionWords = (old: Question | undefined, now: Question | undefined): readonly Reworded[] => [
  ...rewordedText(old?.title, now?.title),
  ...rewordedText(old?.hint, now?.hint),
]

const sectionSentences = (
  before: Portal,
  after: Portal,
  form: string,
  { added, removed }: Pairs<Section>,
): readonly string[] => {
  const [old, now] = [before.forms[form], after.forms[form]]
  const names = (portal: Portal, ids: readonly (readonly [string, Section])[]) =>
    listed(ids.map(([id]) => sectionName(portal, form, id)))
  const kept = (order: readonly string[] = [], other: Form | undefined) =>
    order.filter((id) => Object.hasOwn(other?.sections ?? {}, id))
  const isReordered = !isSame(kept(old?.order, now), kept(now?.order, old))
  return [
    ...(added.length > 0 ? [`${formName(after, form)} has a new section: ${names(after, added)}.`] : []),
    ...(removed.length > 0
      ? [`${formName(after, form)} no longer has a section ${names(before, removed)}.`]
      : []),
    ...(isReordered ? [`The sections of ${formName(after, form)} stand in another order.`] : []),
  ]
}

const checkSentences = (after: Portal, form: string, old: Form, now: Form): readonly string[] => {
  const { added, removed, kept } = pairsOf(old.checks ?? {}, now.checks ?? {})
  const name = formName(after, form)
  const told = (check: AnswerCheck): string =>
    `${name} takes answers only when ${conditionWords(after, now.table, check['only-when'])}, and says “${check.say.en}” when they are not so.`
  return [
    ...added.map(([, check]) => told(check)),
    ...kept.flatMap(({ before, after: check }) =>
      isSame({ ...before, say: null }, { ...check, say: null }) ? [] : [told(check)],
    ),
    ...removed.map(
      ([, check]) => `${name} no longer says “${check.say.en}” of answers that do not go together.`,
    ),
  ]
}

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
  const sections = pairsOf(old.sections ?? {}, now.sections ?? {})
  const stayed = asked.now.filter((ask) => asked.old.includes(ask))
  const isReordered = !isSame(
    stayed,
    asked.old.filter((ask) => asked.now.includes(ask)),
  )
  const isOptional = (form: Form, ask: string): boolean => asking(form, ask)?.optional === true
  const left = stayed.filter((ask) => !isOptional(old, ask) && isOptional(now, ask))
  const needed = stayed.filter((ask) => isOptional(old, ask) && !isOptional(now, ask))
  const besides = (form: Form, ask: string) => ({ ...asking(form, ask), optional: null })
  const reworded = stayed.filter((ask) => !isSame(besides(old, ask), besides(now, ask)))
  return [
    ...(old.table === now.table ? [] : [one(`${name} is about other records than before.`)]),
    ...(gained.length > 0 ? [one(`${name} now asks for ${names(after, gained)}.`)] : []),
    ...(lost.length > 0 ? [one(`${name} no longer asks for ${names(before, lost)}.`)] : []),
    ...(isReordered ? [one(`${name} asks in another order.`)] : []),
    ...sectionSentences(before, after, form, sections).map((sentence) => one(sentence)),
    ...checkSentences(after, form, old, now).map((sentence) => one(sentence)),
    ...(left.length > 0 ? [one(`${name} no longer needs an answer to ${names(after, left)}.`)] : []),
    ...(needed.length > 0 ? [one(`${name} now needs an answer to ${names(after, needed)}.`)] : []),
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
