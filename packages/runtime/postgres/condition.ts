import type { Clause, Operand, Operator } from '@portico/engine/access/condition'
import type { Portal } from '@portico/engine/portal/portal'
import { columnOf, compared, comparedType, unblanked, type Column, type ColumnType } from './column.ts'
import { literal } from './identifier.ts'

/** A clause as SQL over one record. `record` is what stands before a column: nothing in a policy, `new.` in a trigger. */
export type Place = {
  readonly portal: Portal
  readonly table: string
  readonly record: '' | 'new.' | 'old.'
  /** Where neither the actor's setting nor the record's own columns are asked: many people at once, on a draft. */
  readonly reads?: Reads
}
export type Reads = {
  readonly column: (path: string) => Column
  /** `me`, or a fact of mine, as a value of that type. */
  readonly me: (fact: string | null, type: ColumnType) => string
}

const columnAt = ({ portal, table, reads }: Place, path: string): Column =>
  reads ? reads.column(path) : columnOf(portal, table, path)

/** What hangs on no record: asked once a statement; in a trigger, which is about one record, in a plain step. */
export const askedOnce = (asked: string, { record }: Place): string =>
  record === '' ? `(select ${asked})` : `(${asked})`

const actorSql = (fact: string | null, type: ColumnType, place: Place): string =>
  askedOnce(
    fact === null ? 'portico.actor_me()' : `(portico.actor() -> 'facts' ->> ${literal(fact)})::${type}`,
    place,
  )

const typeOfLiteral = (value: string | number | boolean, type: ColumnType): boolean => {
  if (type === 'numeric') return typeof value === 'number'
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'uuid') return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
  if (type === 'date') return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  return typeof value === 'string'
}

/** Values of another kind than the column compare as no, as in the engine. */
const operandSql = (operand: Operand, type: ColumnType, place: Place): string | null => {
  switch (operand.kind) {
    case 'literal':
      return typeOfLiteral(operand.value, type) ? `${literal(operand.value)}::${type}` : null
    case 'today':
      return type === 'date' ? askedOnce('portico.today()', place) : null
    // Only forms compare with answers, and only as they are given.
    case 'answer':
      return null
    case 'me':
      if (operand.field === null && type !== 'uuid') return null
      return place.reads ? place.reads.me(operand.field, type) : actorSql(operand.field, type, place)
  }
}

const sqlOperator = {
  '=': '=',
  in: '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
} satisfies Record<Exclude<Operator, 'includes'>, string>

const valueSql = (column: Column, record: string, operator: Operator): string => {
  const name = record + column.name
  if (column.type === 'timestamptz') return compared(column, name)
  const ordered =
    column.type === 'text' && operator !== '=' && operator !== 'in' && operator !== '!=' ? ' collate "C"' : ''
  // A blank is equal to nothing that anybody can name, and the bare column is what its index is on.
  const isIndexed = column.type !== 'boolean' && (operator === '=' || operator === 'in')
  return `${isIndexed ? name : unblanked(column, name)}${ordered}`
}

/** Of several that were chosen, one; what is not text is one thing at most, and a number or a yes is none that can be named. */
const includesSql = (column: Column, record: string, right: string): string => {
  const name = unblanked(column, record + column.name)
  if (column.type === 'text') return `${right} = any (string_to_array(${name}, ' '))`
  return ['numeric', 'boolean'].includes(column.type)
    ? 'false'
    : `${valueSql(column, record, '=')} = ${right}`
}

const testSql = (column: Column, record: string, operator: Operator, right: string): string =>
  operator === 'includes'
    ? includesSql(column, record, right)
    : `${valueSql(column, record, operator)} ${sqlOperator[operator]} ${right}`

const compareSql = (clause: Extract<Clause, { kind: 'compare' }>, place: Place): string => {
  const { record } = place
  const column = columnAt(place, clause.path)
  const tests = clause.operands.flatMap((operand) => {
    const right = operandSql(operand, comparedType(column), place)
    return right === null ? [] : [`coalesce(${testSql(column, record, clause.operator, right)}, false)`]
  })
  return tests.length === 0 ? 'false' : `(${tests.join(' or ')})`
}

const blankSql = (clause: Extract<Clause, { kind: 'blank' }>, place: Place): string => {
  const column = columnAt(place, clause.path)
  const name = place.record + column.name
  return `((${column.blank === null ? `${name} is null` : `${name} = ${column.blank}`}) = ${clause.is})`
}

const joined = (parts: readonly string[], word: 'and' | 'or', empty: string): string =>
  parts.length === 0 ? empty : `(${parts.join(` ${word} `)})`

/** The same meaning as the engine's `clauseMatches`; generated tests hold the two equal. */
export const clauseSql = (clause: Clause, place: Place): string => {
  switch (clause.kind) {
    case 'all':
      return joined(
        clause.of.map((part) => clauseSql(part, place)),
        'and',
        'true',
      )
    case 'any':
      return joined(
        clause.of.map((part) => clauseSql(part, place)),
        'or',
        'false',
      )
    case 'not':
      return `(not ${clauseSql(clause.of, place)})`
    case 'blank':
      return blankSql(clause, place)
    case 'compare':
      return compareSql(clause, place)
  }
}
