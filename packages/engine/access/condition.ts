import type { DeepReadonly } from '../brand.ts'
import type { ConditionInput, OperandInput } from './condition-schema.ts'

/** Which records, as data; its form and limits are in `condition-schema.ts`. */
export type Condition = DeepReadonly<ConditionInput>

/** What a field can hold once parsed: dates are ISO strings, references are record ids. */
export type FieldValue = string | number | boolean | null
type Scalar = string | number | boolean

export const operators = ['=', '!=', 'in', '<', '<=', '>', '>=', 'includes'] as const
export type Operator = (typeof operators)[number]

export type Operand =
  | { readonly kind: 'me'; readonly field: string | null }
  | { readonly kind: 'today' }
  /** What another question of the same form was answered with; only checks of a form know it. */
  | { readonly kind: 'answer'; readonly field: string }
  | { readonly kind: 'literal'; readonly value: Scalar }

/** The same condition without shorthand: what evaluators walk. */
export type Clause =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Clause[] }
  | { readonly kind: 'not'; readonly of: Clause }
  | { readonly kind: 'blank'; readonly path: string; readonly is: boolean }
  | {
      readonly kind: 'compare'
      readonly path: string
      readonly operator: Operator
      readonly operands: readonly Operand[]
    }

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value)

const operandOf = (value: Scalar): Operand => {
  if (value === 'me') return { kind: 'me', field: null }
  if (value === 'today') return { kind: 'today' }
  if (typeof value === 'string' && value.startsWith('me.')) return { kind: 'me', field: value.slice(3) }
  if (typeof value === 'string' && value.startsWith('answer.'))
    return { kind: 'answer', field: value.slice(7) }
  return { kind: 'literal', value }
}

const comparison = (path: string, operator: Operator, value: Scalar | readonly Scalar[]): Clause => ({
  kind: 'compare',
  path,
  operator,
  operands: isList(value) ? value.map(operandOf) : [operandOf(value)],
})

const clauseOfPath = (path: string, operand: DeepReadonly<OperandInput>): Clause => {
  if (typeof operand !== 'object') return comparison(path, '=', operand)
  if ('is-blank' in operand) return { kind: 'blank', path, is: operand['is-blank'] }
  if ('in' in operand) return comparison(path, 'in', operand.in)
  if ('=' in operand) return comparison(path, '=', operand['='])
  if ('!=' in operand) return comparison(path, '!=', operand['!='])
  if ('<' in operand) return comparison(path, '<', operand['<'])
  if ('<=' in operand) return comparison(path, '<=', operand['<='])
  if ('>' in operand) return comparison(path, '>', operand['>'])
  if ('includes' in operand) return comparison(path, 'includes', operand.includes)
  return comparison(path, '>=', operand['>='])
}

export const isAll = (condition: Condition): condition is { readonly all: readonly Condition[] } =>
  'all' in condition && Array.isArray(condition.all)
export const isAny = (condition: Condition): condition is { readonly any: readonly Condition[] } =>
  'any' in condition && Array.isArray(condition.any)
export const isNot = (condition: Condition): condition is { readonly not: Condition } =>
  'not' in condition && typeof condition.not === 'object'
export const isPaths = (
  condition: Condition,
): condition is { readonly [path: string]: DeepReadonly<OperandInput> } =>
  !isAll(condition) && !isAny(condition) && !isNot(condition)

/** Writes out the shorthand. No condition at all means every record. */
export const clauseOf = (condition: Condition | undefined): Clause => {
  if (condition === undefined) return { kind: 'all', of: [] }
  if (isAll(condition)) return { kind: 'all', of: condition.all.map(clauseOf) }
  if (isAny(condition)) return { kind: 'any', of: condition.any.map(clauseOf) }
  if (isNot(condition)) return { kind: 'not', of: clauseOf(condition.not) }
  if (!isPaths(condition)) return { kind: 'any', of: [] }
  return { kind: 'all', of: Object.entries(condition).map(([path, operand]) => clauseOfPath(path, operand)) }
}

/** Every path a clause reads, so that checks, copied columns and indexes know what it needs. */
export const pathsOf = (clause: Clause): readonly string[] => {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.flatMap(pathsOf)
    case 'not':
      return pathsOf(clause.of)
    case 'blank':
    case 'compare':
      return [clause.path]
  }
}

/** Every answer that others are compared with. */
export const answersIn = (clause: Clause): readonly string[] => {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.flatMap(answersIn)
    case 'not':
      return answersIn(clause.of)
    case 'blank':
      return []
    case 'compare':
      return clause.operands.flatMap((operand) => (operand.kind === 'answer' ? [operand.field] : []))
  }
}

/** Every fact of the actor a clause reads; null stands for `me` itself. */
export const factsOf = (clause: Clause): readonly (string | null)[] => {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.flatMap(factsOf)
    case 'not':
      return factsOf(clause.of)
    case 'blank':
      return []
    case 'compare':
      return clause.operands.flatMap((operand) => (operand.kind === 'me' ? [operand.field] : []))
  }
}

/** A record's values by path, walked references included: `{ patient: '…', 'patient.location': '…', state: 'submitted' }`. */
export type Facts = Readonly<Record<string, FieldValue>>

export type Viewpoint = {
  /** The record the actor is: the patient she stands for, or the staff member's own record. */
  readonly me: string | null
  readonly meFacts: Facts
  /** The date in the practice's zone, ISO. */
  readonly today: string
}

/** Only what a record or person really has counts; what every JavaScript object inherits does not. */
const valueAt = (facts: Facts, path: string): FieldValue =>
  Object.hasOwn(facts, path) ? (facts[path] ?? null) : null

const valueOf = (operand: Operand, facts: Facts, viewpoint: Viewpoint): FieldValue => {
  switch (operand.kind) {
    case 'literal':
      return operand.value
    case 'today':
      return viewpoint.today
    case 'answer':
      return valueAt(facts, operand.field)
    case 'me':
      return operand.field === null ? viewpoint.me : valueAt(viewpoint.meFacts, operand.field)
  }
}

/** Where several were chosen, their ids stand in one text with spaces between. */
const isAmong = (chosen: FieldValue, one: FieldValue): boolean =>
  typeof chosen === 'string' && typeof one === 'string' && chosen.split(' ').includes(one)

/** Blank compares as no, to everything and by every operator; values of different kinds as well. */
const compares = (left: FieldValue, operator: Operator, right: FieldValue): boolean => {
  if (left === null || right === null || typeof left !== typeof right) return false
  switch (operator) {
    case '=':
    case 'in':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case 'includes':
      return isAmong(left, right)
  }
}

export const clauseMatches = (clause: Clause, facts: Facts, viewpoint: Viewpoint): boolean => {
  switch (clause.kind) {
    case 'all':
      return clause.of.every((part) => clauseMatches(part, facts, viewpoint))
    case 'any':
      return clause.of.some((part) => clauseMatches(part, facts, viewpoint))
    case 'not':
      return !clauseMatches(clause.of, facts, viewpoint)
    case 'blank':
      return (valueAt(facts, clause.path) === null) === clause.is
    case 'compare':
      return clause.operands.some((operand) =>
        compares(valueAt(facts, clause.path), clause.operator, valueOf(operand, facts, viewpoint)),
      )
  }
}

export const matches = (condition: Condition | undefined, facts: Facts, viewpoint: Viewpoint): boolean =>
  clauseMatches(clauseOf(condition), facts, viewpoint)
