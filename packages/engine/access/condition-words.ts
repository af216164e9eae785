import type { Field, Portal, Workflow } from '../portal/portal.ts'
import { labelOf, wordsOfId, type Language, type Text } from '../portal/text.ts'
import type { Clause, Operand, Operator } from './condition.ts'

/** Reads a condition back to the person who made it, in the practice's own labels. */
type About = { readonly portal: Portal; readonly table: string; readonly language: Language }
type Compare = Extract<Clause, { kind: 'compare' }>
type Literal = string | number | boolean

const phrases = {
  en: {
    and: ' and ',
    or: ' or ',
    of: ' of ',
    not: 'not',
    always: 'always',
    never: 'never',
    me: 'the person signed in',
    own: 'their own ',
    today: 'today',
    yes: 'yes',
    no: 'no',
    blank: ' is blank',
    filled: ' is filled in',
  },
  es: {
    and: ' y ',
    or: ' o ',
    of: ' de ',
    not: 'no',
    always: 'siempre',
    never: 'nunca',
    me: 'la persona que inició sesión',
    own: 'su propio dato ',
    today: 'hoy',
    yes: 'sí',
    no: 'no',
    blank: ' está en blanco',
    filled: ' no está en blanco',
  },
} as const satisfies Record<Language, Record<string, string>>

const operatorWords = {
  en: {
    '=': 'is',
    '!=': 'is not',
    in: 'is one of',
    '<': 'is less than',
    '<=': 'is at most',
    '>': 'is more than',
    '>=': 'is at least',
    includes: 'includes',
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
  },
} as const satisfies Record<Language, Record<Operator, string>>

const requestWords: Readonly<Record<string, Text>> = {
  state: { en: 'Stage', es: 'Etapa' },
  queue: { en: 'Queue', es: 'Cola' },
  assignee: { en: 'Who has it', es: 'Quién la tiene' },
  due: { en: 'Due', es: 'Vence' },
  created: { en: 'Day it came in', es: 'Día en que llegó' },
}

/** The fields a path walks through, first to last, each with the id it bears. */
const walk = (
  { portal, table }: About,
  path: string,
): readonly { readonly id: string; readonly field: Field | undefined }[] => {
  let at: string | undefined = table
  return path.split('.').map((id) => {
    const field: Field | undefined = at === undefined ? undefined : portal.tables[at]?.fields[id]
    at = field?.to
    return { id, field }
  })
}

const pathWords = (about: About, path: string): string =>
  walk(about, path)
    .map(({ id, field }) => labelOf(id, field ?? { label: requestWords[id] }, about.language))
    .toReversed()
    .join(phrases[about.language].of)

const workflowsOn = ({ portal, table }: About): readonly Workflow[] =>
  Object.values(portal.workflows).filter((workflow) => workflow.table === table)

/** What a literal is called: an option, a stage or a queue by its label, anything else as it stands. */
const literalWords = (about: About, path: string, value: Literal): string => {
  const { portal, language } = about
  if (typeof value === 'boolean') return value ? phrases[language].yes : phrases[language].no
  if (typeof value === 'number') return String(value)
  const option = walk(about, path).at(-1)?.field?.options?.[value]
  if (option) return `“${labelOf(value, { label: option }, language)}”`
  const states = workflowsOn(about).map((workflow) => workflow.states[value])
  const declared =
    path === 'state'
      ? states.find((state) => state !== undefined)
      : path === 'queue'
        ? portal.queues[value]
        : undefined
  return `“${declared ? labelOf(value, declared, language) : value}”`
}

/** The actor's own field, called as its people table calls it. */
const ownWords = ({ portal, language }: About, id: string): string => {
  const fields = Object.values(portal.tables).flatMap((table) => (table.people ? [table.fields[id]] : []))
  const field = fields.find((declared) => declared !== undefined)
  return phrases[language].own + (field ? labelOf(id, field, language) : wordsOfId(id))
}

const operandWords = (about: About, path: string, operand: Operand): string => {
  switch (operand.kind) {
    case 'today':
      return phrases[about.language].today
    case 'me':
      return operand.field === null ? phrases[about.language].me : ownWords(about, operand.field)
    case 'literal':
      return literalWords(about, path, operand.value)
  }
}

const compareWords = (about: About, { path, operator, operands }: Compare): string => {
  const values = operands.map((operand) => operandWords(about, path, operand)).join(', ')
  return `${pathWords(about, path)} ${operatorWords[about.language][operator]} ${values}`
}

const joined = (
  about: About,
  parts: readonly Clause[],
  word: string,
  none: string,
  isInner: boolean,
): string => {
  const words = parts.map((part) => clauseWords(about, part, parts.length > 1)).join(word)
  if (parts.length === 0) return none
  return isInner && parts.length > 1 ? `(${words})` : words
}

/** A clause as part of a sentence: `Location of Patient is their own Location`. */
export const clauseWords = (about: About, clause: Clause, isInner = false): string => {
  const words = phrases[about.language]
  switch (clause.kind) {
    case 'all':
      return joined(about, clause.of, words.and, words.always, isInner)
    case 'any':
      return joined(about, clause.of, words.or, words.never, isInner)
    case 'not':
      return `${words.not} (${clauseWords(about, clause.of)})`
    case 'blank':
      return pathWords(about, clause.path) + (clause.is ? words.blank : words.filled)
    case 'compare':
      return compareWords(about, clause)
  }
}
