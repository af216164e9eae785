import { clauseOf, type Clause, type Condition, type Operand } from '@portico/engine/access/condition'
import type { ConditionInput } from '@portico/engine/access/condition-schema'
import type { How } from '@portico/engine/access/condition-words'

export type Scalar = string | number | boolean
/** One line of a condition: what is looked at, how, and compared with what. */
export type Row = { readonly path: string; readonly how: How; readonly values: readonly Scalar[] }
export type Mode = 'all' | 'any'
export type Rows = { readonly mode: Mode; readonly rows: readonly Row[] }

const written = (operand: Operand): Scalar => {
  switch (operand.kind) {
    case 'answer':
      return `answer.${operand.field}`
    case 'me':
      return operand.field === null ? 'me' : `me.${operand.field}`
    case 'today':
      return 'today'
    case 'literal':
      return operand.value
  }
}

/** One of several is one: what is written with brackets around a single line means the line. */
const bare = (clause: Clause): Clause => {
  const [only] = clause.kind === 'all' || clause.kind === 'any' ? clause.of : []
  return only && (clause.kind === 'all' || clause.kind === 'any') && clause.of.length === 1
    ? bare(only)
    : clause
}

const rowOf = (clause: Clause): Row | null => {
  const one = bare(clause)
  if (one.kind === 'blank') return { path: one.path, how: one.is ? 'blank' : 'filled', values: [] }
  if (one.kind !== 'compare') return null
  return { path: one.path, how: one.operator, values: one.operands.map(written) }
}

/** A condition as lines, if it is no more than that; null when it has parts within parts. */
export const rowsOf = (condition: Condition | undefined): Rows | null => {
  const clause = bare(clauseOf(condition))
  const mode = clause.kind === 'any' ? 'any' : 'all'
  const parts = clause.kind === 'all' || clause.kind === 'any' ? clause.of : [clause]
  const rows = parts.map(rowOf)
  const known = rows.filter((row) => row !== null)
  return known.length === rows.length ? { mode, rows: known } : null
}

const lineOf = ({ path, how, values }: Row): ConditionInput => {
  const [first = ''] = values
  switch (how) {
    case 'blank':
      return { [path]: { 'is-blank': true } }
    case 'filled':
      return { [path]: { 'is-blank': false } }
    case 'in':
      return { [path]: { in: [...values] } }
    case '=':
      return { [path]: first }
    case '!=':
      return { [path]: { '!=': first } }
    case '<':
      return { [path]: { '<': first } }
    case '<=':
      return { [path]: { '<=': first } }
    case '>':
      return { [path]: { '>': first } }
    case '>=':
      return { [path]: { '>=': first } }
    case 'includes':
      return { [path]: { includes: first } }
  }
}

/** The condition that lines mean; null when there are none, which means every record. */
export const conditionOf = ({ mode, rows }: Rows): ConditionInput | null => {
  const lines = rows.map(lineOf)
  const [only] = lines
  if (!only) return null
  if (lines.length === 1) return only
  return mode === 'any' ? { any: lines } : { all: lines }
}
