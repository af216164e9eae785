import type { z } from 'zod'
import { classes } from '../field/class.ts'
import { kindNames } from '../field/kinds.ts'
import { capital, placeOf } from './place.ts'
import type { Path } from './problem.ts'

type Issue = z.core.$ZodIssue

const idRule =
  'An id begins with a small letter and has only small letters, digits, - and _, at most 40 of them.'

/** What people are asked, where a key alone would say little, and what can be answered. */
const questions: Readonly<Record<string, { readonly asked: string; readonly answers: string }>> = {
  class: {
    asked: 'What is in it?',
    answers:
      'specially-protected (extra-protected by law), clinical (about health), identifier (names the person), ' +
      'operational (only how we work) or public (anyone may read)',
  },
  kind: { asked: 'What kind of values does it hold?', answers: kindNames.join(', ') },
}

/** What a text of a certain form looks like, by the key it stands under. */
const forms: Readonly<Record<string, string>> = {
  within: 'a time such as "4 business hours", "2 days" or "30 minutes"',
  wait: 'a time such as "4 business hours", "2 days" or "30 minutes"',
  'not-before': 'a day such as 2026-12-25 or "today", or for a time of day a time such as "09:30"',
  'not-after': 'a day such as 2026-12-25 or "today", or for a time of day a time such as "09:30"',
  from: 'what it is worked out of: "sum", "difference" or "join" with a list of fields, or "whether" with a condition',
  prefill: '"last" for what was answered the last time, or the patient’s own field such as "patient: phone"',
  idle: 'a time in minutes such as "15m"',
  'fresh-sign-in': 'a time in minutes such as "15m"',
  colour: 'a colour such as "#1f6f5c"',
  mailbox: 'an e-mail address',
  closed: 'a day such as 2026-12-25',
  hours: 'opening hours such as "08:00-17:00"',
}

const kindsOfValue: Readonly<Record<string, string>> = {
  object: 'a map of names',
  record: 'a map of names',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
}

const kindOfValue = (value: unknown): string =>
  value === null
    ? 'empty'
    : Array.isArray(value)
      ? 'a list'
      : (kindsOfValue[typeof value] ?? 'something else')

const isScalar = (value: unknown): value is number | boolean =>
  typeof value === 'number' || typeof value === 'boolean'

const quoted = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 60)}"` : isScalar(value) ? String(value) : kindOfValue(value)

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What stands at a path; undefined when nothing does. */
export const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (isMap(value) && Object.hasOwn(value, String(key)) ? value[String(key)] : undefined),
    input,
  )

/** The words for a key that is part of something with a name: `"to" of field "dose" of table "refill"`. */
const subject = (path: Path): string => {
  const { words, rest } = placeOf(path)
  return rest.length === 0 ? words : `"${rest.join('.')}" of ${words}`
}

const missing = (path: Path): string => {
  const { words, rest } = placeOf(path)
  const last = rest.at(-1) ?? ''
  const question = rest.length === 1 ? questions[last] : undefined
  if (question) return `${capital(words)} has no answer to "${question.asked}". Choose ${question.answers}.`
  if (path.length === 1) return `The portal has no "${last === '' ? String(path[0]) : last}", and needs one.`
  return rest.length === 0
    ? `${capital(words)} is missing.`
    : `${capital(words)} has no "${rest.join('.')}", and needs one.`
}

const wrongChoice = (path: Path, value: unknown, allowed: readonly unknown[]): string => {
  const { words, rest } = placeOf(path)
  const question = questions[rest.at(-1) ?? '']
  if (question)
    return `${capital(words)} answers "${question.asked}" with ${quoted(value)}. Choose ${question.answers}.`
  return `${capital(subject(path))} is ${quoted(value)}. It can be ${allowed.map(quoted).join(', ')}.`
}

const formOf = (path: Path): string | undefined => {
  const { words, rest } = placeOf(path)
  return [rest.at(-1), rest.at(-2), words === 'the opening hours' ? 'hours' : '']
    .map((key) => (key !== undefined && Object.hasOwn(forms, key) ? forms[key] : undefined))
    .find((found) => found !== undefined)
}

const wrongForm = (path: Path, value: unknown): string => {
  const form = formOf(path)
  return form === undefined
    ? `${capital(subject(path))} is ${quoted(value)}, which cannot be an id. ${idRule}`
    : `${capital(subject(path))} is ${quoted(value)}. Write ${form}.`
}

const badCondition =
  'is not a condition Portico understands. Write a field and what it should be, such as "location: me.location", ' +
  'or put several under "all", "any" or "not". A field may walk at most two references.'

const isCondition = (path: Path): boolean => path.includes('where') || path.includes('only-when')

/** One issue of zod in words an operations lead understands. Several unknown keys make several sentences. */
export const sentencesOf = (
  issue: Issue,
  input: unknown,
): readonly { readonly path: Path; readonly code: string; readonly sentence: string }[] => {
  const path: Path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
  const value = valueAt(input, path)
  const one = (code: string, sentence: string) => [{ path, code, sentence }]
  if (isCondition(path)) return one('bad-condition', `${capital(subject(path))} ${badCondition}`)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((unknown) => ({
      path: [...path, unknown.slice(0, 100)],
      code: 'unknown-key',
      sentence: `${capital(subject(path))} has "${unknown.slice(0, 60)}", which Portico does not know. Remove it, or check its spelling.`,
    }))
  }
  if (issue.code === 'invalid_key') {
    const id = String(path.at(-1) ?? '').slice(0, 60)
    return path[0] === 'hours'
      ? one('bad-id', `${capital(subject(path.slice(0, -1)))} cannot have "${id}".`)
      : one('bad-id', `"${id}" cannot be the id of anything. ${idRule}`)
  }
  if (path.join('.') === 'look.logo.picture' && typeof value === 'string')
    return one(
      'wrong-picture',
      'The picture of the logo is not one that Portico has drawn. Choose it anew on “Practice and look”, which makes it small and keeps nothing of the file but what is seen.',
    )
  if (value === undefined) return one(path.at(-1) === 'class' ? 'class-missing' : 'missing', missing(path))
  if (issue.code === 'invalid_value')
    return one(
      path.at(-1) === 'class' ? 'class-wrong' : 'wrong-value',
      wrongChoice(path, value, issue.values),
    )
  if (issue.code === 'invalid_type') {
    if (path.at(-1) === 'class') return one('class-wrong', wrongChoice(path, value, classes))
    return one(
      'wrong-type',
      `${capital(subject(path))} should be ${kindsOfValue[issue.expected] ?? issue.expected}, and is ${kindOfValue(value)}.`,
    )
  }
  if (issue.code === 'too_small' && typeof value === 'string' && value.trim() !== '')
    return one(
      'too-small',
      `${capital(subject(path))} is too short: at least ${String(issue.minimum)} characters.`,
    )
  if (issue.code === 'too_small' && Array.isArray(value) && value.length > 0)
    return one('too-small', `${capital(subject(path))} has too few: at least ${String(issue.minimum)}.`)
  if (issue.code === 'too_small')
    return one('too-small', `${capital(subject(path))} is empty. Write something, or remove it.`)
  if (issue.code === 'too_big')
    return one('too-long', `${capital(subject(path))} is too long: at most ${String(issue.maximum)}.`)
  if (issue.code === 'invalid_format' || (issue.code === 'invalid_union' && formOf(path) !== undefined))
    return one('wrong-form', wrongForm(path, value))
  return one('wrong-value', `${capital(subject(path))} is not something Portico understands.`)
}
