import { starred } from '../portal/name.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import { resolvePath, type RequestField, type Resolved } from '../portal/resolve.ts'
import { inLanguage, labelOf, type Language, type Text } from '../portal/text.ts'
import { clauseOf, type Clause, type Condition, type Operand, type Operator } from './condition.ts'

/** How a value is looked at: compared with others, or asked whether there is one. */
export type How = Operator | 'blank' | 'filled'
type About = {
  readonly portal: Portal
  readonly table: string
  readonly language: Language
  /** How a name that people gave stands out. */
  readonly named: (words: string) => string
  /** Whether it is told of a role that acts for patients: whoever signs in is not whom the records are about. */
  readonly acts: boolean
}
type Compare = Extract<Clause, { kind: 'compare' }>

/** What conditions are told with, wherever they are read or made. */
export const conditionPhrases = {
  en: {
    and: ' and ',
    or: ' or ',
    not: 'it is not so that',
    always: 'always',
    never: 'never',
    me: 'the person signed in',
    whom: 'the person they act for',
    own: (field: string) => `their own ${field}`,
    of: (field: string, reference: string) => `${reference}'s ${field}`,
    today: 'today',
    answer: (field: string) => `the answer to ${field}`,
    yes: 'yes',
    no: 'no',
  },
  es: {
    and: ' y ',
    or: ' o ',
    not: 'no es cierto que',
    always: 'siempre',
    never: 'nunca',
    me: 'la persona que inició sesión',
    whom: 'la persona a quien representa',
    own: (field: string) => `su propio dato ${field}`,
    of: (field: string, reference: string) => `${field} de ${reference}`,
    today: 'hoy',
    answer: (field: string) => `la respuesta a ${field}`,
    yes: 'sí',
    no: 'no',
  },
} as const satisfies Record<Language, Record<string, string | ((...words: string[]) => string)>>

const hows = {
  en: {
    '=': 'is',
    '!=': 'is not',
    in: 'is one of',
    '<': 'is below',
    '<=': 'is at most',
    '>': 'is above',
    '>=': 'is at least',
    includes: 'includes',
    blank: 'is blank',
    filled: 'is filled in',
  },
  es: {
    '=': 'es',
    '!=': 'no es',
    in: 'es uno de',
    '<': 'es menor que',
    '<=': 'es como máximo',
    '>': 'es mayor que',
    '>=': 'es como mínimo',
    includes: 'incluye',
    blank: 'está en blanco',
    filled: 'no está en blanco',
  },
} as const satisfies Record<Language, Record<How, string>>

/** Of days people say "before", where of numbers they say "below". */
const howsOfDays: Readonly<Record<Language, Partial<Record<How, string>>>> = {
  en: { '<': 'is before', '<=': 'is on or before', '>': 'is after', '>=': 'is on or after' },
  es: { '<': 'es antes de', '<=': 'es a más tardar', '>': 'es después de', '>=': 'es a partir de' },
}

export const howWords = (how: How, isWhen: boolean, language: Language): string =>
  (isWhen ? howsOfDays[language][how] : undefined) ?? hows[language][how]

/** What is known of every request, as its readers call it. */
export const requestFieldLabels: Readonly<Record<RequestField, Text>> = {
  state: { en: 'Stage', es: 'Etapa' },
  queue: { en: 'Queue', es: 'Cola' },
  assignee: { en: 'Who has it', es: 'Quién la tiene' },
  due: { en: 'Due day', es: 'Día en que vence' },
  created: { en: 'Day it came in', es: 'Día en que llegó' },
}

/** A label within a sentence; one that begins with several capitals is an abbreviation and keeps them. */
const within = (label: string): string =>
  /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

/** `patient.location` reads "patient's location". */
const pathWords = (about: About, path: string): string => {
  const { portal, table, language } = about
  const [id = '', ...rest] = path.split('.')
  const found = resolvePath(portal, table, id)
  const words = within(
    found.kind === 'request-field'
      ? inLanguage(requestFieldLabels[found.name], language)
      : labelOf(id, found.kind === 'field' ? found.field : undefined, language),
  )
  if (rest.length === 0) return words
  const to = (found.kind === 'field' ? found.field.to : undefined) ?? ''
  return conditionPhrases[language].of(pathWords({ ...about, table: to }, rest.join('.')), words)
}

/** Days and times come before and after one another. */
const isWhen = (found: Resolved): boolean =>
  found.kind === 'field'
    ? ['date', 'date-time', 'time'].includes(found.field.kind)
    : found.kind === 'request-field' && (found.name === 'due' || found.name === 'created')

/** What was declared under an id that a value at a path can be: an option, a stage or a queue. */
const declaredAs = (
  portal: Portal,
  found: Resolved,
  value: string,
): { readonly label?: Text | undefined } | undefined => {
  if (found.kind === 'field') {
    const label = own(found.field.options, value)
    return label && { label }
  }
  if (found.kind !== 'request-field') return undefined
  if (found.name === 'queue') return own(portal.queues, value)
  return found.name === 'state'
    ? Object.values(portal.workflows)
        .filter(({ table }) => table === found.table)
        .map(({ states }) => own(states, value))
        .find((state) => state !== undefined)
    : undefined
}

const dayOrTime = /^(\d{4}-\d{2}-\d{2}|\d{2}:\d{2})$/

/** Text stands in quotes, and quotes within it are marked, so that it cannot seem to end before it does. */
const literalWords = (
  { portal, language, named }: About,
  found: Resolved,
  value: string | number | boolean,
): string => {
  if (typeof value === 'boolean') return conditionPhrases[language][value ? 'yes' : 'no']
  if (typeof value === 'number') return String(value)
  if (isWhen(found) && dayOrTime.test(value)) return value
  const declared = declaredAs(portal, found, value)
  return declared ? named(labelOf(value, declared, language)) : JSON.stringify(value)
}

/** The actor's own field, called as the people's table calls it that has it. */
const ownWords = ({ portal, language }: About, id: string): string => {
  const declared = Object.values(portal.tables)
    .map(({ people, fields }) => (people ? own(fields, id) : undefined))
    .find((field) => field !== undefined)
  return conditionPhrases[language].own(within(labelOf(id, declared, language)))
}

const operandWords = (about: About, found: Resolved, operand: Operand): string => {
  switch (operand.kind) {
    case 'answer':
      return conditionPhrases[about.language].answer(pathWords(about, operand.field))
    case 'today':
      return conditionPhrases[about.language].today
    case 'me':
      if (operand.field !== null) return ownWords(about, operand.field)
      return conditionPhrases[about.language][about.acts ? 'whom' : 'me']
    case 'literal':
      return literalWords(about, found, operand.value)
  }
}

const compareWords = (about: About, { path, operator, operands }: Compare): string => {
  const found = resolvePath(about.portal, about.table, path)
  const values = operands.map((operand) => operandWords(about, found, operand)).join(', ')
  return `${pathWords(about, path)} ${howWords(operator, isWhen(found), about.language)} ${values}`
}

/** Parts that are themselves several stand in brackets, so that "and" and "or" cannot be read together. */
const joined = (about: About, parts: readonly Clause[], word: string): string => {
  const [only, ...more] = parts
  if (only && more.length === 0) return clauseWords(about, only)
  return parts
    .map((part) => (isSeveral(part) ? `(${clauseWords(about, part)})` : clauseWords(about, part)))
    .join(word)
}

const isSeveral = (clause: Clause): boolean => {
  if (clause.kind !== 'all' && clause.kind !== 'any') return false
  const [only, ...more] = clause.of
  return more.length > 0 || (only !== undefined && isSeveral(only))
}

const clauseWords = (about: About, clause: Clause): string => {
  const phrases = conditionPhrases[about.language]
  switch (clause.kind) {
    case 'all':
      return clause.of.length === 0 ? phrases.always : joined(about, clause.of, phrases.and)
    case 'any':
      return clause.of.length === 0 ? phrases.never : joined(about, clause.of, phrases.or)
    case 'not':
      return `${phrases.not} (${clauseWords(about, clause.of)})`
    case 'blank':
      return `${pathWords(about, clause.path)} ${howWords(clause.is ? 'blank' : 'filled', false, about.language)}`
    case 'compare':
      return compareWords(about, clause)
  }
}

/**
 * Reads a condition back to whoever made it, in the practice's own labels and so that no two conditions that could mean
 * different things read alike: "patient's location is their own location".
 */
export const conditionWords = (
  portal: Portal,
  table: string,
  condition: Condition | undefined,
  {
    language = 'en',
    named = starred,
    acts = false,
  }: Partial<Pick<About, 'language' | 'named' | 'acts'>> = {},
): string => clauseWords({ portal, table, language, named, acts }, clauseOf(condition))
