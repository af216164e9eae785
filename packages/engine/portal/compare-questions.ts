import { conditionWords } from '../access/condition-words.ts'
import type { Reworded } from './change.ts'
import { questionSchema } from './form-schema.ts'
import { fieldName, formName, listedBriefly, sectionName, tableName } from './name.ts'
import { isSame } from './pairs.ts'
import { peopleTable } from './people-table.ts'
import type { Form, Portal, Question } from './portal.ts'
import { rewordedText } from './reworded.ts'
import type { Text } from './text.ts'

type Place = { readonly after: Portal; readonly form: string; readonly now: Form }
export type Asked = { readonly sentence: string; readonly reworded: readonly Reworded[] }
/** A sentence about questions that are named in it. */
type Say = (names: string) => string
/** What is different about how one question is asked: nothing, or a sentence with the words that it is about. */
type Said = { readonly say: Say; readonly reworded: readonly Reworded[] } | null

const plainly = (say: Say): Said => ({ say, reworded: [] })

const titleSaid = (name: string, old: Text | undefined, now: Text | undefined): Say => {
  if (!now) return (names) => `${name} now asks for ${names} by its name.`
  if (old?.en !== now.en) return (names) => `${name} now asks for ${names} as “${now.en}”.`
  return now.es === undefined
    ? (names) => `${name} has no Spanish words for ${names} any more.`
    : (names) => `${name} now asks for ${names} in Spanish as “${now.es ?? ''}”.`
}

const hintSaid = (name: string, old: Text | undefined, now: Text | undefined): Say => {
  if (!now) return (names) => `In ${name} there is no hint to ${names} any more.`
  if (old?.en !== now.en) return (names) => `In ${name} the hint to ${names} now reads “${now.en}”.`
  return now.es === undefined
    ? (names) => `In ${name} the hint to ${names} is not in Spanish any more.`
    : (names) => `In ${name} the hint to ${names} now reads “${now.es ?? ''}” in Spanish.`
}

const prefillWords = (after: Portal, { prefill }: Question): string => {
  if (prefill === undefined) return 'blank'
  if (prefill === 'last') return 'as in the patient’s last request'
  const people = peopleTable(after, 'patient')?.id ?? ''
  return `with ${fieldName(after, people, prefill.patient)} of ${tableName(after, people)}`
}

/** What each part of a question means to whoever fills it in: none of it can change without a sentence. */
const said: Readonly<Record<keyof Question, (place: Place, old: Question, now: Question) => Said>> = {
  ask: () => null,
  title: ({ after, form }, { title: old }, { title: now }) => ({
    say: titleSaid(formName(after, form), old, now),
    reworded: rewordedText(old, now),
  }),
  hint: ({ after, form }, { hint: old }, { hint: now }) => ({
    say: hintSaid(formName(after, form), old, now),
    reworded: rewordedText(old, now),
  }),
  optional: ({ after, form }, old, now) => {
    if ((old.optional ?? false) === (now.optional ?? false)) return null
    const name = formName(after, form)
    return plainly(
      now.optional
        ? (names) => `${names} may now be left out in ${name}.`
        : (names) => `${names} must now be answered in ${name}.`,
    )
  },
  'only-when': ({ after, form, now: { table } }, _, { 'only-when': condition }) => {
    const name = formName(after, form)
    return plainly(
      condition === undefined
        ? (names) => `${name} now asks everybody for ${names}.`
        : (names) => `${name} now asks for ${names} only when ${conditionWords(after, table, condition)}.`,
    )
  },
  section: ({ after, form }, _, { section }) => {
    const where =
      section === undefined
        ? 'before the first section'
        : `in the section ${sectionName(after, form, section)}`
    return plainly((names) => `${formName(after, form)} now asks for ${names} ${where}.`)
  },
  prefill: ({ after, form }, _, now) =>
    plainly(
      (names) => `In ${formName(after, form)} the answer to ${names} now begins ${prefillWords(after, now)}.`,
    ),
}

/** Every part of every question that is asked before and after; what several have in common is one sentence. */
export const questionChanges = (place: Place, old: Form): readonly Asked[] => {
  const { after, now } = place
  const groups = new Map<
    string,
    { readonly say: Say; readonly names: string[]; readonly reworded: Reworded[] }
  >()
  const asking = ({ questions }: Form, field: string) => questions.find(({ ask }) => ask === field)
  for (const field of new Set(now.questions.map(({ ask }) => ask))) {
    const [before, question] = [asking(old, field), asking(now, field)]
    if (!before || !question) continue
    for (const part of questionSchema.keyof().options) {
      const one = isSame(before[part], question[part]) ? null : said[part](place, before, question)
      if (one === null) continue
      const group = groups.get(one.say('')) ?? { say: one.say, names: [], reworded: [] }
      group.names.push(fieldName(after, now.table, field))
      group.reworded.push(...one.reworded)
      groups.set(one.say(''), group)
    }
  }
  return [...groups.values()].map(({ say, names, reworded }) => ({
    sentence: say(listedBriefly(names)),
    reworded,
  }))
}
