import { clauseOf, type Clause, type Condition, type Operand, type Operator } from '../access/condition.ts'
import { requestFieldLabels } from '../access/condition-words.ts'
import { isRecordId } from '../brand.ts'
import { isPrivate } from '../field/class.ts'
import { isTime } from '../field/time.ts'
import { fieldName, roleName, tableName } from './name.ts'
import { own } from './own.ts'
import type { Audience, Field, Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'
import { peopleTable } from './people-table.ts'
import { resolvePath, type Resolved } from './resolve.ts'

/** A condition and where it stands. Only a permission's must do without private values, which are never decrypted for it. */
export type Conditioned = {
  readonly table: string
  readonly condition: Condition | undefined
  readonly path: Path
  readonly use: 'permission' | 'guard' | 'visibility' | 'check'
  /** Whose `me` it is. */
  readonly roles: readonly string[]
  /** What the form of a check asks for. */
  readonly asked?: readonly string[]
}

type Leaf = Exclude<Clause, { readonly of: unknown }>
type Found = Extract<Resolved, { readonly kind: 'field' | 'request-field' }>

const leavesOf = (clause: Clause): readonly Leaf[] => {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.flatMap(leavesOf)
    case 'not':
      return leavesOf(clause.of)
    case 'blank':
    case 'compare':
      return [clause]
  }
}

const isRange = (operator: Operator): boolean => ['<', '<=', '>', '>='].includes(operator)
const isDay = (text: unknown): boolean => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** A date and time counts as its day, like when a request is due. */
const sortOfField = (field: Field): string => {
  if (field.kind === 'reference') return `reference to ${field.to ?? ''}`
  return field.kind === 'date-time' ? 'date' : field.kind
}

/** What two sides must share to be compared at all. */
const sortOf = (portal: Portal, found: Found): string => {
  if (found.kind === 'field') return sortOfField(found.field)
  if (found.name === 'assignee') return `reference to ${peopleTable(portal, 'staff')?.id ?? ''}`
  return found.name === 'state' || found.name === 'queue' ? found.name : 'date'
}

const literalFits = (
  portal: Portal,
  found: Found,
  sort: string,
  value: string | number | boolean,
  table: string,
): boolean => {
  if (sort === 'number' || sort === 'money') return typeof value === 'number'
  if (sort === 'yes-no') return typeof value === 'boolean'
  if (sort === 'date') return isDay(value)
  if (sort === 'time') return isTime(value)
  if (typeof value !== 'string') return false
  if (sort.startsWith('reference')) return isRecordId(value)
  if (sort === 'choice' || sort === 'many-choice')
    return found.kind === 'field' && Object.hasOwn(found.field.options ?? {}, value)
  if (sort === 'queue') return Object.hasOwn(portal.queues, value)
  if (sort === 'state')
    return Object.values(portal.workflows).some(
      (workflow) => workflow.table === table && Object.hasOwn(workflow.states, value),
    )
  return true
}

const meProblem = (
  portal: Portal,
  audience: Audience | undefined,
  operand: Extract<Operand, { kind: 'me' }>,
  sort: string,
  role: string,
): string | null => {
  const people = audience === undefined ? null : peopleTable(portal, audience)
  if (!people) return `${roleName(portal, role)} has no records of people, so "me" means nobody.`
  if (operand.field === null) {
    return sort === `reference to ${people.id}`
      ? null
      : `"me" is one of ${tableName(portal, people.id)}, which this field never is.`
  }
  const fact = own(people.table.fields, operand.field)
  if (!fact)
    return `"me.${operand.field}" is not known: ${tableName(portal, people.id)} has no field "${operand.field}".`
  if (fact.kind === 'computed')
    return `${fieldName(portal, people.id, operand.field)} is worked out when it is read, so it cannot stand behind "me.".`
  if (isPrivate(fact.class) && fact.kind !== 'reference') {
    return `${fieldName(portal, people.id, operand.field)} is private, so it cannot stand behind "me.".`
  }
  return sortOfField(fact) === sort
    ? null
    : `${fieldName(portal, people.id, operand.field)} of ${tableName(portal, people.id)} can never be equal to this field; they hold different things.`
}

/** Of what several can be chosen from, one is asked for: a fact that is one choice can be that one. */
const sortOfOne = (sort: string): string => (sort === 'many-choice' ? 'choice' : sort)

/** Another answer of the same sort, of the same form. */
const answerProblem = (portal: Portal, at: Conditioned, field: string, sort: string): string | null => {
  if (at.use !== 'check') return 'Only a check of a form can compare with another answer.'
  const found = own(own(portal.tables, at.table)?.fields, field)
  if (!found || at.asked?.includes(field) === false)
    return `"${field}" is not asked for by this form, so nothing can be compared with it.`
  return sortOfField(found) === sort
    ? null
    : `${fieldName(portal, at.table, field)} can never be compared with this field; they hold different things.`
}

const operandProblems = (
  portal: Portal,
  at: Conditioned,
  found: Found,
  operand: Operand,
): readonly string[] => {
  const sort = sortOf(portal, found)
  switch (operand.kind) {
    case 'today':
      return sort === 'date' ? [] : ['"today" can only be compared with a date.']
    case 'answer': {
      const problem = answerProblem(portal, at, operand.field, sort)
      return problem === null ? [] : [problem]
    }
    case 'literal':
      return literalFits(portal, found, sort, operand.value, at.table)
        ? []
        : [`${JSON.stringify(operand.value)} is not something this field can be.`]
    case 'me':
      return at.roles.flatMap((role) => {
        const declared = own(portal.roles, role)
        if (!declared) return []
        return meProblem(portal, declared.audience, operand, sortOfOne(sort), role) ?? []
      })
  }
}

/** A path by what its fields are called, or as it stands when it leads nowhere. */
const pathWords = (portal: Portal, table: string, path: string): string => {
  const found = resolvePath(portal, table, path)
  if (found.kind === 'request-field') return `The request's *${requestFieldLabels[found.name].en}*`
  if (found.kind !== 'field') return `"${path}"`
  const names = path.split('.').map((_, index, ids) => {
    const step = resolvePath(portal, table, ids.slice(0, index + 1).join('.'))
    return step.kind === 'field' ? fieldName(portal, step.table, step.id) : `"${path}"`
  })
  return names.toReversed().join(' of ')
}

const pathSentence = (portal: Portal, found: Exclude<Resolved, Found>): string =>
  found.kind === 'unknown'
    ? `${tableName(portal, found.table)} has no field "${found.at}".`
    : `"${found.at}" of ${tableName(portal, found.table)} leads to no other record, so nothing can follow it.`

/** What is asked about only as a whole. */
const onlyBlank: Readonly<Partial<Record<Field['kind'], string>>> = {
  address: 'an address',
  signature: 'a signature',
  list: 'a list',
}

const includesSentence = (isSeveral: boolean): string =>
  isSeveral
    ? 'It can be several at once; ask what it includes, such as "includes: ..." with one of its options.'
    : 'It is one thing at a time, so it includes nothing. Ask what it is.'

const leafProblems = (
  portal: Portal,
  at: Conditioned,
  leaf: Leaf,
): readonly (readonly [string, string])[] => {
  const found = resolvePath(portal, at.table, leaf.path)
  if (found.kind === 'unknown' || found.kind === 'not-a-reference')
    return [['condition-unknown-field', pathSentence(portal, found)]]
  const isHidden = found.kind === 'field' && isPrivate(found.field.class) && found.field.kind !== 'reference'
  if (at.use === 'permission' && isHidden) {
    const name = fieldName(portal, found.table, found.id)
    return [
      [
        'condition-private',
        `${name} is private, so it cannot decide which records a role reaches. Use a field that is not.`,
      ],
    ]
  }
  // A step's question is answered from the record itself; a value of another record lies under another key.
  if (at.use === 'guard' && isHidden && leaf.path.includes('.')) {
    const name = fieldName(portal, found.table, found.id)
    return [
      ['condition-private', `${name} is private and not of this record, so a step cannot ask about it.`],
    ]
  }
  if (found.kind === 'field' && found.field.kind === 'computed') {
    const name = fieldName(portal, found.table, found.id)
    return [['condition-computed', `${name} is worked out when it is read. Ask about what it is made of.`]]
  }
  if (leaf.kind === 'blank') return []
  if (found.kind === 'field' && found.field.kind === 'attachment') {
    const name = fieldName(portal, found.table, found.id)
    return [['condition-attachment', `${name} is a file; all that can be asked is whether there is one.`]]
  }
  const whole = found.kind === 'field' ? own(onlyBlank, found.field.kind) : undefined
  if (found.kind === 'field' && whole !== undefined) {
    const name = fieldName(portal, found.table, found.id)
    return [['condition-only-blank', `${name} is ${whole}; all that can be asked is whether there is one.`]]
  }
  const sort = sortOf(portal, found)
  if ((leaf.operator === 'includes') !== (sort === 'many-choice'))
    return [['condition-includes', includesSentence(sort === 'many-choice')]]
  const ordered = ['number', 'money', 'date', 'time'].includes(sort)
  const range =
    isRange(leaf.operator) && !ordered
      ? [
          [
            'condition-order',
            `Only numbers, amounts, dates and times can be compared with ${leaf.operator}.`,
          ] as const,
        ]
      : []
  const operands = leaf.operands.flatMap((operand) => operandProblems(portal, at, found, operand))
  return [...range, ...[...new Set(operands)].map((sentence) => ['condition-value', sentence] as const)]
}

/** Whether a condition speaks of what exists, may be looked at, and could ever be true. */
export const conditionProblems = (portal: Portal, at: Conditioned): readonly Problem[] => {
  if (!own(portal.tables, at.table)) return []
  return leavesOf(clauseOf(at.condition)).flatMap((leaf) =>
    leafProblems(portal, at, leaf).map(([code, sentence]) =>
      errorAt(code, at.path, `${pathWords(portal, at.table, leaf.path)} in "Only when": ${sentence}`),
    ),
  )
}
