import { clauseMatches, clauseOf, pathsOf, type FieldValue } from '../access/condition.ts'
import type { DeepReadonly } from '../brand.ts'
import type { Field, Portal, Table } from '../portal/portal.ts'
import { asConditionsKnow } from './date-time.ts'
import { addressInWords } from './address.ts'
import type { ExpressionInput } from './expression-schema.ts'
import type { KindName } from './kinds.ts'

export type Expression = DeepReadonly<ExpressionInput>
type Fields = Table['fields']
type Cells = Readonly<Record<string, FieldValue>>

export const expressionKinds = ['sum', 'difference', 'join', 'whether'] as const
export type ExpressionKind = (typeof expressionKinds)[number]

export const expressionKind = (expression: Expression): ExpressionKind => {
  if ('sum' in expression) return 'sum'
  if ('difference' in expression) return 'difference'
  return 'join' in expression ? 'join' : 'whether'
}

/** The fields it is made of, each once. */
export const sourcesOf = (expression: Expression): readonly string[] => {
  if ('sum' in expression) return [...new Set(expression.sum)]
  if ('difference' in expression) return [...new Set(expression.difference)]
  if ('join' in expression) return [...new Set(expression.join)]
  return [...new Set(pathsOf(clauseOf(expression.whether)))]
}

/** What kinds of fields each can be made of. */
export const sourceKinds = {
  sum: ['number', 'money'],
  difference: ['number', 'money', 'date'],
  join: ['text', 'long-text', 'phone', 'email', 'address'],
} as const satisfies Record<Exclude<ExpressionKind, 'whether'>, readonly KindName[]>

/** What comes of it is shown like a field of this kind. */
const resultKind = (fields: Fields, expression: Expression): KindName => {
  const kind = expressionKind(expression)
  if (kind === 'whether') return 'yes-no'
  if (kind === 'join') return 'text'
  return fields[sourcesOf(expression)[0] ?? '']?.kind === 'money' ? 'money' : 'number'
}

/** A field as its values are shown: a computed one like a field of the kind that comes of it. */
export const shownAs = (fields: Fields, field: Field | undefined): Field | undefined =>
  field?.from ? { ...field, kind: resultKind(fields, field.from) } : field

const dayMs = 86_400_000
const isDay = (value: FieldValue): value is string => typeof value === 'string'
const numbersIn = (values: readonly FieldValue[]): readonly number[] =>
  values.filter((value) => typeof value === 'number')

/** Parts of numbers that binary cannot hold must not show: 0.1 and 0.2 are 0.3. */
const tidy = (number: number): number => Math.round(number * 1e6) / 1e6

const difference = (first: FieldValue, second: FieldValue): FieldValue => {
  if (typeof first === 'number' && typeof second === 'number') return tidy(first - second)
  return isDay(first) && isDay(second) ? Math.round((Date.parse(first) - Date.parse(second)) / dayMs) : null
}

const sum = (values: readonly FieldValue[]): FieldValue => {
  const numbers = numbersIn(values)
  return numbers.length === 0 ? null : tidy(numbers.reduce((total, one) => total + one, 0))
}

const joined = (fields: Fields, ids: readonly string[], cells: Cells): FieldValue => {
  const texts = ids.flatMap((id) => {
    const value = cells[id]
    if (typeof value !== 'string' || value === '') return []
    return fields[id]?.kind === 'address' ? [addressInWords(value)] : [value]
  })
  return texts.length === 0 ? null : texts.join(' ')
}

/** Nobody asks: what it is depends on the record alone. */
const nobody = { me: null, meFacts: {}, today: '' } as const

const valueOf = (fields: Fields, expression: Expression, cells: Cells, zone: string): FieldValue => {
  if ('sum' in expression) return sum(expression.sum.map((id) => cells[id] ?? null))
  if ('difference' in expression) {
    const [first = '', second = ''] = expression.difference
    return difference(cells[first] ?? null, cells[second] ?? null)
  }
  if ('join' in expression) return joined(fields, expression.join, cells)
  return clauseMatches(clauseOf(expression.whether), asConditionsKnow(fields, cells, zone), nobody)
}

/**
 * The cells somebody sees, with the computed ones worked out of the others. A computed cell is seen only by who sees
 * everything it is made of; where one part is withheld, it is withheld too.
 */
export const withComputed = (fields: Fields, cells: Cells, { timezone }: Pick<Portal, 'timezone'>): Cells =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([id, value]): readonly (readonly [string, FieldValue])[] => {
      const from = fields[id]?.from
      if (!from) return [[id, value]]
      const isSeen = sourcesOf(from).every((source) => Object.hasOwn(cells, source))
      return isSeen ? [[id, valueOf(fields, from, cells, timezone)]] : []
    }),
  )
