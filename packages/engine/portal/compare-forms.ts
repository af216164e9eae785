import { conditionWords } from '../access/condition-words.ts'
import { changeOf, type Change, type Reworded } from './change.ts'
import { questionChanges } from './compare-questions.ts'
import { fieldName, formName, listed, listedBriefly, sectionName } from './name.ts'
import { own } from './own.ts'
import { gainedAndLost, isSame, pairsOf, type Pairs } from './pairs.ts'
import { recordsName } from './plural.ts'
import type { AnswerCheck, Form, Portal, Section } from './portal.ts'

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
    ...(isReordered
      ? [
          `The sections of ${formName(after, form)} stand in another order: ${listedBriefly((now?.order ?? []).map((id) => sectionName(after, form, id)))}.`,
        ]
      : []),
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

type Exchanged = { readonly comes: string; readonly goes: string }

/** A field that took over another one's values is asked in its place, or that one is again: it is the same question. */
const exchangedIn = (
  before: Portal,
  after: Portal,
  table: string,
  { gained, lost }: ReturnType<typeof gainedAndLost>,
): readonly Exchanged[] => {
  const sourceIn = (portal: Portal, field: string) =>
    own(own(portal.tables, table)?.fields, field)?.['filled-from']
  return gained.flatMap((comes) => {
    const goes = lost.find((field) => sourceIn(after, comes) === field || sourceIn(before, field) === comes)
    return goes === undefined ? [] : [{ comes, goes }]
  })
}

const kindWords = (portal: Portal, table: string, field: string): string =>
  `“${own(own(portal.tables, table)?.fields, field)?.kind.replace('-', ' ') ?? field}”`

const formChanges = (
  before: Portal,
  after: Portal,
  form: string,
  old: Form,
  now: Form,
): readonly Change[] => {
  const name = formName(after, form)
  const asked = { old: old.questions.map(({ ask }) => ask), now: now.questions.map(({ ask }) => ask) }
  const apart = gainedAndLost(asked.old, asked.now)
  const exchanged = exchangedIn(before, after, now.table, apart)
  const gained = apart.gained.filter((field) => !exchanged.some(({ comes }) => comes === field))
  const lost = apart.lost.filter((field) => !exchanged.some(({ goes }) => goes === field))
  const namesOf = (portal: Portal, fields: readonly string[]) =>
    fields.map((field) => fieldName(portal, now.table, field))
  const names = (portal: Portal, fields: readonly string[]) => listed(namesOf(portal, fields))
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
  return [
    ...(old.table === now.table
      ? []
      : [
          one(
            `${name} now writes ${recordsName(after, now.table)} instead of ${recordsName(before, old.table)}.`,
          ),
        ]),
    ...exchanged.map(({ comes, goes }) =>
      one(
        `${name} now asks for ${fieldName(after, now.table, comes)} as ${kindWords(after, now.table, comes)} instead of ${kindWords(before, now.table, goes)}.`,
      ),
    ),
    ...(gained.length > 0 ? [one(`${name} now asks for ${names(after, gained)}.`)] : []),
    ...(lost.length > 0 ? [one(`${name} no longer asks for ${names(before, lost)}.`)] : []),
    ...(isReordered
      ? [one(`${name} asks in another order: ${listedBriefly(namesOf(after, asked.now))}.`)]
      : []),
    ...sectionSentences(before, after, form, sections).map((sentence) => one(sentence)),
    ...checkSentences(after, form, old, now).map((sentence) => one(sentence)),
    ...questionChanges({ after, form, now }, old).map(({ sentence, reworded }) => one(sentence, reworded)),
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
