import { rewritten } from '../access/rewritten.ts'
import type { Condition } from '../access/condition.ts'
import type { OperandInput } from '../access/condition-schema.ts'
import type { DeepReadonly } from '../brand.ts'
import { convert } from '../field/convert.ts'
import { own } from './own.ts'
import type { Part } from './part.ts'
import { peopleTable } from './people-table.ts'
import type { Field, Portal } from './portal.ts'
import { resolvePath } from './resolve.ts'

type Operand = DeepReadonly<OperandInput>
type Scalar = string | number | boolean

/** One field that takes the place of another everywhere. */
export type Swap = {
  readonly portal: Portal
  readonly table: string
  readonly old: string
  readonly now: string
  readonly from: Field
  readonly to: Field
}

/** Conditions know a date and time as its day. */
const asked = (field: Field): Field => (field.kind === 'date-time' ? { ...field, kind: 'date' } : field)

const literal = ({ portal, from, to }: Swap, value: Scalar): Scalar => {
  // Of the actor, of the day, or another answer: it is no value of the field.
  if (value === 'me' || value === 'today' || /^(me|answer)\./.test(String(value))) return value
  const { ok, ...made } = convert(asked(from), asked(to), value, portal.timezone)
  // What does not convert stays as it was, and is a problem that says so.
  return ok && 'value' in made ? made.value : value
}

/** What several are asked is what they include. */
const operandFor = (swap: Swap, operand: Operand): Operand => {
  const { from, to } = swap
  if (typeof operand !== 'object') {
    const value = literal(swap, operand)
    return to.kind === 'many-choice' && from.kind !== 'many-choice' ? { includes: value } : value
  }
  if ('is-blank' in operand) return operand
  if ('in' in operand) return { in: operand.in.map((value) => literal(swap, value)) }
  if ('includes' in operand)
    return to.kind === 'many-choice'
      ? { includes: literal(swap, operand.includes) }
      : { '=': literal(swap, operand.includes) }
  if ('=' in operand)
    return to.kind === 'many-choice'
      ? { includes: literal(swap, operand['=']) }
      : { '=': literal(swap, operand['=']) }
  if ('!=' in operand) return { '!=': literal(swap, operand['!=']) }
  if ('<' in operand) return { '<': literal(swap, operand['<']) }
  if ('<=' in operand) return { '<=': literal(swap, operand['<=']) }
  if ('>' in operand) return { '>': literal(swap, operand['>']) }
  return { '>=': literal(swap, operand['>=']) }
}

/** `me.field` names a field of whoever the roles are; only where all of them are of this table is it this one. */
const isOurs = ({ portal, table }: Swap, roles: readonly string[]): boolean =>
  roles.length > 0 &&
  roles.every((role) => peopleTable(portal, own(portal.roles, role)?.audience ?? 'public')?.id === table)

/** What is compared with a fact of the actor, or with another answer, by its new name. */
const renamed = (operand: Operand, was: string, is: string): Operand => {
  const named = <T>(value: T): T | string => (value === was ? is : value)
  if (typeof operand !== 'object') return named(operand)
  if ('is-blank' in operand) return operand
  if ('in' in operand) return { in: operand.in.map(named) }
  if ('=' in operand) return { '=': named(operand['=']) }
  if ('!=' in operand) return { '!=': named(operand['!=']) }
  if ('includes' in operand) return { includes: named(operand.includes) }
  if ('<' in operand) return { '<': named(operand['<']) }
  if ('<=' in operand) return { '<=': named(operand['<=']) }
  if ('>' in operand) return { '>': named(operand['>']) }
  return { '>=': named(operand['>=']) }
}

/** The same question of the field that takes the other's place. */
export const conditionFor = (
  swap: Swap,
  on: string,
  condition: Condition | undefined,
  roles: readonly string[],
): Condition | undefined =>
  condition &&
  rewritten(condition, (path, operand) => {
    const found = resolvePath(swap.portal, on, path)
    const { old, now } = swap
    const facts = isOurs(swap, roles) ? renamed(operand, `me.${old}`, `me.${now}`) : operand
    // Only a form's checks know other answers, and those are of the form's own table.
    const named = on === swap.table ? renamed(facts, `answer.${old}`, `answer.${now}`) : facts
    return found.kind === 'field' && found.table === swap.table && found.id === old
      ? [path.split('.').with(-1, now).join('.'), operandFor(swap, named)]
      : [path, named]
  })

/** Undone to the letter where nothing was different. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

export const put = (path: Part['path'], before: unknown, value: unknown): readonly Part[] =>
  isSame(before, value) ? [] : [{ path, ...(value !== undefined && { value }) }]
